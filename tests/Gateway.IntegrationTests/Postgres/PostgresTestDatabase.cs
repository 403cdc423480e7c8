using System.Security.Cryptography;
using Gateway.Application;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Gateway.IntegrationTests.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>A database of its own on the server that all tests share.</summary>
internal sealed class PostgresTestDatabase(PostgresVersion version) : TestDatabase
{
    private readonly byte[] _cursorKey = RandomNumberGenerator.GetBytes(CursorKeyRing.KeyBytes);
    private readonly SemaphoreSlim _creating = new(1);
    private readonly List<ServiceProvider> _started = [];
    private string? _connectionString;

    /// <summary>As base64.</summary>
    public string CursorKey => Convert.ToBase64String(_cursorKey);

    protected override string Tables => """
        SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE relkind = 'r' AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
        """;

    /// <summary>How an ordinary user reaches it. Creates it empty when it is not there yet.</summary>
    public Task<string> ConnectionStringAsync() => ConnectionStringAsync(async () => await (await SharedPostgres.OfAsync(version)).CreateDatabaseAsync());

    /// <summary>The same, with the schema: a copy of a migrated database, which takes a fraction of the time that migrating takes.</summary>
    public Task<string> MigratedConnectionStringAsync() => ConnectionStringAsync(() => SharedPostgres.CreateMigratedDatabaseAsync(version));

    public override async Task<IServiceProvider> StartMigratedAsync()
    {
        await MigratedConnectionStringAsync();
        return await StartAsync();
    }

    public override async Task<IServiceProvider> StartAsync()
    {
        var settings = new GatewaySettings(Path.GetTempPath(), DatabaseSettings.Server(await ConnectionStringAsync()) with { IsForCommands = true }, [_cursorKey], TimeSpan.Zero);
        var services = new ServiceCollection().AddApplication().AddInfrastructure(settings).AddSingleton<TimeProvider>(Clock).BuildServiceProvider();
        _started.Add(services);
        return services;
    }

    /// <summary>As the superuser.</summary>
    public override async Task<IReadOnlyList<object>> PokeAsync(string sql) =>
        await (await SharedPostgres.OfAsync(version)).AdminAsync(sql, await ConnectionStringAsync(), isPooled: true);

    /// <summary>
    /// Runs statements as the superuser and closes the connection. The server then updates its change counts at once; an import that
    /// follows a store reads these counts.
    /// </summary>
    public async Task RunAsync(string sql) => await (await SharedPostgres.OfAsync(version)).AdminAsync(sql, await ConnectionStringAsync());

    /// <summary>Every row of every table as text; bytes as the characters they may be.</summary>
    public async Task<string> TextAsync()
    {
        var rows = new List<object>();
        foreach (var table in await PokeAsync(Tables))
        {
            rows.AddRange(await PokeAsync($"SET bytea_output = 'escape'; SELECT entry::text FROM {table} AS entry"));
        }

        return string.Join('\n', rows);
    }

    public override TestDatabase Another() => new PostgresTestDatabase(version);

    public override async ValueTask DisposeAsync()
    {
        foreach (var services in _started)
        {
            await services.DisposeAsync();
        }

        if (_connectionString is not null)
        {
            await (await SharedPostgres.OfAsync(version)).DropDatabaseAsync(_connectionString);
        }

        _creating.Dispose();
    }

    private async Task<string> ConnectionStringAsync(Func<Task<string>> create)
    {
        await _creating.WaitAsync();
        try
        {
            return _connectionString ??= await create();
        }
        finally
        {
            _creating.Release();
        }
    }
}
