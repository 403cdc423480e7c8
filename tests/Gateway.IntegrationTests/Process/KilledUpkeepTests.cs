using System.Globalization;
using System.Text.Json;

namespace Gateway.IntegrationTests.Process;

/// <summary>Programs that die while they make, extend, fold and merge the search index: searches stay exact, and upkeep reaches its end.</summary>
[Category(TestCategories.Long)]
[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class KilledUpkeepTests(TestedDatabase database)
{
    private const int People = 34_000; // more than are sealed at once
    private const int Newcomers = 1_200; // a run of their own
    private const string Everybody = "";
    private static readonly int s_kills = Workplace.Kills(5);
    private static readonly string[] s_terms = ["n 7", "NOMEN 12", "0 王", "77 王", "anders 3", "%2B62812000001", "nobody"];

    [Test]
    public async Task Killed_at_any_moment_searches_stay_exact_and_upkeep_ends()
    {
        await using var place = (await Workplace.CreateAsync(database)).WithUsualLogging();
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        var seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}"));
        await ImportUnindexedAsync(place, session);
        var files = Enumerable.Range(0, s_kills).Select(round => place.Write($"{round}.ndjson", Observations.Bytes(Lines(round)))).ToList();

        foreach (var file in files)
        {
            await using var service = await place.ServeAsync();
            await CheckAsync(service, session, key);
            var import = place.StartCli("import", "ndjson", file, "--session", session);
            await Task.Delay(random.Next(300, 2_500));
            await Task.WhenAll(import.KillAsync(), service.Process.KillAsync());
        }

        foreach (var file in files)
        {
            (await place.CliAsync("import", "ndjson", file, "--session", session)).Done();
        }

        var last = await place.ServeAsync();
        await CheckAsync(last, session, key);
        Assert.That(() => NumberAsync(place, "SELECT count(*) FROM sessions WHERE search_is_due"), Is.Zero.After(60_000, 200));
        Assert.That(await NumberAsync(place, "SELECT last_position - sealed_position FROM sessions"), Is.LessThan(1_000));
        Assert.That(await NumberAsync(place, "SELECT max(level) FROM search_runs"), Is.GreaterThan(0), "runs are merged, or were one from the start");
        Assert.That(await NumberAsync(place, "SELECT search_folds FROM sessions"), Is.GreaterThan(0));
        await CheckAsync(last, session, key);
    }

    /// <summary>Killed while the pipe it reads is still open: its index is not begun.</summary>
    private static async Task ImportUnindexedAsync(Workplace place, string session)
    {
        var import = place.StartCli("import", "ndjson", "-", "--session", session);
        await import.Input.WriteAsync(Observations.Bytes(Enumerable.Range(0, People + Newcomers).Select(number => Observations.Chat(Phone(number), $"Nomen {number % 2_000} 王"))));
        await import.Input.FlushAsync();
        Assert.That(() => NumberAsync(place, "SELECT last_position FROM sessions"), Is.GreaterThanOrEqualTo(People - Newcomers).After(60_000, 50));
        await import.KillAsync();
        Assert.That(await NumberAsync(place, "SELECT sealed_position FROM sessions"), Is.Zero);
    }

    /// <summary>Some who are new, some who have another name now.</summary>
    private static IEnumerable<string> Lines(int round)
    {
        var random = new Random(round);
        return Enumerable.Range(0, Newcomers).Select(number => Observations.Chat(Phone(100_000 + (round * Newcomers) + number), $"Neu {number} 77 王"))
            .Concat(Enumerable.Range(0, 300).Select(_ => Observations.Chat(Phone(random.Next(People - Newcomers)), $"Anders {round} {random.Next(100)}")));
    }

    /// <summary>Compares with a look at everybody.</summary>
    private static async Task CheckAsync(RunningService service, string session, string key)
    {
        var everybody = (await FindAsync(service, session, key, Everybody)).ConvertAll(ListedPerson.Of);
        Assert.That(everybody, Has.Count.GreaterThanOrEqualTo(People - Newcomers).And.Unique);
        foreach (var term in s_terms)
        {
            var found = await FindAsync(service, session, key, $"q={term}&");
            Assert.That(found.SequenceEqual(everybody.Where(person => person.Matches(Uri.UnescapeDataString(term))).Select(person => person.Json)), term);
        }
    }

    private static async Task<List<string>> FindAsync(RunningService service, string session, string key, string query)
    {
        var found = new List<string>();
        var cursor = "";
        do
        {
            var page = await service.PageAsync(session, key, $"{query}limit=200&cursor={cursor}");
            found.AddRange(page.People);
            cursor = page.NextCursor;
        }
        while (cursor.Length > 0);
        return found;
    }

    private static async Task<long> NumberAsync(Workplace place, string sql) => Convert.ToInt64((await place.PokeAsync(sql))[0], CultureInfo.InvariantCulture);

    private static string Phone(int number) => string.Create(CultureInfo.InvariantCulture, $"{628_120_000_000 + number}");

    private sealed record ListedPerson(string Json, string Name, string PhoneNumber)
    {
        public static ListedPerson Of(string json)
        {
            using var person = JsonDocument.Parse(json);
            return new(json, person.RootElement.GetProperty("name").GetString()!, person.RootElement.GetProperty("phoneNumber").GetString()!);
        }

        public bool Matches(string term) =>
            Name.Contains(term, StringComparison.OrdinalIgnoreCase) || (term.StartsWith('+') && PhoneNumber.Contains(term[1..], StringComparison.Ordinal));
    }
}
