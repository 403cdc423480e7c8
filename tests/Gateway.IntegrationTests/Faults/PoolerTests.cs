using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Gateway.Application;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Gateway.IntegrationTests.Oracle;
using Gateway.IntegrationTests.Ports;
using Gateway.IntegrationTests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Faults;

/// <summary>
/// Several instances behind PgBouncer in transaction mode, which gives the connections of one instance to the others.
/// <c>GATEWAY_POOLER_SECONDS=600</c> reads for ten minutes.
/// </summary>
[Category(TestCategories.Long)]
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Usual))]
internal sealed class PoolerTests(PostgresVersion version)
{
    private const int Instances = 3;
    private const int Readers = 9;
    private const int Uploads = 2;
    private const int Connections = 2;
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("GATEWAY_POOLER_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 5);

    /// <summary>In which the instances find out that there is a pooler.</summary>
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(1);

    private static readonly OracleFilter[] s_filters =
        [new(null, null, null), new("dm", null, null), new("group", null, null), new(null, TwentyThousand.Large, null), new(null, null, "smith"), new("dm", null, "müller")];

    [TestCase(true)]
    [TestCase(false)]
    public async Task Readers_get_the_right_people(bool ignoresOptions)
    {
        await using var database = new PostgresTestDatabase(version);
        var session = await TestSession.CreateAsync(await database.StartMigratedAsync());
        var lines = TwentyThousand.Lines(database.Clock.Microseconds);
        var text = new LineText(new Random(1));
        var oracle = new OracleSession();
        oracle.Take(lines, database.Clock.Microseconds);
        var people = oracle.People().Select(person => new SearchablePerson(person)).ToList();
        await session.ImportAsync(lines.Select(text.Of));
        var expected = s_filters.ToDictionary(filter => filter, filter => filter.Of(people));

        var server = await database.ConnectionStringAsync();
        await using var pooler = await PgBouncer.StartAsync(server, Connections, ignoresOptions);
        var instances = Enumerable.Range(0, Instances).Select(_ => Instance(pooler.Through(server))).ToList();
        var time = Stopwatch.StartNew();
        var (answers, refusals) = (0, new ConcurrentBag<TimeSpan>());
        try
        {
            var readers = Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
            {
                var read = new TestSession(instances[reader % Instances], session.Organization, session.Id);
                for (var turn = reader; time.Elapsed < s_time; turn++)
                {
                    var filter = s_filters[turn % s_filters.Length];
                    try
                    {
                        var page = await read.PageAsync(filter.Source, filter.Group, filter.Q, 50, "");
                        Assert.That(page.Contacts, Is.EqualTo(expected[filter].Take(50)), filter.ToString());
                        Interlocked.Increment(ref answers);
                    }
                    catch (UnavailableException)
                    {
                        refusals.Add(time.Elapsed);
                    }
                }
            }));
            var uploads = Enumerable.Range(0, Uploads).Select(upload => Task.Run(async () =>
            {
                var fed = await TestSession.CreateAsync(instances[upload % Instances]);
                for (var round = 0; time.Elapsed < s_time; round++)
                {
                    var report = await fed.ImportAsync(Enumerable.Range(round * 200, 200).Select(Lines.Person));
                    Assert.That(report.People.New, Is.EqualTo(200));
                }
            }));
            await Task.WhenAll([.. readers, .. uploads]);
        }
        finally
        {
            foreach (var instance in instances)
            {
                await instance.DisposeAsync();
            }
        }

        await TestContext.Out.WriteLineAsync($"{answers} answers, {refusals.Count} refusals");
        Assert.That(answers, Is.GreaterThan(Readers * s_filters.Length), "statements come often enough to be prepared");
        Assert.That(refusals.Where(at => at > s_start), Is.Empty);
    }

    private static ServiceProvider Instance(string connectionString)
    {
        var settings = new GatewaySettings(Path.GetTempPath(), DatabaseSettings.Server(connectionString), [RandomNumberGenerator.GetBytes(CursorKeyRing.KeyBytes)], TimeSpan.Zero);
        return new ServiceCollection().AddApplication().AddInfrastructure(settings).BuildServiceProvider();
    }
}
