using System.Diagnostics;
using System.Security.Cryptography;
using Gateway.Application;
using Gateway.Application.Storage;
using Gateway.Domain.Access;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Gateway.IntegrationTests.Ports;
using Gateway.IntegrationTests.Postgres;
using Gateway.IntegrationTests.Process;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.IntegrationTests.Faults;

/// <summary>The real program on a real server of its own, which a test troubles; with a session of a few people and a key to read it.</summary>
internal sealed class TroubledPlace : IAsyncDisposable
{
    public const int People = 3;
    private const int Attempts = 10;
    private readonly Workplace _place = new();
    private string _connectionString = "";

    private TroubledPlace(PostgresServer server) => Server = server;

    public PostgresServer Server { get; }

    /// <summary>Between the program and the server.</summary>
    public FaultyNetwork Network { get; private set; } = null!;

    public string Session { get; private set; } = "";

    public string Key { get; private set; } = "";

    /// <param name="options">Added to the program's connection string.</param>
    public static async Task<TroubledPlace> CreateAsync(PostgresVersion version, string options = "", string authentication = "trust", params string[] settings)
    {
        var place = new TroubledPlace(new PostgresServer(version, authentication, settings));
        try
        {
            await place.Server.StartAsync();
            place.Network = new FaultyNetwork(place.Server.Port);
            place._connectionString = await place.Server.CreateDatabaseAsync();
            await place.SeedAsync();
            var throughNetwork = new NpgsqlConnectionStringBuilder(place._connectionString) { Port = place.Network.Port }.ConnectionString;
            place._place
                .With("Gateway__Database__Provider", "postgres")
                .With("Gateway__Database__ConnectionString", $"{throughNetwork};{options}")
                .With("Gateway__Cursors__Keys__0", Convert.ToBase64String(RandomNumberGenerator.GetBytes(CursorKeyRing.KeyBytes)));
            return place;
        }
        catch
        {
            await place.DisposeAsync();
            throw;
        }
    }

    public TroubledPlace With(string key, string value)
    {
        _place.With(key, value);
        return this;
    }

    public Task<RunningService> ServeAsync() => _place.ServeAsync();

    /// <summary>The program, once it has given a page.</summary>
    public async Task<RunningService> ServeWellAsync()
    {
        var service = await ServeAsync();
        await Reply.UntilAPageAsync(() => AskAsync(service));
        return service;
    }

    public RunningProcess StartApi() => _place.StartApi();

    public RunningProcess StartCli(params string[] arguments) => _place.StartCli(arguments);

    public string Write(string name, byte[] content) => _place.Write(name, content);

    public async Task<string> AddSessionAsync()
    {
        await using var services = Services();
        return await services.AddSessionAsync(Workplace.Organization);
    }

    public async Task<string> CreateKeyAsync(Permissions permissions)
    {
        await using var services = Services();
        return (await services.CreateKeyAsync(Workplace.Organization, permissions)).Key;
    }

    /// <summary>The program, asked for a page of the session.</summary>
    public Task<Reply> AskAsync(RunningService service, string query = "") => Reply.ToAsync(service, $"/api/v1/sessions/{Session}/contacts?{query}", Key);

    /// <summary>
    /// Lets something happen, with a request after or during it, until the request gets a page in spite of it. Once is proof: on a slow
    /// machine, connecting again may take longer than a read waits for it, and something else is then tried.
    /// </summary>
    public async Task UntilUnnoticedAsync(RunningService service, Func<Task<Reply>> happens)
    {
        for (var attempt = 1; await happens() is { Status: not System.Net.HttpStatusCode.OK } reply; attempt++)
        {
            Assert.That(attempt, Is.LessThan(Attempts), reply.Body);
            await Reply.UntilAPageAsync(() => AskAsync(service));
        }
    }

    /// <summary>Runs statements in the program's database, as the superuser.</summary>
    public Task<IReadOnlyList<object>> AdminAsync(string sql) => Server.AdminAsync(sql, _connectionString);

    /// <summary>Holds a table against all who read it until disposed of.</summary>
    public Task<IAsyncDisposable> LockAsync(string table) => HoldAsync($"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");

    /// <summary>Runs a statement in a transaction that stays open until disposed of, and then is undone.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string statement)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // no text of a user's
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Waits until that many of the program's statements wait for such a lock.</summary>
    public async Task UntilWaitingAsync(int statements = 1)
    {
        const string waiting = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gateway' AND wait_event_type = 'Lock'";
        for (var patience = Stopwatch.StartNew(); (long)(await AdminAsync(waiting))[0] != statements;)
        {
            Assert.That(patience.Elapsed, Is.LessThan(Reply.Hang), "The statements do not wait.");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _place.DisposeAsync();
        await (Network?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Server.DisposeAsync();
    }

    private async Task SeedAsync()
    {
        await using var services = Services();
        await services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        var session = await TestSession.CreateAsync(services);
        await session.ImportAsync(Enumerable.Range(1, People).Select(Lines.Person));
        (Session, Key) = (session.Id.Text, (await services.CreateKeyAsync(session.Organization)).Key);
    }

    /// <summary>Over the server itself, not over the network.</summary>
    private ServiceProvider Services()
    {
        var settings = new GatewaySettings(Path.GetTempPath(), DatabaseSettings.Server(_connectionString) with { IsForCommands = true }, [RandomNumberGenerator.GetBytes(CursorKeyRing.KeyBytes)], TimeSpan.Zero);
        return new ServiceCollection().AddApplication().AddInfrastructure(settings).BuildServiceProvider();
    }
}
