using System.Net;
using System.Net.Sockets;

namespace Gateway.IntegrationTests.Process;

[Parallelizable(ParallelScope.All)]
public sealed class ConfigurationTests
{
    private const string Wrong = "5ecret;wr0ng";
    private static readonly string[] s_keys =
    [
        "Gateway__Database__Provider",
        "Gateway__Database__ConnectionString",
        "Gateway__Database__MigrateOnStart",
        "Gateway__Cursors__Keys__0",
        "Gateway__Cursors__Keys__1",
        "Gateway__Shutdown__Delay",
        "Gateway__Jwt__Preset",
        "Gateway__Jwt__Algorithms__0",
        "Gateway__Jwt__Roles__owner__0",
        "Gateway__Jwt__Key",
        "Gateway__RateLimits__Enabled",
        "Gateway__RateLimits__PerCaller",
        "Gateway__RateLimits__PerOrganization",
        "Gateway__Cors__Origins__0",
        "Gateway__Cors__Origins__1",
        "Gateway__Proxies__0",
        "Gateway__Proxys__0",
    ];

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
    [TestCase("Gateway__RateLimit__Enabled", "yes")]
    [TestCase("Gateway__Cors__Origin", "https://app.hush")]
    [TestCase("Gateway__CorsOrigins__0", "https://app.hush")]
    [TestCase("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")]
    [TestCase("Serilog__MinimumLevel", "chatty")]
    public async Task A_wrong_value_ends_the_start_with_a_sentence_that_names_its_key_and_not_the_value(string key, string value)
    {
        await using var place = new Workplace().With(key, value);

        var end = await place.StartApi().ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith(key).And.Not.Contain(value));
    }

    [TestCase("Gateway__RateLimits__PerCaller", "0")]
    [TestCase("Gateway__Cors__Origins__0", "*")]
    public async Task Nothing_and_everybody_are_wrong_values_too(string key, string value)
    {
        await using var place = new Workplace().With(key, value);

        var end = await place.StartApi().ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith(key));
    }

    [TestCase("Gateway.Api.dll")]
    [TestCase("Gateway.Cli.dll", "sessions", "list")]
    public async Task All_faults_are_told_at_once(string program, params string[] arguments)
    {
        await using var place = new Workplace();
        foreach (var key in s_keys)
        {
            place.With(key, Wrong);
        }

        var end = await place.Start("dotnet", [Workplace.Built(program), .. arguments]).ExitAsync();

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.ErrorLines.Select(line => line.Split(' ')[0]), Is.EquivalentTo(s_keys));
        Assert.That(end.Error, Does.Not.Contain(Wrong));
        Assert.That(end.Output, Is.Empty);
    }

    [TestCase("", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("Database=gateway;Username=me", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("postgres://me@db.example/gateway", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("Host=db.example;Port=many", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("Host=db.example;Favourite=blue", "Gateway__Database__ConnectionString", "Gateway__Cursors__Keys__0")]
    [TestCase("Host=db.example", "Gateway__Cursors__Keys__0")]
    public async Task PostgreSQL_needs_a_server_and_a_key_of_its_own_for_cursors(string connectionString, params string[] faults)
    {
        await using var place = new Workplace().With("Gateway__Database__Provider", "postgres").With("Gateway__Database__ConnectionString", connectionString);

        var end = await place.StartApi().ExitAsync();

        Assert.That(end.ExitCode, Is.EqualTo(2), end.Error);
        Assert.That(end.ErrorLines.Select(line => line.Split(' ')[0]), Is.EquivalentTo(faults));
        Assert.That(end.ErrorLines, Has.All.EndsWith("."));
        Assert.That(end.Error, Does.Not.Contain("db.example").And.Not.Contain("favourite").IgnoreCase);
        Assert.That(Directory.Exists(place.Data), Is.False);
    }

    [TestCase("https://issuer.example/keys", "Gateway__Jwt__Issuer", "Gateway__Jwt__Audience")]
    [TestCase("http://issuer.example/keys", "Gateway__Jwt__JwksUrl", "Gateway__Jwt__Issuer", "Gateway__Jwt__Audience")]
    public async Task Login_tokens_need_keys_that_come_safely_an_issuer_and_an_audience(string keySet, params string[] faults)
    {
        await using var place = new Workplace().With("Gateway__Jwt__JwksUrl", keySet);

        var end = await place.StartApi().ExitAsync();

        Assert.That(end.ExitCode, Is.EqualTo(2), end.Error);
        Assert.That(end.ErrorLines.Select(line => line.Split(' ')[0]), Is.EqualTo(faults));
        Assert.That(end.Error, Does.Not.Contain("issuer.example"));
    }

    [TestCase("Gateway.Api.dll")]
    [TestCase("Gateway.Cli.dll", "sessions", "list")]
    public async Task Without_Unicode_normalization_nothing_starts(string program, params string[] arguments)
    {
        await using var place = new Workplace().With("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");

        var end = await place.Start("dotnet", [Workplace.Built(program), .. arguments]).ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.Contain("ICU"));
    }

    [TestCase("Gateway.Api.dll")]
    [TestCase("Gateway.Cli.dll", "sessions", "list")]
    public async Task A_data_directory_that_cannot_be_made_is_a_wrong_one(string program, params string[] arguments)
    {
        await using var place = new Workplace();
        place.With("Gateway__DataDirectory", Path.Combine(place.Write("a-file", "x"), "data"));

        var end = await place.Start("dotnet", [Workplace.Built(program), .. arguments]).ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith("Gateway__DataDirectory").And.Not.Contain("a-file"));
    }

    [Test]
    public async Task A_database_file_that_is_no_database_is_a_wrong_one()
    {
        await using var place = new Workplace();
        place.With("Gateway__Database__ConnectionString", $"Data Source={place.Write("shopping.db", new string('x', 10_000))}");

        var end = await place.StartApi().ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith("Gateway__Database__ConnectionString").And.Not.Contain("shopping"));
    }

    [Test]
    public async Task An_address_in_use_ends_the_start_with_a_sentence_and_no_stack_trace()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var place = new Workplace().With("ASPNETCORE_URLS", $"http://{other.LocalEndpoint}");

        var end = await place.StartApi().ExitAsync();

        Assert.That(end.ExitCode, Is.EqualTo(1), end.Error);
        Assert.That(end.ErrorLines[^1], Does.Match("^The address is in use.*[.]$"));
        Assert.That(end.Error, Does.Not.Contain("   at "));
        Assert.That(end.Output, Is.Empty);
    }

    [TestCase("nowhere")]
    [TestCase("http://192.0.2.1:8080")]
    [TestCase("https://127.0.0.1:0")]
    public async Task An_address_where_nobody_can_listen_ends_the_start_with_a_sentence_and_no_stack_trace(string url)
    {
        await using var place = new Workplace().With("ASPNETCORE_URLS", url);
        place.With("HOME", place.TemporaryFiles); // where no developer's certificate is

        var end = await place.StartApi().ExitAsync();

        Assert.That(end.ExitCode, Is.EqualTo(2), end.Error);
        Assert.That(end.ErrorLines[^1], Does.StartWith("ASPNETCORE_URLS"));
        Assert.That(end.Error, Does.Not.Contain("   at "));
    }
}
