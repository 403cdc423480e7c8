using System.Net;
using System.Net.Sockets;

namespace Gateway.IntegrationTests.Process;

/// <summary>A wrong configuration ends real programs; which values are wrong is tested by <c>StartFaultsTests</c> of the unit tests.</summary>
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

    [TestCase("Gateway__Cors__Origins__0", "https://app.hush/path")]
    [TestCase("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")]
    [TestCase("Serilog__MinimumLevel", "chatty")]
    public async Task A_wrong_value_ends_the_start_with_a_sentence_that_names_its_key_and_not_the_value(string key, string value)
    {
        await using var place = new Workplace().With(key, value);

        var end = await place.StartApi().ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith(key).And.Not.Contain(value));
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

    [Test]
    public async Task PostgreSQL_without_a_key_for_cursors_ends_the_start_and_makes_no_data_directory()
    {
        await using var place = new Workplace().With("Gateway__Database__Provider", "postgres").With("Gateway__Database__ConnectionString", "Host=db.example");

        var end = await place.StartApi().ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith("Gateway__Cursors__Keys__0").And.Not.Contain("db.example"));
        Assert.That(Directory.Exists(place.Data), Is.False);
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
    [TestCase("Gateway.Cli.dll", "migrate")]
    public async Task A_data_directory_that_cannot_be_made_is_a_wrong_one(string program, params string[] arguments)
    {
        await using var place = new Workplace();
        place.With("Gateway__DataDirectory", Path.Combine(place.Write("a-file", "x"), "data"));

        var end = await place.Start("dotnet", [Workplace.Built(program), .. arguments]).ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith("Gateway__DataDirectory").And.Not.Contain("a-file"));
    }

    [TestCase("Gateway.Api.dll")]
    [TestCase("Gateway.Cli.dll", "migrate")]
    public async Task A_database_file_that_cannot_be_made_is_blamed_on_its_own_key(string program, params string[] arguments)
    {
        await using var place = new Workplace().With("Gateway__Database__ConnectionString", "Data Source=/proc/x.db");

        var end = await place.Start("dotnet", [Workplace.Built(program), .. arguments]).ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith("Gateway__Database__ConnectionString").And.Not.Contain("/proc"));
    }

    [Test]
    public async Task The_usual_database_that_is_no_database_is_blamed_on_its_folders_key()
    {
        await using var place = new Workplace();
        Directory.CreateDirectory(place.Data);
        await File.WriteAllTextAsync(Path.Combine(place.Data, "gateway.db"), new string('x', 10_000));

        var end = await place.StartApi().ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith("Gateway__DataDirectory"));
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

    [TestCase("Gateway.Api.dll")]
    [TestCase("Gateway.Cli.dll", "migrate")]
    public async Task A_data_directory_that_every_user_can_write_to_ends_the_start(string program, params string[] arguments)
    {
        await using var place = new Workplace();
        Directory.CreateDirectory(place.Data);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(place.Data, (UnixFileMode)511); // 0777
        }

        var end = await place.Start("dotnet", [Workplace.Built(program), .. arguments]).ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith("Gateway__DataDirectory"));
        Assert.That(Directory.GetFiles(place.Data), Is.Empty);
    }

    [Test]
    public async Task A_socket_that_a_killed_service_left_is_replaced_and_one_in_use_is_not()
    {
        await using var place = new Workplace();
        var socket = Path.Combine(place.TemporaryFiles, "gateway.sock");
        place.With("ASPNETCORE_URLS", $"http://unix:{socket}");
        await (await ListeningAsync(place)).KillAsync();
        Assert.That(File.Exists(socket), "a killed service leaves it");

        var second = await ListeningAsync(place);
        var third = await place.StartApi().ExitAsync();

        Assert.That(third.ExitCode, Is.EqualTo(1), third.Error);
        Assert.That(third.ErrorLines[^1], Does.StartWith("The address is in use"));
        using var http = UnixSocket.ClientOf(socket);
        using var alive = await http.GetAsync(new Uri("http://localhost/livez"));
        Assert.That(alive.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(second.HasExited, Is.False);
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

    [TestCase("/api")]
    [TestCase("/API/v1")]
    [TestCase("/docs")]
    [TestCase("/livez")]
    [TestCase("/openapi.json")]
    public async Task A_path_base_that_the_service_has_itself_ends_the_start_with_a_sentence(string path)
    {
        await using var place = new Workplace().With("Gateway__PathBase", path);

        var end = await place.StartApi().ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith("Gateway__PathBase"));
    }

    [TestCase("nowhere", "ASPNETCORE_URLS")]
    [TestCase("http://192.0.2.1:8080", "ASPNETCORE_URLS")]
    [TestCase("https://127.0.0.1:0", "An https address needs a certificate")]
    public async Task An_address_where_nobody_can_listen_ends_the_start_with_a_sentence_and_no_stack_trace(string url, string sentence)
    {
        await using var place = new Workplace().With("ASPNETCORE_URLS", url);
        place.With("HOME", place.TemporaryFiles); // where no developer's certificate is

        var end = await place.StartApi().ExitAsync();

        Assert.That(end.ExitCode, Is.EqualTo(2), end.Error);
        Assert.That(end.ErrorLines[^1], Does.StartWith(sentence));
        Assert.That(end.Error, Does.Not.Contain("   at "));
    }

    private static async Task<RunningProcess> ListeningAsync(Workplace place)
    {
        var process = place.StartApi();
        await process.ErrorLineAsync(line => line.Contains("Now listening on", StringComparison.Ordinal));
        return process;
    }
}
