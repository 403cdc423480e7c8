using Gateway.Application;
using Gateway.Application.Storage;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Gateway.IntegrationTests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.IntegrationTests.Faults;

/// <summary>The wall clock jumps, and no limit of time minds.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.NewestFixture))]
internal sealed class ClockTests(PostgresVersion version)
{
    private const string KnownToBeOut = "The database was out of reach a moment ago.";

    [TestCase(-1)]
    [TestCase(+1)]
    public async Task A_server_that_is_back_is_found_again(int days)
    {
        var clock = new JumpingClock();
        await using var server = new PostgresServer(version);
        await server.StartAsync();
        await using var network = new FaultyNetwork(server.Port);
        await using var services = ServicesOf(await server.CreateDatabaseAsync(), network, clock);
        var database = services.GetRequiredService<IDatabase>();
        await database.MigrateAsync(CancellationToken.None);
        network.Cut();
        Assert.That(async () => await FaultAsync(database), Is.EqualTo(KnownToBeOut).After(60_000, 10));

        clock.Jump(TimeSpan.FromDays(days));
        network.Pass();
        Assert.That(async () => await FaultAsync(database), Is.Null.After(60_000, 50));
    }

    private static async Task<string?> FaultAsync(IDatabase database)
    {
        try
        {
            await database.CheckAsync(CancellationToken.None);
            return null;
        }
        catch (UnavailableException fault)
        {
            return fault.Message;
        }
    }

    private static ServiceProvider ServicesOf(string connectionString, FaultyNetwork network, TimeProvider clock)
    {
        var throughNetwork = new NpgsqlConnectionStringBuilder(connectionString) { Port = network.Port }.ConnectionString;
        var settings = new GatewaySettings(Path.GetTempPath(), DatabaseSettings.Server(throughNetwork), [new byte[32]], TimeSpan.Zero);
        return new ServiceCollection().AddApplication().AddInfrastructure(settings).AddSingleton(clock).BuildServiceProvider();
    }

    private sealed class JumpingClock : TimeProvider
    {
        private TimeSpan _offset;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;

        public void Jump(TimeSpan time) => _offset += time;
    }
}
