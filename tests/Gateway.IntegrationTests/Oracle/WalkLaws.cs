using Gateway.Domain.Whatsapp;
using Gateway.IntegrationTests.Ports;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>A walk over all pages while others write, page by page with real cursors.</summary>
[Category(TestCategories.Long)]
internal abstract class WalkLaws(TestDatabase database) : PortFixture(database)
{
    private const int Walks = 60;
    private const int Seed = 4711;

    [Test]
    public async Task Everybody_who_matched_throughout_comes_exactly_once_and_nobody_twice()
    {
        for (var walk = 0; walk < Walks; walk++)
        {
            await WalkAsync(new Crowd(Seed + walk, mayPart: true), new Random(walk));
        }
    }

    [Test]
    public async Task While_people_only_merge_no_identifier_comes_twice()
    {
        var merged = 0;
        for (var walk = 0; walk < Walks; walk++)
        {
            var pages = await WalkAsync(new Crowd(Seed - 1 - walk, mayPart: false), new Random(walk));
            var rows = pages.SelectMany(page => page.Rows).ToList();
            Assert.That(rows.SelectMany(row => new[] { row.PhoneNumber, row.Lid }).Where(id => id.Length > 0), Is.Unique, $"walk {walk}");
            merged += rows.Count(row => row.PhoneNumber.Length > 0 && row.Lid.Length > 0);
        }

        Assert.That(merged, Is.GreaterThan(Walks / 2), "people did merge");
    }

    /// <summary>Walks to the end, checks each page against the oracle of its moment, and the whole against all moments.</summary>
    private async Task<List<WalkedPage>> WalkAsync(Crowd crowd, Random dice)
    {
        var session = await NewSessionAsync();
        var oracle = new OracleSession();
        await WriteAsync(session, oracle, crowd.Arrive());
        var filter = crowd.Filter();
        var (moments, pages, cursor) = (new List<Dictionary<long, SearchablePerson>> { MatchingIn(oracle, filter) }, new List<WalkedPage>(), "");
        do
        {
            var limit = dice.Next(1, 5);
            var page = await session.PageAsync(filter.Source, filter.Group, filter.Q, limit, cursor);
            pages.Add(new WalkedPage(limit, page.Contacts, cursor = page.NextCursor));
            CheckPage(pages, moments[^1]);
            for (var writes = dice.Next(6); writes > 0 && cursor.Length > 0; writes--)
            {
                await WriteAsync(session, oracle, crowd.Change());
                moments.Add(MatchingIn(oracle, filter));
            }
        }
        while (cursor.Length > 0);
        CheckWalk(pages, moments);
        return pages;
    }

    private static void CheckPage(List<WalkedPage> pages, Dictionary<long, SearchablePerson> now)
    {
        var (page, last) = (pages[^1], pages.SkipLast(1).SelectMany(earlier => earlier.Rows).Select(row => row.Position).LastOrDefault());
        var expected = now.Where(person => person.Key > last).OrderBy(person => person.Key).Take(page.Limit).Select(person => person.Value.Contact);
        Assert.That(page.Rows, Is.EqualTo(expected));
        Assert.That(page.NextCursor.Length == 0 || page.Rows.Count == page.Limit, "every page but the last holds exactly so many");
        Assert.That(page.NextCursor.Length == 0, Is.EqualTo(now.Keys.Count(position => position > last) <= page.Limit));
    }

    private static void CheckWalk(List<WalkedPage> pages, List<Dictionary<long, SearchablePerson>> moments)
    {
        var shown = pages.SelectMany(page => page.Rows).Select(row => row.Position).ToList();
        var throughout = moments[0].Keys.Where(position => moments.TrueForAll(moment => moment.ContainsKey(position)));
        Assert.Multiple(() =>
        {
            Assert.That(shown, Is.Ordered.And.Unique);
            Assert.That(throughout, Is.SubsetOf(shown));
            Assert.That(shown.Where(position => !moments.Exists(moment => moment.ContainsKey(position))), Is.Empty);
            Assert.That(pages.SkipLast(1).Select(page => page.NextCursor), Is.Unique.And.None.Empty);
        });
    }

    private async Task WriteAsync(TestSession session, OracleSession oracle, CrowdChange change)
    {
        Storage.Clock.Advance(TimeSpan.FromSeconds(1));
        if (change.Forgotten is { } gone)
        {
            oracle.Forget(gone);
            await session.ForgetAsync(Identifier.FromText(gone));
            return;
        }

        oracle.Take(change.Lines, Storage.Clock.Microseconds);
        await session.ImportAsync(change.Lines.Select(new LineText(new Random(0)).Of));
    }

    private static Dictionary<long, SearchablePerson> MatchingIn(OracleSession oracle, OracleFilter filter) =>
        oracle.People().Select(person => new SearchablePerson(person)).Where(filter.Matches).ToDictionary(person => person.Person.Position);

    private sealed record WalkedPage(int Limit, IReadOnlyList<Domain.Contacts.Contact> Rows, string NextCursor);
}
