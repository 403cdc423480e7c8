using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests;

/// <summary>The databases that every promise of the programs is tested over.</summary>
internal static class Databases
{
    /// <summary>What <see cref="OverEveryDatabaseAttribute"/> stands for.</summary>
    public static IEnumerable<TestFixtureData> All => Embedded.Concat(Servers);

    public static IEnumerable<TestFixtureData> Embedded => [new(TestedDatabase.Sqlite)];

    public static IEnumerable<TestFixtureData> Servers => PostgresBinaries.Fixtures(TestedDatabase.Postgres);
}

/// <summary>Runs a fixture, whose constructor takes a <see cref="TestedDatabase"/>, over each.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OverEveryDatabaseAttribute() : TestFixtureSourceAttribute(typeof(Databases), nameof(Databases.All));

/// <summary>A kind of database, and how programs are told to use a fresh one.</summary>
public abstract record TestedDatabase
{
    public static TestedDatabase Sqlite { get; } = new InTheDataDirectory();

    internal static TestedDatabase Postgres(PostgresVersion version) => new OnAServer(version);

    internal abstract Task<ProgramDatabase> CreateAsync();

    private sealed record InTheDataDirectory : TestedDatabase
    {
        public override string ToString() => "SQLite";

        /// <summary>Programs make it when they start.</summary>
        internal override Task<ProgramDatabase> CreateAsync() => Task.FromResult(ProgramDatabase.InTheDataDirectory);
    }

    private sealed record OnAServer(PostgresVersion Version) : TestedDatabase
    {
        public override string ToString() => Version.ToString();

        internal override async Task<ProgramDatabase> CreateAsync()
        {
            var database = new PostgresTestDatabase(Version);
            return new ProgramDatabase(
                [
                    ("Gateway:Database:Provider", "postgres"),
                    ("Gateway:Database:ConnectionString", await database.ConnectionStringAsync()),
                    ("Gateway:Cursors:Keys:0", database.CursorKey),
                ],
                database);
        }
    }
}
