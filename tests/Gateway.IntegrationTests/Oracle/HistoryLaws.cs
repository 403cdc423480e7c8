using System.Globalization;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using Gateway.IntegrationTests.Ports;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>After any history, every combination of filters gives what the oracle gives. More histories: <c>GATEWAY_LAWS=1000</c>.</summary>
[Category(TestCategories.Long)]
internal abstract class HistoryLaws(TestDatabase database) : PortFixture(database)
{
    private const int Seed = 20261122;
    private static readonly int s_histories = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_LAWS") ?? "150", CultureInfo.InvariantCulture);

    [Test]
    public async Task Every_combination_of_filters_equals_the_oracle()
    {
        for (var history = 0; history < s_histories; history++)
        {
            await CheckAsync(Seed + history);
        }
    }

    [Test]
    public async Task Lines_that_carry_their_time_give_the_same_people_in_any_order()
    {
        for (var history = 0; history < s_histories / 3; history++)
        {
            var dice = new Random(Seed + history);
            var clock = Storage.Clock.Microseconds;
            var lines = new RandomHistory(dice).Lines(dice.Next(5, 40), clock).Where(line => line.At is not null).ToArray();
            var text = new LineText(dice);
            var (one, two) = (await NewSessionAsync(), await NewSessionAsync());
            await one.ImportAsync(lines.Select(text.Of));
            dice.Shuffle(lines);
            await two.ImportAsync(lines.Concat(lines[..(lines.Length / 2)]).Select(text.Of));
            foreach (var group in RandomHistory.Groups.Append(null))
            {
                var filter = Rows.Filter(group: group);
                var people = (await one.ContactsAsync(filter)).Select(contact => contact with { Position = 0 });
                Assert.That((await two.ContactsAsync(filter)).Select(contact => contact with { Position = 0 }), Is.EquivalentTo(people), $"history {history}");
            }
        }
    }

    private async Task CheckAsync(int seed)
    {
        var dice = new Random(seed);
        var history = new RandomHistory(dice);
        var text = new LineText(dice);
        var session = await NewSessionAsync();
        var oracle = new OracleSession();
        var told = new List<string>();
        for (var imports = dice.Next(1, 5); imports > 0; imports--)
        {
            Storage.Clock.Advance(TimeSpan.FromMicroseconds(dice.Next(3) switch { 0 => 0, 1 => dice.Next(20), _ => dice.Next(200_000_000) }));
            var clock = Storage.Clock.Microseconds;
            var lines = history.Lines(dice.Next(0, 25), clock);
            oracle.Take(lines, clock);
            var ndjson = lines.SelectMany(line => dice.Next(8) == 0 ? new[] { text.Noise(), text.Of(line) } : [text.Of(line)]).ToList();
            told.AddRange(ndjson);
            await session.ImportAsync(ndjson);
            if (dice.Next(4) == 0)
            {
                var gone = history.Anybody();
                oracle.Forget(gone);
                told.Add($"forget {gone}");
                await session.ForgetAsync(Identifier.FromText(gone));
            }
        }

        await CompareAsync(session, oracle, history.Terms(), $"seed {seed}:\n{string.Join('\n', told)}\n");
    }

    private static async Task CompareAsync(TestSession session, OracleSession oracle, IReadOnlyCollection<string?> terms, string story)
    {
        var people = oracle.People().Select(person => new SearchablePerson(person)).ToList();
        var asOf = oracle.DataAsOf is { } at ? Timestamp.ToDateTimeOffset(at) : (DateTimeOffset?)null;
        var status = oracle.Status?.Status switch { "connected" => SessionStatus.Connected, "disconnected" => SessionStatus.Disconnected, _ => SessionStatus.Unknown };
        foreach (var filter in OracleFilter.Combinations([null, .. RandomHistory.Groups, "404@g.us"], terms))
        {
            var rows = (await session.ListAsync(Rows.Filter(filter.Source, filter.Group, filter.Q)))!;
            if (!rows.Contacts.SequenceEqual(filter.Of(people)) || rows.Freshness != new SessionFreshness(asOf, status))
            {
                Assert.That(rows.Contacts, Is.EqualTo(filter.Of(people)), $"{filter} {story}");
                Assert.That(rows.Freshness, Is.EqualTo(new SessionFreshness(asOf, status)), story);
            }
        }
    }
}
