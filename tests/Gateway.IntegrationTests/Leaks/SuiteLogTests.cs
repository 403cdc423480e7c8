namespace Gateway.IntegrationTests.Leaks;

/// <summary>
/// Nothing that people are, say or ask for, and nothing that opens a door, is in any line that any program of any test
/// logged. Runs after all of them, by itself: <c>test.sh</c> gathers and then asks for this category.
/// </summary>
[Category(TestCategories.SuiteLogs)]
public sealed class SuiteLogTests
{
    private static readonly HashSet<Secret> s_secrets = [];
    private static readonly List<(string File, string Line)> s_lines = [];

    [OneTimeSetUp]
    public void Read()
    {
        var folder = Gathered.Folder ?? throw new InvalidOperationException("There are no logs of a whole run to search: ./test.sh gathers them and then runs this.");
        s_secrets.UnionWith(Directory.EnumerateFiles(folder, Gathered.Secrets).SelectMany(File.ReadLines).Select(line => line.Split('\t', 2))
            .Select(parts => new Secret(Enum.Parse<SecretKind>(parts[0]), parts[1])));
        s_lines.AddRange(Directory.EnumerateFiles(folder, Gathered.Logs).SelectMany(file => File.ReadLines(file).Select(line => (Path.GetFileName(file), line))));
        TestContext.Out.WriteLine($"{s_lines.Count} lines of {s_lines.DistinctBy(line => line.File).Count()} files; {string.Join(", ", s_secrets.CountBy(secret => secret.Kind))}");
    }

    [TestCase("Now listening on", 20)]
    [TestCase("Gateway.Requests", 1000)]
    [TestCase("\"Level\":\"Debug\"", 500)]
    [TestCase("\"Level\":\"Error\"", 1)]
    public void The_logs_of_the_suite_were_gathered(string text, int atLeast) =>
        Assert.That(s_lines.Count(line => line.Line.Contains(text, StringComparison.Ordinal)), Is.AtLeast(atLeast));

    [Test]
    public void So_were_those_of_processes() => Assert.That(s_lines.DistinctBy(line => line.File).Count(), Is.AtLeast(50));

    [TestCase(nameof(SecretKind.Number), 10_000)]
    [TestCase(nameof(SecretKind.Name), 50)]
    [TestCase(nameof(SecretKind.Term), 10)]
    [TestCase(nameof(SecretKind.Cursor), 500)]
    [TestCase(nameof(SecretKind.Token), 500)]
    public void What_they_must_not_tell_is_known(string kind, int atLeast) =>
        Assert.That(s_secrets.Count(secret => secret.Kind == Enum.Parse<SecretKind>(kind)), Is.AtLeast(atLeast));

    [Test]
    public void No_line_tells_a_secret()
    {
        var search = new LeakSearch(s_secrets);
        var leaks = s_lines.AsParallel().SelectMany(line => search.In(line.Line).Select(told => (told.What, told.Text, Start: StartOf(line.Line), line.File)))
            .GroupBy(leak => (leak.What, leak.Start))
            .Select(alike => $"{alike.Count()} times {alike.Key.What}, such as {alike.First().Text} in {alike.First().File}: {alike.Key.Start}").Order().ToList();
        Assert.That(leaks, Is.Empty, $"{string.Join('\n', leaks.Take(50))}\nWhere a test uses one of the programs' own words as a name or term, it is to use another, or LeakSearch to know the sentence.");
    }

    /// <summary>The same for all lines that one statement logs.</summary>
    private static string StartOf(string line)
    {
        var shape = Secret.ShapeOf(line.Split("\"RenderedMessage\"")[0]);
        return shape[..Math.Min(300, shape.Length)];
    }
}
