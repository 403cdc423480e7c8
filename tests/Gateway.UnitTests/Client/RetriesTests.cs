using Gateway.Client;

namespace Gateway.UnitTests.Client;

public sealed class RetriesTests
{
    private static readonly Func<HttpRequestMessage, HttpResponseMessage> s_good = StubGateway.Page("", "a");

    [TestCase(429)]
    [TestCase(503)]
    public async Task Tries_again_after_as_long_as_the_gateway_asks(int status)
    {
        var (gateway, clock) = (new StubGateway(Refusal(status, "3"), Refusal(status, "5"), s_good), new HastyClock());
        Assert.That((await ListAsync(gateway, clock)).Data, Has.Count.EqualTo(1));
        Assert.That(clock.Waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5) }));
        Assert.That(gateway.Given.Take(2), Is.All.Matches<HttpResponseMessage>(IsDisposed));
    }

    [Test]
    public async Task Waits_until_a_date()
    {
        var (gateway, clock) = (new StubGateway(Refusal(503, "Sun, 22 Nov 2026 07:00:09 GMT"), s_good), new HastyClock());
        await ListAsync(gateway, clock);
        Assert.That(clock.Waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(9) }));
    }

    [Test]
    public async Task Tries_again_when_the_gateway_was_not_reached_each_time_after_longer()
    {
        static HttpResponseMessage Cut(HttpRequestMessage request) => throw new HttpRequestException("on purpose");
        var (gateway, clock) = (new StubGateway(Cut, Cut, Cut, s_good), new HastyClock());
        await ListAsync(gateway, clock, options => options.MaxRetries = 3);
        Assert.That(clock.Waits, Has.Count.EqualTo(3).And.All.GreaterThan(TimeSpan.Zero).And.All.LessThanOrEqualTo(TimeSpan.FromSeconds(30)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(4)]
    public void Gives_up_with_the_gateways_own_error(int retries)
    {
        var gateway = new StubGateway(Refusal(503, "0"));
        Assert.That(
            async () => await ListAsync(gateway, new HastyClock(), options => options.MaxRetries = retries),
            Throws.InstanceOf<GatewayException>().With.Property(nameof(GatewayException.Code)).EqualTo(ErrorCode.Unavailable));
        Assert.That(gateway.Asked, Has.Count.EqualTo(retries + 1));
    }

    [Test]
    public async Task The_longest_wait_wanted_is_waited_and_bounds_those_of_its_own()
    {
        static HttpResponseMessage Cut(HttpRequestMessage request) => throw new HttpRequestException("on purpose");
        var (gateway, clock) = (new StubGateway(Refusal(503, "1"), Cut, s_good), new HastyClock());
        await ListAsync(gateway, clock, options => options.MaxRetryDelay = TimeSpan.FromSeconds(1));
        Assert.That(clock.Waits[0], Is.EqualTo(TimeSpan.FromSeconds(1)));
        var (other, otherClock) = (new StubGateway(Cut, Cut, s_good), new HastyClock());
        await ListAsync(other, otherClock, options => options.MaxRetryDelay = TimeSpan.FromMilliseconds(10));
        Assert.That(otherClock.Waits, Has.All.LessThanOrEqualTo(TimeSpan.FromMilliseconds(10)));
        Assert.That(other.Asked, Has.Count.EqualTo(3), "the clock is not asked for a wait that chance makes nothing");
    }

    [Test]
    public void A_wait_longer_than_wanted_is_not_begun()
    {
        var (gateway, clock) = (new StubGateway(Refusal(429, "31"), s_good), new HastyClock());
        Assert.That(
            async () => await ListAsync(gateway, clock),
            Throws.InstanceOf<GatewayException>().With.Property(nameof(GatewayException.RetryAfter)).EqualTo(TimeSpan.FromSeconds(31)));
        Assert.That(clock.Waits, Is.Empty);
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(500)]
    [TestCase(502)]
    public void What_would_fail_again_is_not_tried_again(int status)
    {
        var gateway = new StubGateway(Refusal(status, "0"), s_good);
        Assert.That(async () => await ListAsync(gateway, new HastyClock()), Throws.InstanceOf<GatewayException>());
        Assert.That(gateway.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_is_no_read_is_never_tried_again()
    {
        var gateway = new StubGateway(Refusal(503, "0"), s_good);
        using var client = new HttpClient(new Retries(new GatewayClientOptions(), new HastyClock()) { InnerHandler = gateway });
        using var content = new StringContent("{}");
        using var answer = await client.PostAsync(StubGateway.Address, content);
        Assert.That((int)answer.StatusCode, Is.EqualTo(503));
        Assert.That(gateway.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Cancelling_ends_the_wait()
    {
        using var cancelling = new CancellationTokenSource();
        var gateway = new StubGateway(Refusal(503, "20")) { OnRequest = () => cancelling.CancelAfter(TimeSpan.FromMilliseconds(20)) };
        var waiting = gateway.Client(new GatewayClientOptions(), TimeProvider.System).ListContactsAsync(StubGateway.Session, cancellationToken: cancelling.Token);
        Assert.That(async () => await waiting.WaitAsync(TimeSpan.FromSeconds(10)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(gateway.Asked, Has.Count.EqualTo(1));
        await Task.CompletedTask;
    }

    [Test]
    public async Task Every_try_gets_a_token_of_its_own()
    {
        var count = 0;
        var gateway = new StubGateway(Refusal(503, "0"), s_good);
        await ListAsync(gateway, new HastyClock(), options => options.TokenProvider = _ => ValueTask.FromResult($"t{++count}"));
        Assert.That(gateway.Tokens, Is.EqualTo(new[] { "Bearer t1", "Bearer t2" }));
    }

    private static Func<HttpRequestMessage, HttpResponseMessage> Refusal(int status, string retryAfter) =>
        StubGateway.Error(status, """{"error":{"code":"unavailable","message":"m","details":{}}}""", ("Retry-After", retryAfter));

    private static Task<ContactPage> ListAsync(StubGateway gateway, HastyClock clock, Action<GatewayClientOptions>? configure = null)
    {
        var options = new GatewayClientOptions();
        configure?.Invoke(options);
        return gateway.Client(options, clock).ListContactsAsync(StubGateway.Session);
    }

    private static bool IsDisposed(HttpResponseMessage answer)
    {
        try
        {
            _ = answer.Content.ReadAsStream();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
