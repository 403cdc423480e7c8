using Gateway.Api.Demo;
using Gateway.Api.Hosting;
using Gateway.Api.Logging;
using Gateway.Infrastructure.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Gateway.UnitTests.Configuration;

/// <summary>The sentences that the service prints at its start when the configuration is wrong. <c>Process/ConfigurationTests</c> tests that this ends the process.</summary>
public sealed class StartFaultsTests
{
    [TestCase("Gateway__Database__Provider", "SQLite")]
    [TestCase("Gateway__Database__ConnectionString", "Data Source=:memory:")]
    [TestCase("Gateway__Database__ConnectionString", "Data Source=x.db;Mode=Memory")]
    [TestCase("Gateway__Database__ConnectionString", "Password=hush")]
    [TestCase("Gateway__Database__ConnectionString", "Host=db;Username=me")]
    [TestCase("Gateway__Database__MigrateOnStart", "perhaps")]
    [TestCase("Gateway__Cursors__Keys__0", "c2hvcnQ=")]
    [TestCase("Gateway__Cursors__Keys__0", "no base64, surely")]
    [TestCase("Gateway__Shutdown__Delay", "-1")]
    [TestCase("Gateway__Shutdown__Delay", "601")]
    [TestCase("Gateway__Shutdown__Delay", "soon")]
    [TestCase("Gateway__Jwt__Algorithms__0", "HS256")]
    [TestCase("Gateway__Jwt__Preset", "hush")]
    [TestCase("Gateway__Jwt__OrganizationClaim", "o..hush")]
    [TestCase("Gateway__Jwt__Roles__owner__0", "hush")]
    [TestCase("Gateway__Jwt__Audiance", "hush")]
    [TestCase("Gateway__RateLimits__Enabled", "on")]
    [TestCase("Gateway__RateLimits__PerCaller", "-5")]
    [TestCase("Gateway__RateLimits__PerCaller", "2.5")]
    [TestCase("Gateway__RateLimits__PerOrganization", "1000001")]
    [TestCase("Gateway__RateLimits__PerOrganization", "many")]
    [TestCase("Gateway__Cors__Origins__0", "null")]
    [TestCase("Gateway__Cors__Origins__0", "app.hush")]
    [TestCase("Gateway__Cors__Origins__0", "https://app.hush/")]
    [TestCase("Gateway__Cors__Origins__0", "https://app.hush/path")]
    [TestCase("Gateway__Cors__Origins__0", "https://APP.hush")]
    [TestCase("Gateway__Cors__Origins__0", "https://*.hush")]
    [TestCase("Gateway__Cors__Origins__0", "https://app.hush:443")]
    [TestCase("Gateway__Cors__Origins__0", "https://me@app.hush")]
    [TestCase("Gateway__Cors__Origins__0", "ftp://app.hush")]
    [TestCase("Gateway__Proxies__0", "proxy.hush")]
    [TestCase("Gateway__Proxies__0", "10.0.0.0/33")]
    [TestCase("Gateway__Proxies__0", "0.0.0.0/0")]
    [TestCase("Gateway__Proxies__0", "::/0")]
    [TestCase("Gateway__PathBase", "hush")]
    [TestCase("Gateway__PathBase", "/hush/")]
    [TestCase("Gateway__PathBase", "//hush")]
    [TestCase("Gateway__PathBase", "/hush//x")]
    [TestCase("Gateway__PathBase", "/hush/../x")]
    [TestCase("Gateway__PathBase", "/hush?x")]
    [TestCase("Gateway__PathBase", "/hush#x")]
    [TestCase("Gateway__PathBase", "/hush%2fx")]
    [TestCase("Gateway__PathBase", "/hush\\x")]
    [TestCase("Gateway__PathBase", "/hush x")]
    [TestCase("Gateway__PathBase", "/hush\r\nX")]
    [TestCase("Gateway__PathBase", "/büro")]
    [TestCase("Gateway__PathBase", "/<hush>")]
    [TestCase("Gateway__PathBase", "https://gateway.hush/x")]
    [TestCase("Gateway__Audit__ClientAddress", "some")]
    [TestCase("Gateway__Audit__ClientAddress", "2")]
    [TestCase("Gateway__Audit__ClientAddress", "off,full")]
    [TestCase("Gateway__Audit__ClientAddress", "truncated")]
    [TestCase("Gateway__RateLimit__Enabled", "yes")]
    [TestCase("Gateway__Cors__Origin", "https://app.hush")]
    [TestCase("Gateway__CorsOrigins__0", "https://app.hush")]
    [TestCase("ASPNETCORE_URLS", "http://locahost:8097")]
    [TestCase("ASPNETCORE_URLS", "http://gw.internal:8097")]
    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1:abc")]
    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1:99999")]
    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1:-1")]
    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1 :8080")]
    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1:8080/gateway")]
    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1:8080,http://127.0.0.1:8081")]
    [TestCase("ASPNETCORE_URLS", "http://::1:8080")]
    [TestCase("ASPNETCORE_URLS", "http://00.0.0.0:8080")]
    [TestCase("ASPNETCORE_URLS", "http://[::ffff:0.0.0.0]:8080")]
    [TestCase("ASPNETCORE_URLS", "http://[::0]:8080")]
    [TestCase("ASPNETCORE_URLS", "http://:8080")]
    [TestCase("ASPNETCORE_URLS", "http://LOCALHOST.:8080")]
    [TestCase("ASPNETCORE_URLS", "http://localhost:0")]
    [TestCase("ASPNETCORE_URLS", "ftp://127.0.0.1:8080")]
    [TestCase("ASPNETCORE_URLS", "127.0.0.1:8080")]
    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1:8080;http://gw.internal:8097")]
    [TestCase("ASPNETCORE_HTTP_PORTS", "80a")]
    [TestCase("ASPNETCORE_HTTPS_PORTS", "8443;70000")]
    [TestCase("Kestrel__Endpoints__Inside__Url", "http://gw.internal:8080")]
    [TestCase("Gateway__Jwt__Issuer", "https://issuer.hush")]
    [TestCase("Gateway__Jwt__Preset", "clerk")]
    [TestCase("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")]
    [TestCase("Serilog__MinimumLevel", "chatty")]
    public void A_wrong_value_is_one_sentence_that_names_its_key_and_not_the_value(string key, string value)
    {
        var fault = FaultsOf(isDemo: false, (key, value)).Single();

        var section = key.StartsWith("Gateway__Jwt", StringComparison.Ordinal) ? "Gateway__Jwt" : key;
        Assert.That(fault, Does.StartWith(section).And.Match("^[A-Z].*[.]$").And.Not.Contain(value));
    }

    [TestCase("Gateway__RateLimits__PerCaller", "0")]
    [TestCase("Gateway__Cors__Origins__0", "*")]
    [TestCase("Gateway__PathBase", "/")]
    [TestCase("Gateway__PathBase", "/.")]
    public void Zero_and_the_wildcard_are_wrong_values_too(string key, string value) =>
        Assert.That(FaultsOf(isDemo: false, (key, value)).Single(), Does.StartWith(key).And.Match("^[A-Z].*[.]$"));

    [Test]
    public void A_rate_without_the_switch_is_refused_and_with_it_accepted()
    {
        (string, string) rate = ("Gateway__RateLimits__PerOrganization", "1000000");

        Assert.That(FaultsOf(isDemo: false, rate).Single(), Does.StartWith("Gateway__RateLimits__Enabled"));
        Assert.That(FaultsOf(isDemo: false, rate, ("Gateway__RateLimits__Enabled", "true")), Is.Empty);
        Assert.That(FaultsOf(isDemo: false, rate, ("Gateway__RateLimits__Enabled", "false")), Is.Empty);
    }

    [TestCase("", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("Database=gateway;Username=me", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("mysql://me@db.example/gateway", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("postgresql:///gateway", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("postgresql://me@db.example/gateway?sslmode=perhaps", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("postgresql://me@db.example/gateway?favourite=blue", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("postgres://me:p%40ss@db.example/gateway", "Gateway__Cursors__Keys__0")]
    [TestCase("postgresql://me:p%40ss@db.example:5433/gateway?sslmode=verify-full&connect_timeout=10", "Gateway__Cursors__Keys__0")]
    [TestCase("Host=db.example;Port=many", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("Host=db.example;Favourite=blue", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("Host=db.example", "Gateway__Cursors__Keys__0")]
    public void Postgres_requires_a_server_and_a_cursor_key(string connectionString, params string[] keys)
    {
        var faults = FaultsOf(isDemo: false, ("Gateway__Database__Provider", "postgres"), ("Gateway__Database__ConnectionString", connectionString));

        Assert.That(faults.Select(KeyOf), Is.EquivalentTo(keys));
        Assert.That(faults, Has.All.EndsWith(".").And.None.Contains("db.example").And.None.Contains("avourite"));
    }

    [TestCase("https://issuer.example/keys", "Gateway__Jwt__Issuer", "Gateway__Jwt__Audience")]
    [TestCase("http://issuer.example/keys", "Gateway__Jwt__JwksUrl", "Gateway__Jwt__Issuer", "Gateway__Jwt__Audience")]
    public void Login_tokens_require_https_an_issuer_and_an_audience(string keySet, params string[] keys)
    {
        var faults = FaultsOf(isDemo: false, ("Gateway__Jwt__JwksUrl", keySet));

        Assert.That(faults.Select(KeyOf), Is.EqualTo(keys));
        Assert.That(faults, Has.None.Contains("issuer.example"));
    }

    [TestCase("Audit__WriteTo__0__Name", "Nowhere")]
    [TestCase("Audit__WriteTo__0__Name", "File")]
    [TestCase("Audit__WriteToo__0__Name", "Console")]
    [TestCase("Audit__MinimumLevel", "chatty")]
    public void A_wrong_audit_section_is_one_sentence(string key, string value) =>
        Assert.That(FaultsOf(isDemo: false, (key, value)).Single(), Does.StartWith("Audit").And.Match("[.]$"));

    [TestCase("ASPNETCORE_URLS", "http://0.0.0.0:0")]
    [TestCase("ASPNETCORE_URLS", "http://127.0.0.1:0;http://*:0")]
    [TestCase("Kestrel__Endpoints__Open__Url", "http://0.0.0.0:0")]
    [TestCase("Gateway__Database__Provider", "postgres")]
    public void The_demo_accepts_neither_another_address_nor_another_database(string key, string value) =>
        Assert.That(FaultsOf(isDemo: true, (key, value)).Single(), Does.StartWith("The demo ").And.Match("[.]$"));

    [TestCase("Gateway__Database__ConnectionString", "Data Source=x.db")]
    [TestCase("Gateway__Shutdown__Delay", "00:10:00")]
    [TestCase("Gateway__Shutdown__Delay", "600")]
    [TestCase("Gateway__Cors__Origins__0", "https://app.example:8443")]
    [TestCase("Gateway__Proxies__0", "10.0.0.0/8")]
    [TestCase("Gateway__Proxies__0", "::1")]
    [TestCase("Gateway__PathBase", "/gateway")]
    [TestCase("Gateway__PathBase", "/Tools/v1.2/~me/gate_way-1")]
    [TestCase("Gateway__Audit__ClientAddress", "off")]
    [TestCase("ASPNETCORE_URLS", "http://0.0.0.0:0")]
    [TestCase("ASPNETCORE_URLS", "http://[::]:8080")]
    [TestCase("ASPNETCORE_URLS", "http://+:8080;https://*:8443")]
    [TestCase("ASPNETCORE_URLS", "http://localhost:8080/")]
    [TestCase("ASPNETCORE_URLS", "http://[::1]:0")]
    [TestCase("ASPNETCORE_URLS", "http://unix:/run/gateway.sock")]
    [TestCase("ASPNETCORE_HTTP_PORTS", "8080;8081")]
    [TestCase("Kestrel__Endpoints__Inside__Url", "http://10.0.0.7:8080")]
    [TestCase("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "false")]
    [TestCase("Serilog__MinimumLevel", "Debug")]
    public void A_right_value_has_no_fault(string key, string value) => Assert.That(FaultsOf(isDemo: false, (key, value)), Is.Empty);

    [TestCase("truncated")]
    [TestCase("Full")]
    [TestCase("OFF")]
    public void Addresses_beside_a_sink_of_the_audit_have_no_fault(string detail) =>
        Assert.That(FaultsOf(isDemo: false, ("Gateway__Audit__ClientAddress", detail), ("Audit__WriteTo__0__Name", "Console")), Is.Empty);

    [TestCase(256, true)]
    [TestCase(257, false)]
    public void A_path_base_has_at_most_256_characters(int length, bool isFine) =>
        Assert.That(FaultsOf(isDemo: false, ("Gateway__PathBase", "/".PadRight(length, 'a'))), Has.Count.EqualTo(isFine ? 0 : 1));

    private static string KeyOf(string fault) => fault.Split(' ')[0];

    /// <summary>The first lines of the program, over settings named as in the environment.</summary>
    private static IReadOnlyList<string> FaultsOf(bool isDemo, params (string Key, string Value)[] environment)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(environment.Select(setting =>
            KeyValuePair.Create(setting.Key.Replace("ASPNETCORE_", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
        try
        {
            var settings = new DemoMode { IsOn = isDemo }.Read(builder.Configuration);
            builder.AddLogging(settings.AuditedAddress, isDemo);
            builder.ConfigureServer(isDemo);
            return [];
        }
        catch (ConfigurationException wrong)
        {
            return wrong.Faults;
        }
    }
}
