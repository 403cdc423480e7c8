using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>The servers that tests stand on do what tests will say of them.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
internal sealed class PostgresServerTests(PostgresVersion version)
{
    private PostgresServer _server = null!;
    private string _database = "";

    private string Impatient => new NpgsqlConnectionStringBuilder(_database) { Pooling = false, Timeout = 1, CommandTimeout = 1, CancellationTimeout = -1 }.ConnectionString;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = new PostgresServer(version, "scram-sha-256", "max_connections=17", "shared_buffers=16MB");
        await _server.StartAsync();
    }

    [OneTimeTearDown]
    public ValueTask StopAsync() => _server.DisposeAsync();

    [SetUp]
    public async Task CreateAsync()
    {
        _database = await _server.CreateDatabaseAsync();
        await QueryAsync("CREATE TABLE kept (value int); INSERT INTO kept VALUES (42)");
    }

    [TearDown]
    public async Task DropAsync() => await _server.DropDatabaseAsync(_database);

    [Test]
    public async Task Is_of_the_version_it_names_and_has_the_settings_it_was_given()
    {
        Assert.That(await QueryAsync("SHOW server_version"), Does.StartWith($"{version.Major}."));
        Assert.That(await QueryAsync("SHOW max_connections"), Is.EqualTo("17"));
        Assert.That(await QueryAsync("SELECT datcollate || ' ' || pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"), Is.EqualTo("C.UTF-8 UTF8"));
        Assert.That(await QueryAsync("SHOW fsync"), Is.EqualTo("off"));
    }

    [Test]
    public void Asks_for_the_password_when_told_to()
    {
        var wrong = new NpgsqlConnectionStringBuilder(_database) { Password = "wrong", Pooling = false }.ConnectionString;
        Assert.That(() => PostgresQuery.ScalarAsync(wrong, "SELECT 1"), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("28P01"));
    }

    [Test]
    public async Task A_databases_user_is_its_owner_and_nobody_special()
    {
        Assert.That(await QueryAsync("SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user"), Is.False);
        Assert.That(await _server.AdminAsync("SELECT usesuper FROM pg_user WHERE usename = current_user"), Is.EqualTo(new[] { true }));
        Assert.That(await _server.AdminAsync("SELECT value FROM kept", _database), Is.EqualTo(new[] { 42 }));
    }

    [Test]
    public async Task Frozen_it_answers_nobody_and_thawed_it_goes_on_where_it_was()
    {
        await using var connection = new NpgsqlConnection(Impatient);
        await connection.OpenAsync();
        _server.Freeze();
        try
        {
            await using var query = new NpgsqlCommand("SELECT 1", connection);
            Assert.That(() => query.ExecuteScalarAsync(), Throws.InstanceOf<NpgsqlException>().With.InnerException.InstanceOf<TimeoutException>());
            Assert.That(() => PostgresQuery.ScalarAsync(Impatient, "SELECT 1"), Throws.InstanceOf<NpgsqlException>());
        }
        finally
        {
            _server.Thaw();
        }

        Assert.That(await QueryAsync("SELECT value FROM kept"), Is.EqualTo(42));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Ended_or_killed_it_refuses_and_started_again_it_has_the_data_at_the_same_port(bool inOrder)
    {
        await using var left = new NpgsqlConnection(Impatient);
        await left.OpenAsync();
        await (inOrder ? _server.StopAsync() : _server.KillAsync());
        Assert.That(() => QueryAsync("SELECT 1"), Throws.InstanceOf<NpgsqlException>().With.InnerException.InstanceOf<SocketException>());
        var port = _server.Port;

        await _server.StartAsync();
        Assert.That(await QueryAsync("SELECT value FROM kept"), Is.EqualTo(42));
        Assert.That(_server.Port, Is.EqualTo(port));
        Assert.That(_server.Log, inOrder ? Does.Contain("received fast shutdown request") : Does.Contain("was interrupted"));
    }

    [Test]
    public async Task Does_not_start_again_elsewhere_when_its_port_is_taken()
    {
        await _server.StopAsync();
        using (var other = new TcpListener(IPAddress.Loopback, _server.Port))
        {
            other.Start();
            Assert.That(_server.StartAsync, Throws.InvalidOperationException.With.Message.Contains("Address already in use"));
        }

        await _server.StartAsync();
        Assert.That(await QueryAsync("SELECT value FROM kept"), Is.EqualTo(42));
    }

    [Test]
    public async Task Ends_in_order_also_while_frozen()
    {
        _server.Freeze();
        await _server.StopAsync();
        await _server.StartAsync();
        Assert.That(await QueryAsync("SELECT value FROM kept"), Is.EqualTo(42));
    }

    private Task<object?> QueryAsync(string sql) => PostgresQuery.ScalarAsync(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ConnectionString, sql);
}
