using System.Diagnostics;
using System.Globalization;
using Gateway.IntegrationTests.Process;
using Npgsql;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>A real server of a test's own: made at its first start, gone with its data at the end.</summary>
/// <param name="authentication">Of every connection, as <c>pg_hba.conf</c> names it.</param>
/// <param name="settings">Such as <c>max_connections=10</c>.</param>
internal sealed class PostgresServer(PostgresVersion version, string authentication = "trust", params string[] settings) : IAsyncDisposable
{
    /// <summary>Of every database that tests work with: nobody special.</summary>
    public const string User = "gateway";
    private const int Attempts = 10;
    private const int AdminPool = 5;

    // Safe from a server's death, not from the machine's. Commits still wait for their write: killed, it would forget the last ones otherwise.
    private static readonly string[] s_quick = ["fsync=off", "full_page_writes=off", "logging_collector=off"];
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(60);
    private PostgresFolder? _folder;
    private PostgresProcess? _process;

    /// <summary>The same at every start.</summary>
    public int Port { get; private set; }

    /// <summary>What it has written so far.</summary>
    public string Log => _folder?.Log ?? "";

    private PostgresProcess Running => _process ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>Of the superuser.</summary>
    private string Administrative => new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { Username = "postgres", Pooling = false }.ConnectionString;

    /// <summary>How that user reaches a database.</summary>
    public string ConnectionString(string database) => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={Port};Database={database};Username={User};Password={PostgresFolder.Password};Maximum Pool Size=20");

    /// <summary>Starts it, and returns once it answers.</summary>
    public async Task StartAsync()
    {
        var isFirst = _folder is null;
        if (isFirst)
        {
            _folder = new PostgresFolder();
            await _folder.InitializeAsync(version, authentication);
        }

        for (var attempt = isFirst ? 1 : Attempts; !await IsStartedAsync(_folder!, isFirst); attempt++)
        {
            if (attempt == Attempts || !Log.Contains("Address already in use", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(Log);
            }
        }

        if (isFirst)
        {
            await AdminAsync($"CREATE ROLE {User} LOGIN PASSWORD '{PostgresFolder.Password}'");
        }
    }

    /// <summary>Ends it in order; its clients are cut off.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.EndAsync(Signal.Interrupt);
            _process = null;
        }
    }

    /// <summary>As a failing machine would end it.</summary>
    public async Task KillAsync()
    {
        await Running.EndAsync(Signal.Kill);
        _process = null;
    }

    /// <summary>Stops it in the middle of everything: connections stay, and nobody answers.</summary>
    public void Freeze() => Running.Freeze();

    public void Thaw() => Running.Thaw();

    /// <summary>Runs statements as the superuser, outside of any test's database unless one is named; gives the first value of every row.</summary>
    /// <param name="isPooled">Whether the connection returns to a pool. Only for servers that are not stopped or killed.</param>
    public Task<IReadOnlyList<object>> AdminAsync(string sql, string? connectionString = null, bool isPooled = false)
    {
        var database = connectionString is null ? "postgres" : new NpgsqlConnectionStringBuilder(connectionString).Database;
        return PostgresQuery.ColumnAsync(new NpgsqlConnectionStringBuilder(Administrative) { Database = database, Pooling = isPooled, MaxPoolSize = AdminPool }.ConnectionString, sql);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder?.Dispose();
    }

    /// <summary>False when it ended instead.</summary>
    private async Task<bool> IsStartedAsync(PostgresFolder folder, bool anywhere)
    {
        // Below the ports that the kernel hands out: nobody takes it by accident while the server is down.
        Port = anywhere ? Random.Shared.Next(20_000, 32_000) : Port;
        string[] all = ["listen_addresses=127.0.0.1", $"port={Port}", $"unix_socket_directories={folder.Socket}", .. s_quick, .. settings];
        _process = await PostgresProcess.StartAsync(folder.Command([version.Program("postgres"), "-D", folder.Data, .. all.SelectMany(setting => new[] { "-c", setting })]));

        // Asked through the socket in its own folder: at the port might be another.
        var socket = new NpgsqlConnectionStringBuilder(Administrative) { Host = folder.Socket }.ConnectionString;
        for (var patience = Stopwatch.StartNew(); !_process.HasExited; await Task.Delay(TimeSpan.FromMilliseconds(20)))
        {
            try
            {
                await PostgresQuery.ScalarAsync(socket, "SELECT 1");
                return true;
            }
            catch (NpgsqlException) when (patience.Elapsed < s_longestStart)
            {
                // Not yet.
            }
        }

        await _process.EndAsync(Signal.Kill);
        _process = null;
        return false;
    }
}
