using System.Globalization;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Import;

namespace Gateway.UnitTests.Import;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ChangedLinesTests
{
    private const int People = 20_000;
    private readonly ChangedLines _lines = new();

    [Test]
    public async Task Gives_everything_at_first_and_nothing_when_nothing_is_new()
    {
        Assert.That(await ReadAsync(Crowd()), Has.Count.EqualTo(People));
        Assert.That(await ReadAsync(Crowd()), Is.Empty);
    }

    [Test]
    public async Task Gives_what_is_new_and_little_beside_it_wherever_it_stands([Values(0, 1, 9_999, People)] int place)
    {
        await ReadAsync(Crowd());
        var newcomer = Person(99_999, "Newcomer");
        var changed = await ReadAsync(Crowd().Take(place).Append(newcomer).Concat(Crowd().Skip(place)));
        Assert.That(changed, Has.Member(newcomer));
        Assert.That(changed, Has.Count.LessThan(5_000));
    }

    [Test]
    public async Task Gives_what_has_another_value_of_any_kind()
    {
        var group = new GroupObservation(GroupJid.FromText("1@g.us"), "Team", [new PersonObservation(Id(1), null, Role: "admin")], Complete: true, At: 5);
        Observation[] variants =
        [
            Person(1, "Ann"), Person(1, "Bo"), Person(1, null), Person(1, ""), Person(1, "Ann") with { At = 7 }, Person(1, "Ann") with { DirectChat = true }, Person(1, "Ann") with { DirectChatIfUnseen = true },
            group, group with { Complete = false }, group with { Name = null }, group with { Members = [] }, group with { At = null },
            new MappingObservation(Identifier.FromText("1@lid"), Id(1), null), new MappingObservation(Identifier.FromText("1@lid"), Id(2), null), new SessionObservation([Id(1)], null, null), new SessionObservation([], null, null),
        ];
        foreach (var variant in variants)
        {
            Assert.That(await ReadAsync([variant]), Is.EqualTo(new[] { variant }));
            Assert.That(await ReadAsync([variant]), Is.Empty);
        }
    }

    [Test]
    public async Task Gives_everything_again_once_it_has_forgotten()
    {
        await ReadAsync(Crowd());
        _lines.Forget();
        Assert.That(await ReadAsync(Crowd()), Has.Count.EqualTo(People));
    }

    private static IEnumerable<Observation> Crowd() => Enumerable.Range(0, People).Select(i => Person(i, string.Create(CultureInfo.InvariantCulture, $"Nomen {i}")));

    private static ContactObservation Person(int number, string? name) => new(new PersonObservation(Id(number), null, PushName: name), DirectChat: false, At: null);

    private static Identifier Id(int number) => Identifier.FromText(string.Create(CultureInfo.InvariantCulture, $"{6_281_300_000_000L + number}"));

    private async Task<List<Observation?>> ReadAsync(IEnumerable<Observation> told)
    {
        var given = new List<Observation?>();
        await foreach (var line in _lines.OfAsync(Each(told), CancellationToken.None))
        {
            given.Add(line);
        }

        return given;
    }

    private static async IAsyncEnumerable<Observation?> Each(IEnumerable<Observation> told)
    {
        await Task.Yield();
        foreach (var line in told)
        {
            yield return line;
        }
    }
}
