using Gateway.Application;
using Gateway.Application.Search;
using Gateway.Application.Sessions;
using Gateway.Application.Storage;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Gateway.Infrastructure.Postgres;
using Gateway.IntegrationTests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Connections go back to the pool as they are: nothing may be left set on one.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresConnectionTests(PostgresVersion version)
{
    private const string LeftSet = "SELECT name FROM pg_settings WHERE source = 'session' AND name NOT LIKE 'transaction\\_%'";
    private const string LeftLocked = "SELECT locktype FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'";
    private const string LeftBehind = "SELECT relname FROM pg_class WHERE relpersistence = 't' AND relnamespace = pg_my_temp_schema()";

    [Test]
    public async Task Nothing_is_left_on_a_connection_by_whatever_used_it()
    {
        await using var storage = new PostgresTestDatabase(version);
        var settings = new GatewaySettings(Path.GetTempPath(), DatabaseSettings.Server(await storage.ConnectionStringAsync() + ";Maximum Pool Size=1"), [new byte[CursorKeyRing.KeyBytes]], TimeSpan.Zero);
        await using var services = new ServiceCollection().AddApplication().AddInfrastructure(settings).BuildServiceProvider();
        await services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        var session = await TestSession.CreateAsync(services);
        await session.ImportAsync(Enumerable.Range(0, 3_000).Select(number => $$"""{"type":"contact","jid":"{{62_000_000_000 + number}}@s.whatsapp.net","savedName":"Alice {{number}}","directChat":true}"""));
        while (await services.GetRequiredService<SearchIndex>().KeepUpAsync(session.Id, CancellationToken.None))
        {
            // until nothing is left to do
        }

        await session.RememberAsync();
        await session.ListAsync(Rows.Filter(null, null, "alice"), take: 5);
        await services.GetRequiredService<ISessionRepository>().ListAsync(null, CancellationToken.None);
        await services.GetRequiredService<ISessionRepository>().RemoveAsync(session.Id, CancellationToken.None);
        Assert.That(await LeftAsync(services.GetRequiredService<PostgresDatabase>()), Is.Empty);
    }

    private static Task<IReadOnlyList<string>> LeftAsync(PostgresDatabase database) =>
        database.ReadAsync<IReadOnlyList<string>>(
            async (reader, token) => [.. await reader.QueryAsync<string>($"{LeftSet} UNION ALL {LeftLocked} UNION ALL {LeftBehind}", null, token)],
            CancellationToken.None);
}
