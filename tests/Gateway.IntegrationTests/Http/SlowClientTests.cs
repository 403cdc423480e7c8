using System.Net.Sockets;
using System.Text;

namespace Gateway.IntegrationTests.Http;

/// <summary>Clients that are slow, or mean to be: each loses its connection in the end, and nobody else notices.</summary>
[Category(TestCategories.Waiting)]
[Parallelizable(ParallelScope.All)]
public sealed class SlowClientTests
{
    /// <summary>Against hangs; the limits themselves are 5 to 10 seconds.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private Tenant _tenant = null!;

    private string Request => $"GET {_tenant.Path}?limit=200 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {_tenant.Token}\r\n";

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Application.NewTenantAsync();
        await _tenant.SeedContactsAsync(200);
    }

    [TestCase("G", "E")]
    [TestCase("GET /livez", "a")]
    [TestCase("GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow: ", "a")]
    [TestCase("GET /livez HTTP/1.1\r\nHost: a\r\n", "X-Slow: a\r\n")]
    public async Task Who_sends_the_head_bit_by_bit_is_cut_off(string start, string bit)
    {
        using var client = await ConnectAsync();
        await SendAsync(client, start);
        var answer = await WhileSendingAsync(client, bit, TimeSpan.FromSeconds(1));
        Assert.That(answer, Does.Not.StartWith("HTTP/1.1 2"));
        await MustBeWellAsync();
    }

    [TestCase("Content-Length: 1000\r\n\r\n")]
    [TestCase("Transfer-Encoding: chunked\r\n\r\n")]
    public async Task Who_announces_a_body_and_does_not_send_it_is_answered_and_cut_off(string framing)
    {
        using var client = await ConnectAsync();
        await SendAsync(client, Request + framing);
        Assert.That(await ReadToEndAsync(client), Does.StartWith("HTTP/1.1 200 ").And.Contain("Person 0200"));
        await MustBeWellAsync();
    }

    [TestCase("200")]
    [TestCase("404")]
    public async Task Who_asks_on_and_on_and_never_reads_is_cut_off(string answered)
    {
        using var client = await ConnectAsync();
        var request = answered == "200" ? Request + "\r\n" : "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n";
        var requests = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(request, 100)));
        using var patience = new CancellationTokenSource(s_patience);
        Assert.That(async () => await SendForEverAsync(client, requests, patience.Token), Throws.InstanceOf<IOException>());
        await MustBeWellAsync();
    }

    [Test]
    public async Task Who_rests_between_requests_keeps_the_connection()
    {
        using var client = await ConnectAsync();
        await SendAsync(client, "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
        await Task.Delay(TimeSpan.FromSeconds(12));
        await SendAsync(client, "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        Assert.That((await ReadToEndAsync(client)).Split("HTTP/1.1 200 "), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Who_connects_and_says_nothing_holds_up_nobody()
    {
        var silent = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => ConnectAsync()));
        await MustBeWellAsync();
        silent.ToList().ForEach(client => client.Dispose());
    }

    /// <summary>Kestrel takes the end of what is sent for the end of all: an answer may come, or may not.</summary>
    [Test]
    public async Task Who_says_that_nothing_more_will_come_is_answered_whole_or_let_go()
    {
        using var client = await ConnectAsync();
        await SendAsync(client, Request + "\r\n");
        var answer = ReadToEndAsync(client);
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.That(await answer, Is.Empty.Or.StartWith("HTTP/1.1 200 ").And.Contain("Person 0200"));
        await MustBeWellAsync();
    }

    [Test]
    public async Task Who_hangs_up_in_the_middle_of_a_request_is_forgotten()
    {
        using var client = await ConnectAsync();
        await SendAsync(client, "GET /livez HTTP/1.1\r\nHost:");
        var answer = ReadToEndAsync(client);
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.That(await answer, Does.Not.StartWith("HTTP/1.1 2"));
        await MustBeWellAsync();
    }

    private async Task MustBeWellAsync() => (await _tenant.ListAsync("limit=1").WaitAsync(s_patience)).MustBePage(1);

    private static async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 }; // else the system would read for who does not
        await client.ConnectAsync(SharedApplication.Application.Address.Host, SharedApplication.Application.Address.Port);
        return client;
    }

    private static Task SendAsync(TcpClient client, string text) => client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    /// <summary>Ends with an <see cref="IOException"/>, once the other side has closed.</summary>
    private static async Task SendForEverAsync(TcpClient client, byte[] bytes, CancellationToken patience)
    {
        while (true)
        {
            await client.GetStream().WriteAsync(bytes, patience);
        }
    }

    private static async Task<string> WhileSendingAsync(TcpClient client, string bit, TimeSpan pause)
    {
        var all = ReadToEndAsync(client);
        while (!all.IsCompleted)
        {
            try
            {
                await SendAsync(client, bit);
            }
            catch (IOException)
            {
                break; // closed
            }

            await Task.WhenAny(all, Task.Delay(pause));
        }

        return await all;
    }

    private static async Task<string> ReadToEndAsync(TcpClient client)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var received = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(received, patience.Token);
        }
        catch (IOException)
        {
            // Cut off is ended, too.
        }

        return Encoding.UTF8.GetString(received.ToArray());
    }
}
