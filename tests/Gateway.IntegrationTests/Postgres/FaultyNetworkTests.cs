using System.Diagnostics;
using System.Net.Sockets;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>The road that tests break does what tests will say of it.</summary>
internal sealed class FaultyNetworkTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(300);
    private EchoServer _server = null!;
    private FaultyNetwork _network = null!;

    [SetUp]
    public void Start()
    {
        _server = new EchoServer();
        _network = new FaultyNetwork(_server.Port);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _network.DisposeAsync();
        _server.Dispose();
    }

    [Test]
    public async Task Passes_everything_both_ways_and_counts_connections()
    {
        using var one = await ConnectAsync();
        using var other = await ConnectAsync();
        var much = new string('x', 1_000_000);
        var echo = one.ReadAsync(much.Length);
        await one.WriteAsync(much);
        Assert.That(await echo, Is.EqualTo(much));
        Assert.That(await other.AskAsync("more"), Is.EqualTo("more"));
        Assert.That(_network.Accepted, Is.EqualTo(2));
    }

    [Test]
    public async Task Delays_every_chunk_on_both_ways()
    {
        using var client = await ConnectAsync();
        _network.Delay(s_short);
        var time = Stopwatch.StartNew();
        Assert.That(await client.AskAsync("slow"), Is.EqualTo("slow"));
        Assert.That(time.Elapsed, Is.GreaterThan(s_short * 1.9));
    }

    [Test]
    public async Task Stalled_it_keeps_connections_takes_new_ones_and_delivers_later()
    {
        using var before = await ConnectAsync();
        _network.Stall();
        using var meanwhile = await ConnectAsync();
        var echoes = Task.WhenAll(before.AskAsync("a"), meanwhile.AskAsync("b"));
        await Task.Delay(s_short);
        Assert.That(echoes.IsCompleted, Is.False);
        Assert.That(_server.Received, Is.Empty);

        _network.Pass();
        Assert.That(await echoes, Is.EqualTo(new[] { "a", "b" }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Cut_it_resets_old_and_new_connections_and_heals(bool isStalledBefore)
    {
        using var before = await ConnectAsync();
        Assert.That(await before.AskAsync("well"), Is.EqualTo("well"));
        if (isStalledBefore)
        {
            _network.Stall();
            await before.WriteAsync("lost");
        }

        _network.Cut();
        MustBeReset(before);
        using var after = new TcpClient();
        Assert.That(
            async () =>
            {
                await after.ConnectAsync("127.0.0.1", _network.Port);
                await after.ReadAsync(1);
            },
            Throws.InstanceOf<SocketException>().Or.InnerException.InstanceOf<SocketException>());

        _network.Pass();
        using var healed = await ConnectAsync();
        Assert.That(await healed.AskAsync("again"), Is.EqualTo("again"));
        Assert.That((_network.Accepted, _server.Received), Is.EqualTo((3, "wellagain")));
    }

    [Test]
    public async Task Half_closed_towards_the_client_it_still_brings_the_server_what_the_client_says()
    {
        using var client = await ConnectAsync();
        await client.AskAsync("well");
        _network.HalfClose(Towards.Client);
        Assert.That(await client.ReadAsync(1), Is.Empty);
        await client.WriteAsync(", still here");
        Assert.That(() => _server.Received, Is.EqualTo("well, still here").After(60_000, 10));
    }

    [Test]
    public async Task Half_closed_towards_the_server_it_still_brings_the_client_what_the_server_says()
    {
        using var client = await ConnectAsync();
        await client.AskAsync("well");
        _network.HalfClose(Towards.Server);
        Assert.That(await client.ReadAsync(EchoServer.Farewell.Length), Is.EqualTo(EchoServer.Farewell));
    }

    [Test]
    public async Task Whoever_asks_a_server_that_is_gone_is_reset()
    {
        using var client = await ConnectAsync();
        await client.AskAsync("well");
        _server.Dispose();
        Assert.That(AskAnewAsync, Throws.InstanceOf<SocketException>().Or.InnerException.InstanceOf<SocketException>()); // while connecting or later
    }

    private async Task AskAnewAsync()
    {
        using var late = await ConnectAsync();
        await late.ReadAsync(1);
    }

    private static void MustBeReset(TcpClient client) => Assert.That(
        () => client.ReadAsync(1),
        Throws.InstanceOf<IOException>().With.InnerException.Property(nameof(SocketException.SocketErrorCode)).EqualTo(SocketError.ConnectionReset));

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _network.Port);
        return client;
    }
}
