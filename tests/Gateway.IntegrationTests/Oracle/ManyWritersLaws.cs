using System.Diagnostics;
using System.Globalization;
using Gateway.Application.Contacts;
using Gateway.Domain.Ingest;
using Gateway.IntegrationTests.Ports;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>Eight sources at once tell of the same people, and others walk. Many more lines each: <c>GATEWAY_WRITERS_LINES=100000</c>.</summary>
[Category(TestCategories.Long)]
internal abstract class ManyWritersLaws(TestDatabase database) : PortFixture(database)
{
    private const int Writers = 8;
    private const int Readers = 3;
    private const int Look = 5_000;
    private const string Ours = "62";
    private const string Theirs = "49";
    private static readonly int s_lines = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_WRITERS_LINES") ?? "3000", CultureInfo.InvariantCulture);

    [Test]
    public async Task Readers_meet_every_stable_person_once_and_the_end_is_what_the_lines_say()
    {
        var (us, them) = (NewThrong(Ours), NewThrong(Theirs));
        var (session, other) = (await NewSessionAsync(), await NewSessionAsync());
        await ImportAsync(session, us.First());
        var stable = Enumerable.Range(0, Throng.Stable).Select(number => us.StableContact(number).Person.Id).ToHashSet();
        var readers = Enumerable.Range(0, Readers).Select(seed => new ThrongReader(session, Ours, stable, seed)).ToList();

        var time = Stopwatch.StartNew();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => ImportAsync(session, us.Of(writer, s_lines))))
            .Append(Task.Run(() => ImportAsync(other, them.Of(Writers, s_lines)))));
        var written = writing.ContinueWith(_ => time.Elapsed, TaskScheduler.Default);
        await Task.WhenAll(readers.Select(reader => Task.Run(() => reader.WalkUntilAsync(writing))).Append(writing));
        var took = (await written).TotalSeconds;
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Writers + 1} x {s_lines} lines in {took:0.0} s, {(Writers + 1) * s_lines / took:0} lines/s; {readers.Sum(reader => reader.Walks)} walks of {readers.Sum(reader => reader.Pages)} pages"));

        await CheckAsync(session, [us.First(), .. Enumerable.Range(0, Writers).Select(writer => us.Of(writer, s_lines))]);
        await CheckAsync(other, [them.Of(Writers, s_lines)]);
    }

    /// <summary>Half as many people as a source has lines: most are told of by each.</summary>
    private Throng NewThrong(string prefix) => new(prefix, s_lines / 2, Storage.Clock.Microseconds);

    private static async Task ImportAsync(TestSession session, IEnumerable<Line> lines)
    {
        var report = await session.ImportAsync(lines.Select(new LineText(new Random(0)).Of));
        Assert.That(report.Lines, Is.EqualTo(new LineCounts(report.Lines.Total, report.Lines.Total, 0, 0)));
    }

    private static async Task CheckAsync(TestSession session, IEnumerable<IEnumerable<Line>> sources)
    {
        var oracle = new ThrongOracle();
        foreach (var lines in sources)
        {
            oracle.Take(lines);
        }

        var people = oracle.People().ToList();
        Assert.That(Missing(people.Select(person => person.Person), await session.WalkAsync(new(), Look)), Is.Empty);
        foreach (var group in Throng.Groups)
        {
            var members = people.Where(person => person.Groups.Contains(group)).Select(person => person.Person);
            Assert.That(Missing(members, await session.WalkAsync(Rows.Filter(group: group), Look)), Is.Empty, group);
        }
    }

    /// <summary>What only one side has, or has more often.</summary>
    private static IEnumerable<string> Missing(IEnumerable<string> expected, ContactRows listed)
    {
        var shown = listed.Contacts.Select(row => ThrongOracle.Text(row.PhoneNumber, row.Lid, row.Name, row.HasDirectChat, row.SeenInGroup));
        return expected.Select(text => (text, 1)).Concat(shown.Select(text => (text, -1)))
            .GroupBy(entry => entry.text, entry => entry.Item2).Where(same => same.Sum() != 0).Select(same => $"{same.Sum():+0;-0} {same.Key}");
    }
}
