using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Gateway.IntegrationTests.Process;
using Npgsql;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>PgBouncer before a server of the tests, in transaction mode: its clients share a few connections.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const int Attempts = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly PostgresFolder _folder = new();
    private PostgresProcess? _process;
    private int _port;

    /// <summary>Starts one, and returns once it accepts connections.</summary>
    /// <param name="connectionString">How the ordinary user reaches the database itself.</param>
    /// <param name="connections">How many connections to the server all clients share.</param>
    /// <param name="ignoresOptions">Whether it drops the settings that clients connect with, instead of refusing the client.</param>
    public static async Task<PgBouncer> StartAsync(string connectionString, int connections, bool ignoresOptions)
    {
        var pooler = new PgBouncer();
        try
        {
            for (var attempt = 1; !await pooler.IsStartedAsync(new NpgsqlConnectionStringBuilder(connectionString), connections, ignoresOptions); attempt++)
            {
                Assert.That(attempt, Is.LessThan(Attempts), pooler._folder.Log);
            }

            return pooler;
        }
        catch
        {
            await pooler.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns the same connection string, through the pooler.</summary>
    public string Through(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = _port }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await (_process?.EndAsync(Signal.Kill) ?? Task.CompletedTask);
        _folder.Dispose();
    }

    /// <summary>Returns false when the process ended: another one may have the port.</summary>
    private async Task<bool> IsStartedAsync(NpgsqlConnectionStringBuilder server, int connections, bool ignoresOptions)
    {
        _port = Random.Shared.Next(20_000, 32_000);
        var users = await _folder.WriteAsync("users.txt", $"\"{server.Username}\" \"{server.Password}\"\n");
        var settings = await _folder.WriteAsync("pgbouncer.ini", string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host=127.0.0.1 port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {_port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {users}
            pool_mode = transaction
            default_pool_size = {connections}
            max_client_conn = 1000
            {(ignoresOptions ? "ignore_startup_parameters = options" : "")}
            """));
        _process = await PostgresProcess.StartAsync(_folder.Command(PoolerProgram.Path, settings));
        for (var patience = Stopwatch.StartNew(); !_process.HasExited; await Task.Delay(TimeSpan.FromMilliseconds(20)))
        {
            Assert.That(patience.Elapsed, Is.LessThan(s_patience), _folder.Log);
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync("127.0.0.1", _port);
                return true;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }

        await _process.EndAsync(Signal.Kill);
        _process = null;
        return false;
    }
}

/// <summary>The pooler's program, as <c>GATEWAY_TEST_PGBOUNCER</c> names it, else the machine's.</summary>
internal static class PoolerProgram
{
    private const string Installed = "/usr/sbin/pgbouncer";

    public static string Path => Environment.GetEnvironmentVariable("GATEWAY_TEST_PGBOUNCER") is { Length: > 0 } path ? path
        : File.Exists(Installed) ? Installed
        : throw new InvalidOperationException("PgBouncer is not at hand: set GATEWAY_TEST_PGBOUNCER to what tests/pgbouncer.sh prints.");
}
