using System.Globalization;
using Gateway.Application.Search;
using Gateway.Domain.Whatsapp;
using Gateway.IntegrationTests.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>
/// Page by page, of any term, filter, limit and depth, while others write and the index is brought up to date between two pages:
/// each page is the oracle's of its moment. More pages: <c>GATEWAY_LAWS=10000</c>.
/// </summary>
[Category(TestCategories.Long)]
internal abstract class SearchLaws(TestDatabase database) : PortFixture(database)
{
    private const int PagesOfASession = 100;
    private const int Seed = 20261123;
    private static readonly int s_pages = Law.Asked("GATEWAY_LAWS") ?? 2 * PagesOfASession;

    [Test]
    public async Task Every_page_of_every_search_equals_the_oracle()
    {
        for (var session = 0; session * PagesOfASession < s_pages; session++)
        {
            var dice = new Random(Seed + session);
            var searched = new SearchedSession(Storage, Services, await NewSessionAsync(), dice, $"seed {Seed + session}");
            await (session % 2 == 0 ? searched.ArriveAsync(batches: 4, dice.Next(300, 800)) : searched.ArriveSealedAsync(runs: 8));
            while (searched.Pages < PagesOfASession)
            {
                await searched.WalkAsync();
            }

            await searched.CheckStateAsync(hasMerged: session % 2 == 1);
        }
    }

    /// <summary>A session that a law writes to and searches, and its oracle.</summary>
    private sealed class SearchedSession(TestDatabase storage, IServiceProvider services, TestSession session, Random dice, string name)
    {
        private readonly SearchIndex _index = services.GetRequiredService<SearchIndex>();
        private readonly Multitude _multitude = new(dice);
        private readonly OracleSession _oracle = new();
        private readonly LineText _text = new(dice);
        private List<SearchablePerson>? _people;

        public int Pages { get; private set; }

        public async Task ArriveAsync(int batches, int people)
        {
            for (var batch = 0; batch < batches; batch++)
            {
                await WriteAsync(_multitude.Arrive(people));
            }
        }

        /// <summary>As many runs as are merged into one.</summary>
        public async Task ArriveSealedAsync(int runs)
        {
            for (var run = 0; run < runs; run++)
            {
                await WriteAsync(_multitude.Arrive(1_000));
                await KeepUpAsync(steps: 1);
            }
        }

        /// <summary>From the start with real cursors, or from anywhere by position; not always to the end.</summary>
        public async Task WalkAsync()
        {
            var (filter, limit) = (_multitude.Filter(), dice.Next(4) == 0 ? dice.Next(1, 6) : dice.Next(1, 201));
            var (after, cursor) = (dice.Next(2) == 0 ? 0 : dice.NextInt64(_multitude.Size), "");
            var hasCursor = after == 0;
            for (var page = dice.Next(1, 8); page > 0; page--)
            {
                var expected = People().Where(person => person.Person.Position > after && filter.Matches(person)).Take(limit + 1).Select(person => person.Contact).ToList();
                var story = $"{name}, page {Pages++}: {filter} limit {limit} after {after}";
                if (hasCursor)
                {
                    var shown = await session.PageAsync(filter.Source, filter.Group, filter.Q, limit, cursor);
                    Assert.That(shown.Contacts, Is.EqualTo(expected.Take(limit)), story);
                    Assert.That((cursor = shown.NextCursor).Length > 0, Is.EqualTo(expected.Count > limit), story);
                }
                else
                {
                    Assert.That(await session.ContactsAsync(Rows.Filter(filter.Source, filter.Group, filter.Q), after, limit), Is.EqualTo(expected.Take(limit)), story);
                }

                if (expected.Count <= limit)
                {
                    break;
                }

                after = expected[limit - 1].Position;
                await HappenAsync();
            }

            await HappenAsync();
        }

        /// <summary>Nothing was left out: texts were sealed, changed ones folded in, runs merged.</summary>
        public async Task CheckStateAsync(bool hasMerged)
        {
            async Task<long> NumberAsync(string sql) => Convert.ToInt64((await storage.PokeAsync(sql))[0], CultureInfo.InvariantCulture);
            var ours = $"FROM sessions AS s WHERE s.session_id = '{session.Id.Text}'";
            Assert.That(await NumberAsync($"SELECT s.sealed_position {ours}"), Is.GreaterThan(1_000));
            Assert.That(await NumberAsync($"SELECT s.search_folds {ours}"), Is.GreaterThan(0));
            Assert.That(await NumberAsync($"SELECT max(r.level) FROM search_runs AS r WHERE r.session_key = (SELECT s.session_key {ours})"), hasMerged ? Is.GreaterThan(0) : Is.GreaterThanOrEqualTo(0));
        }

        private async Task HappenAsync()
        {
            for (var writes = dice.Next(3); writes > 0; writes--)
            {
                await WriteAsync(_multitude.Change());
            }

            await KeepUpAsync(dice.Next(3));
        }

        private async Task KeepUpAsync(int steps)
        {
            while (steps-- > 0 && await _index.KeepUpAsync(session.Id, CancellationToken.None))
            {
                // a step more
            }
        }

        private async Task WriteAsync(CrowdChange change)
        {
            storage.Clock.Advance(TimeSpan.FromSeconds(1));
            _people = null;
            if (change.Forgotten is { } gone)
            {
                _oracle.Forget(gone);
                await session.ForgetAsync(Identifier.FromText(gone));
                return;
            }

            _oracle.Take(change.Lines, storage.Clock.Microseconds);
            await session.ImportAsync(change.Lines.Select(_text.Of));
        }

        private List<SearchablePerson> People() => _people ??= [.. _oracle.People().Select(person => new SearchablePerson(person))];
    }
}
