using Gateway.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.UnitTests.Client;

public sealed class GatewayClientServicesTests
{
    [Test]
    public async Task Registers_a_client_with_address_token_and_retries()
    {
        var (gateway, clock) = (new StubGateway(StubGateway.Error(503, "", ("Retry-After", "7")), StubGateway.Page("", "a")), new HastyClock());
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock)
            .AddGatewayClient(options => (options.BaseAddress, options.Token) = (StubGateway.Address, "wa_k"))
            .ConfigurePrimaryHttpMessageHandler(() => gateway).Services.BuildServiceProvider();
        Assert.That((await services.GetRequiredService<IGatewayClient>().ListContactsAsync(StubGateway.Session)).Data, Has.Count.EqualTo(1));
        Assert.That(gateway.Asked.Select(uri => uri.AbsoluteUri).Distinct(), Is.EqualTo(new[] { "https://gateway.example/base/api/v1/sessions/sess_stub/contacts" }));
        Assert.That(gateway.Tokens, Is.EqualTo(new[] { "Bearer wa_k", "Bearer wa_k" }));
        Assert.That(clock.Waits, Has.Member(TimeSpan.FromSeconds(7)), "the container's clock is used");
    }

    [TestCase("https://tools.example/gateway")]
    [TestCase("https://tools.example/gateway/")]
    public async Task A_client_made_elsewhere_goes_below_its_address_as_well(string address)
    {
        var gateway = new StubGateway(StubGateway.Page("next"), StubGateway.Page(""));
        using var http = new HttpClient(gateway) { BaseAddress = new Uri(address) };
        await foreach (var page in new GatewayClient(http).ListContactPagesAsync(StubGateway.Session))
        {
            Assert.That(page.Data, Is.Empty);
        }

        Assert.That(gateway.Asked.Select(uri => uri.AbsoluteUri), Is.EqualTo(new[]
        {
            "https://tools.example/gateway/api/v1/sessions/sess_stub/contacts?limit=200",
            "https://tools.example/gateway/api/v1/sessions/sess_stub/contacts?limit=200&cursor=next",
        }));
    }

    [Test]
    public void The_connections_unpack_what_is_compressed()
    {
        using var wire = Connecting.Wire();
        Assert.That(wire.AutomaticDecompression, Is.EqualTo(System.Net.DecompressionMethods.Brotli | System.Net.DecompressionMethods.GZip));
    }

    [Test]
    public async Task Options_may_come_from_other_services()
    {
        var gateway = new StubGateway(StubGateway.Page(""));
        await using var services = new ServiceCollection().AddSingleton(StubGateway.Address)
            .AddGatewayClient((provider, options) => options.BaseAddress = provider.GetRequiredService<Uri>())
            .ConfigurePrimaryHttpMessageHandler(() => gateway).Services.BuildServiceProvider();
        await services.GetRequiredService<IGatewayClient>().ListContactsAsync(StubGateway.Session);
        Assert.That(gateway.Tokens.Single(), Is.Null);
    }

    [Test]
    public void Wrong_options_show_when_a_client_is_asked_for()
    {
        using var services = new ServiceCollection().AddGatewayClient(options => options.Token = "wa_secret").Services.BuildServiceProvider();
        Assert.That(
            () => services.GetRequiredService<IGatewayClient>(),
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("BaseAddress").And.Message.Not.Contains("wa_secret"));
    }

    [TestCase(null)]
    [TestCase("relative")]
    [TestCase("ftp://gateway.example")]
    public void An_address_is_required(string? address) =>
        Assert.That(
            () => new GatewayClient(new GatewayClientOptions { BaseAddress = address is null ? null : new Uri(address, UriKind.RelativeOrAbsolute) }),
            Throws.ArgumentException.With.Message.Contains("BaseAddress"));

    [Test]
    public void One_token_is_enough() =>
        Assert.That(
            () => new GatewayClient(new GatewayClientOptions { BaseAddress = StubGateway.Address, Token = "a", TokenProvider = _ => ValueTask.FromResult("b") }),
            Throws.ArgumentException.With.Message.Contains("TokenProvider"));

    [Test]
    public void Limits_are_not_negative()
    {
        Assert.That(() => new GatewayClient(new GatewayClientOptions { BaseAddress = StubGateway.Address, MaxRetries = -1 }), Throws.ArgumentException);
        Assert.That(() => new GatewayClient(new GatewayClientOptions { BaseAddress = StubGateway.Address, MaxRetryDelay = TimeSpan.FromTicks(-1) }), Throws.ArgumentException);
        Assert.That(() => new GatewayClient(new GatewayClientOptions { BaseAddress = StubGateway.Address, MaxRetries = 0, MaxRetryDelay = TimeSpan.Zero }), Throws.Nothing);
    }
}
