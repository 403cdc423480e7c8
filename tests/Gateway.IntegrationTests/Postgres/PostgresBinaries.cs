using System.Diagnostics;
using System.Globalization;
using NUnit.Framework.Internal;
using OsProcess = System.Diagnostics.Process;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>PostgreSQL of one version, by the folder of its programs; without a folder, the one that is not at hand.</summary>
internal sealed record PostgresVersion(string Folder, int Major)
{
    public static readonly PostgresVersion Missing = new("", 0);

    /// <summary>As fixtures show it.</summary>
    public override string ToString() => this == Missing ? "PostgreSQL" : string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {Major}");

    /// <summary>The path of a program.</summary>
    public string Program(string name) =>
        this == Missing ? throw new InvalidOperationException(PostgresBinaries.NoneAtHand) : Path.Combine(Folder, name);
}

/// <summary>
/// The versions to test with: those that <c>GATEWAY_TEST_POSTGRES</c> names (folders with <c>initdb</c> and <c>postgres</c>,
/// joined by colons; empty, none), else the one in <c>PG_BIN</c>, else the newest that is installed.
/// </summary>
internal static class PostgresBinaries
{
    public const string NoneAtHand = "No PostgreSQL is at hand: set GATEWAY_TEST_POSTGRES to the folders of its programs.";
    private const string Debian = "/usr/lib/postgresql";
    private static readonly Lazy<IReadOnlyList<PostgresVersion>> s_atHand = new(Find);

    /// <summary>Every version at hand, for fixtures that run on the oldest supported one too: ports, migrations, laws, plans of queries.</summary>
    public static IEnumerable<TestFixtureData> Versions => Fixtures(version => version);

    /// <summary>The newest version, and with <c>./test.sh --all</c> every one: for all other fixtures that take a <see cref="PostgresVersion"/>.</summary>
    public static IEnumerable<TestFixtureData> DefaultFixtures => RunsAllVersions ? Versions : NewestFixture;

    /// <summary>The newest alone, for tests that are not about versions.</summary>
    public static IEnumerable<TestFixtureData> NewestFixture => Versions.TakeLast(1);

    /// <summary>The newest, for single tests.</summary>
    public static IEnumerable<TestCaseData> NewestCase => AtHandOrMissing.TakeLast(1).Select(version => IgnoredWithout(version, version));

    /// <summary>Those to test with; the missing one where there is none.</summary>
    private static IEnumerable<PostgresVersion> AtHandOrMissing => s_atHand.Value.DefaultIfEmpty(PostgresVersion.Missing);

    /// <summary>The versions of <see cref="DefaultFixtures"/>; the missing one where there is none.</summary>
    public static IEnumerable<PostgresVersion> DefaultVersions => RunsAllVersions ? AtHandOrMissing : AtHandOrMissing.TakeLast(1);

    /// <summary>Whether <c>./test.sh --all</c> asks for every version everywhere.</summary>
    public static bool RunsAllVersions => Environment.GetEnvironmentVariable("GATEWAY_TEST_ALL") is { Length: > 0 };

    /// <summary>A test's case that needs a version.</summary>
    public static TestCaseData IgnoredWithout(PostgresVersion version, object argument)
    {
        var data = new TestCaseData(argument).SetCategory(TestCategories.Postgres);
        return version == PostgresVersion.Missing && MayBeSkipped ? data.Ignore(NoneAtHand) : data;
    }

    /// <summary>One for each version. Without any they are ignored with a reason, and fail where nothing may be skipped.</summary>
    public static IEnumerable<TestFixtureData> Fixtures(Func<PostgresVersion, object> argument)
    {
        foreach (var version in AtHandOrMissing)
        {
            var data = new TestFixtureData(argument(version));
            data.Properties.Add(PropertyNames.Category, TestCategories.Postgres);
            yield return version == PostgresVersion.Missing && MayBeSkipped ? data.Ignore(NoneAtHand) : data;
        }
    }

    private static bool MayBeSkipped => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    private static IReadOnlyList<PostgresVersion> Find()
    {
        var folders = Folders("GATEWAY_TEST_POSTGRES") ?? (Folders("PG_BIN") is { Length: > 0 } one ? one : Installed().Take(1));
        return [.. folders.Select(folder => new PostgresVersion(folder, MajorOf(folder))).DistinctBy(version => version.Major)];
    }

    private static string[]? Folders(string variable) =>
        Environment.GetEnvironmentVariable(variable)?.Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Newest first.</summary>
    private static IEnumerable<string> Installed() => Directory.Exists(Debian)
        ? Directory.GetDirectories(Debian).Select(folder => Path.Combine(folder, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).OrderByDescending(MajorOf)
        : [];

    private static int MajorOf(string folder)
    {
        using var program = OsProcess.Start(new ProcessStartInfo(Path.Combine(folder, "postgres"), "--version") { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = program.StandardOutput.ReadToEnd(); // postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)
        program.WaitForExit();
        var digits = text.Split(' ').ElementAtOrDefault(2)?.TakeWhile(char.IsAsciiDigit).ToArray();
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new InvalidOperationException($"{folder} holds no PostgreSQL.");
    }
}
