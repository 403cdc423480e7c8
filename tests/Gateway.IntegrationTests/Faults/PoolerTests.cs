using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Gateway.IntegrationTests.Http.Feeding;
using Gateway.IntegrationTests.Oracle;
using Gateway.IntegrationTests.Postgres;
using Gateway.IntegrationTests.Process;
using Microsoft.Extensions.Configuration;

namespace Gateway.IntegrationTests.Faults;

/// <summary>
/// Three instances behind PgBouncer in transaction mode, which gives the connections of one instance to the others: nine readers and two
/// uploads. <c>GATEWAY_POOLER_SECONDS=600</c> asks for ten minutes.
/// </summary>
[Category(TestCategories.Long)]
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
internal sealed class PoolerTests(PostgresVersion version)
{
    private const int Instances = 3;
    private const int Readers = 9;
    private const int Uploads = 2;
    private const int Connections = 2;
    private const int PageSize = 50;
    private const int UploadedAtOnce = 200;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(Law.Asked("GATEWAY_POOLER_SECONDS") ?? 5);

    /// <summary>The time in which instances may find out that there is a pooler.</summary>
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(1);

    private static readonly OracleFilter[] s_filters =
        [new(null, null, null), new("dm", null, null), new("group", null, null), new(null, TwentyThousand.Large, null), new(null, null, "smith"), new("dm", null, "müller")];

    [TestCase(true)]
    [TestCase(false)]
    public async Task Readers_get_the_right_people(bool ignoresOptions)
    {
        await using var direct = new GatewayApplication(TestedDatabase.Postgres(version));
        var tenant = await direct.NewTenantAsync();
        var expected = await SeedAsync(tenant);
        var server = direct.Service<IConfiguration>()["Gateway:Database:ConnectionString"]!;
        await using var pooler = await PgBouncer.StartAsync(server, Connections, ignoresOptions);
        var instances = Enumerable.Range(0, Instances).Select(_ => direct.Beside(("Gateway:Database:ConnectionString", pooler.Through(server)))).ToList();
        try
        {
            var feeders = await Task.WhenAll(Enumerable.Range(0, Uploads).Select(_ => Feeder.NewAsync(direct)));
            await Task.WhenAll(instances.Select(instance => Task.Run(() => instance.Address)));
            var run = new Run(expected);
            var readers = Enumerable.Range(0, Readers).Select(reader => Task.Run(() => run.ReadAsync(instances[reader % Instances].ClientWith(tenant.Token), tenant.Path, reader)));
            var uploads = feeders.Select((feeder, upload) => Task.Run(() => run.UploadAsync(instances[upload % Instances].ClientWith(feeder.Token), feeder.Path)));
            await Task.WhenAll([.. readers, .. uploads]);

            await run.MustBeRightAsync();
            var uploaded = await Task.WhenAll(feeders.Select(async feeder => (await feeder.Tenant.WalkAsync("limit=200")).Sum(page => page.Names.Count)));
            Assert.That(uploaded.Sum(), Is.EqualTo(run.Uploaded), "what was reported is listed");
        }
        finally
        {
            foreach (var instance in instances)
            {
                await instance.DisposeAsync();
            }
        }
    }

    [TestCase("Options=-c search_path=public")]
    [TestCase("Search Path=public")]
    public async Task Options_that_a_pooler_would_drop_are_refused(string option)
    {
        await using var storage = new PostgresTestDatabase(version);
        var server = await storage.MigratedConnectionStringAsync();
        await using var pooler = await PgBouncer.StartAsync(server, Connections, ignoresOptions: true);
        await using var place = new Workplace()
            .With("Gateway__Database__Provider", "postgres")
            .With("Gateway__Database__ConnectionString", $"{pooler.Through(server)};{option}")
            .With("Gateway__Cursors__Keys__0", storage.CursorKey);

        var end = await place.CliAsync("sessions", "list");
        Assert.That((end.ExitCode, end.Error), Is.EqualTo((1, "Options and Search Path of the connection string do not hold behind a pooler: set them for the role instead, by ALTER ROLE … SET." + Environment.NewLine)));
    }

    /// <summary>Returns the first page of every filter by the oracle.</summary>
    private static async Task<Dictionary<OracleFilter, List<string>>> SeedAsync(Tenant tenant)
    {
        var clock = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var lines = TwentyThousand.Lines(clock);
        var text = new LineText(new Random(1));
        var oracle = new OracleSession();
        oracle.Take(lines, clock);
        await tenant.ObserveAsync(lines.Select(text.Of));
        var people = oracle.People().Select(person => new SearchablePerson(person)).ToList();
        return s_filters.ToDictionary(
            filter => filter,
            filter => filter.Of(people).Take(PageSize).Select(person => $"{person.Name}|{person.PhoneNumber}|{person.Lid}|{person.BusinessName}").ToList());
    }

    private sealed class Run(Dictionary<OracleFilter, List<string>> expected)
    {
        private readonly Stopwatch _time = Stopwatch.StartNew();
        private readonly ConcurrentBag<(TimeSpan At, int Status, string Text)> _refused = [];
        private int _pages;
        private int _uploaded;

        public int Uploaded => _uploaded;

        public async Task ReadAsync(HttpClient client, string path, int first)
        {
            using (client)
            {
                for (var turn = first; _time.Elapsed < s_time; turn++)
                {
                    var filter = s_filters[turn % s_filters.Length];
                    var at = _time.Elapsed;
                    var answer = await client.AskAsync(string.Create(CultureInfo.InvariantCulture, $"{path}?limit={PageSize}{Parameter("source", filter.Source)}{Parameter("group", filter.Group)}{Parameter("q", filter.Q)}"));
                    if (answer.Status == 200)
                    {
                        var people = answer.Names.Zip(answer.Field("phoneNumber"), answer.Field("lid")).Zip(answer.Field("businessName"), (person, business) => $"{person.First}|{person.Second}|{person.Third}|{business}");
                        Assert.That(people, Is.EqualTo(expected[filter]), filter.ToString());
                        Interlocked.Increment(ref _pages);
                    }
                    else
                    {
                        _refused.Add((at, answer.Status, answer.Text));
                    }
                }
            }
        }

        public async Task UploadAsync(HttpClient client, string path)
        {
            using (client)
            {
                for (var round = 0; _time.Elapsed < s_time; round++)
                {
                    var at = _time.Elapsed;
                    var body = string.Join('\n', Enumerable.Range(round * UploadedAtOnce, UploadedAtOnce).Select(Lines.Person));
                    var answer = await client.SendAsync(path, Feeder.Content(new StringContent(body)));
                    if (answer.Status == 200)
                    {
                        Assert.That(answer.Json.GetProperty("people").GetProperty("new").GetInt32(), Is.EqualTo(UploadedAtOnce));
                        Interlocked.Add(ref _uploaded, UploadedAtOnce);
                    }
                    else
                    {
                        _refused.Add((at, answer.Status, answer.Text));
                    }
                }
            }
        }

        public async Task MustBeRightAsync()
        {
            await TestContext.Out.WriteLineAsync($"{_pages} pages, {_uploaded} people uploaded, refused: {string.Join(", ", _refused.GroupBy(refusal => refusal.Status).Select(group => $"{group.Count()} x {group.Key}"))}");
            Assert.That(_pages, Is.GreaterThan(Readers * s_filters.Length), "statements come often enough to be prepared");
            Assert.That(_uploaded, Is.Positive);
            Assert.That(_refused.Where(refusal => refusal.Status != 503 || refusal.At > s_start), Is.Empty);
        }

        private static string Parameter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
    }
}
