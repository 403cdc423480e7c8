using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests;

/// <summary>The databases that the programs are tested over.</summary>
internal static class Databases
{
    /// <summary>SQLite and the newest PostgreSQL; with <c>./test.sh --all</c> every version of it.</summary>
    public static IEnumerable<TestFixtureData> DefaultFixtures => PostgresBinaries.RunsAllVersions ? All : [.. Embedded, .. Servers.TakeLast(1)];

    /// <summary>SQLite and every PostgreSQL at hand.</summary>
    public static IEnumerable<TestFixtureData> All => Embedded.Concat(Servers);

    private static IEnumerable<TestFixtureData> Embedded => [new(TestedDatabase.Sqlite)];

    private static IEnumerable<TestFixtureData> Servers => PostgresBinaries.Fixtures(TestedDatabase.Postgres);
}

/// <summary>Runs a fixture, whose constructor takes a <see cref="TestedDatabase"/>, over SQLite and the newest PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OverEveryDatabaseAttribute() : TestFixtureSourceAttribute(typeof(Databases), nameof(Databases.DefaultFixtures));

/// <summary>The same, and over the oldest supported PostgreSQL too.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OverEveryVersionAttribute() : TestFixtureSourceAttribute(typeof(Databases), nameof(Databases.All));

/// <summary>A kind of database, and how programs are told to use a fresh one.</summary>
public abstract record TestedDatabase
{
    public static TestedDatabase Sqlite { get; } = new InTheDataDirectory();

    internal static TestedDatabase Postgres(PostgresVersion version) => new OnAServer(version);

    /// <param name="isMigrated">Whether it has its schema already. An embedded one never has: programs make it when they start.</param>
    internal abstract Task<ProgramDatabase> CreateAsync(bool isMigrated);

    private sealed record InTheDataDirectory : TestedDatabase
    {
        public override string ToString() => "SQLite";

        internal override Task<ProgramDatabase> CreateAsync(bool isMigrated) => Task.FromResult(ProgramDatabase.InTheDataDirectory);
    }

    private sealed record OnAServer(PostgresVersion Version) : TestedDatabase
    {
        public override string ToString() => Version.ToString();

        internal override async Task<ProgramDatabase> CreateAsync(bool isMigrated)
        {
            var database = new PostgresTestDatabase(Version);
            var connectionString = await (isMigrated ? database.MigratedConnectionStringAsync() : database.ConnectionStringAsync());
            return new ProgramDatabase(
                [
                    ("Gateway:Database:Provider", "postgres"),
                    ("Gateway:Database:ConnectionString", connectionString),
                    ("Gateway:Cursors:Keys:0", database.CursorKey),
                ],
                database);
        }
    }
}
