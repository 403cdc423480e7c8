using System.Net.Http.Headers;
using System.Text;
using Gateway.Api.Contacts;
using Gateway.Application.Access;
using Gateway.Application.Contacts;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Domain.Access;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.IntegrationTests.Leaks;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;

namespace Gateway.IntegrationTests;

/// <summary>The real program on a real Kestrel, with a data directory of its own; the words that tests speak in.</summary>
internal sealed class GatewayApplication : WebApplicationFactory<ContactsController>
{
    private readonly (string Key, string Value)[] _settings;
    private readonly ProgramData _data;
    private readonly bool _isFirst;
    private readonly Lazy<Uri> _address;

    /// <summary>On the embedded database.</summary>
    /// <param name="settings">As in the configuration, such as <c>("AllowedHosts", "a.example")</c>.</param>
    public GatewayApplication(params (string Key, string Value)[] settings)
        : this(TestedDatabase.Sqlite, settings)
    {
    }

    public GatewayApplication(TestedDatabase database, params (string Key, string Value)[] settings)
        : this(new ProgramData(database), isFirst: true, settings)
    {
    }

    private GatewayApplication(ProgramData data, bool isFirst, (string Key, string Value)[] settings)
    {
        (_data, _isFirst, _settings) = (data, isFirst, settings);
        _address = new Lazy<Uri>(Start);
        UseKestrel();
    }

    /// <summary>Stands in for what only a test needs otherwise; to be set before the start.</summary>
    public Action<IServiceCollection> Replace { get; init; } = _ => { };

    public string DataDirectory => _data.Directory;

    /// <summary>Where it listens. Starts it.</summary>
    public Uri Address => _address.Value;

    /// <summary>Its services, once it has started.</summary>
    private IServiceProvider Started => Address is not null ? Services : throw new InvalidOperationException("It did not start.");

    /// <summary>One whose lists and uploads end in an exception, which changes with the function's answer. Its errors are not logged: they are on purpose.</summary>
    public static GatewayApplication Failing(Func<Exception> fault, params (string Key, string Value)[] settings)
    {
        var contacts = new Mock<IContactRepository>();
        contacts
            .Setup(port => port.ListAsync(It.IsAny<string>(), It.IsAny<SessionId>(), It.IsAny<ContactFilter>(), It.IsAny<long>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Returns(() => Task.FromException<ContactRows?>(fault()));
        var observations = new Mock<IObservationStore>();
        observations.Setup(port => port.HasAsync(It.IsAny<SessionScope>(), It.IsAny<CancellationToken>())).Returns(() => Task.FromException<bool>(fault()));
        return new GatewayApplication([("Serilog:MinimumLevel:Override:Gateway.Api.Errors", "Fatal"), .. settings]) { Replace = services => services.AddSingleton(contacts.Object).AddSingleton(observations.Object) };
    }

    /// <summary>A second program on the same data, which goes with this one.</summary>
    public GatewayApplication Beside(params (string Key, string Value)[] settings) => new(_data, isFirst: false, settings);

    public static string NewOrganization() => "org_" + Ulid.New(TimeProvider.System);

    /// <summary>An organization with one session and somebody who may read it.</summary>
    public async Task<Tenant> NewTenantAsync()
    {
        var organization = NewOrganization();
        return new Tenant(this, organization, await NewSessionAsync(organization), await ClientFor(organization, Permissions.Read));
    }

    public Task<(string Key, string Id)> NewKeyAsync(string organization, Permissions permissions, DateTimeOffset? expiresAt = null) =>
        Started.CreateKeyAsync(organization, permissions, expiresAt);

    public Task<bool> RevokeAsync(string keyId) => Service<IApiKeyRepository>().RevokeAsync(keyId, TimeProvider.System.GetUtcNow(), CancellationToken.None);

    public async Task<HttpClient> ClientFor(string organization, Permissions permissions) => ClientWith((await NewKeyAsync(organization, permissions)).Key);

    public HttpClient ClientWith(string token)
    {
        Gathered.Told($"Bearer {token}");
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    public Task<string> NewSessionAsync(string organization) => Started.AddSessionAsync(organization);

    public Task<bool> RemoveSessionAsync(string session) => Service<ISessionRepository>().RemoveAsync(Parsed(session), CancellationToken.None);

    public async Task<ImportReport> ObserveAsync(string session, params IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        Gathered.Told(text);
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await Service<IMediator>().Send(new ImportObservationsCommand(new SessionScope(Parsed(session)), new NdjsonSource(source, Service<TimeProvider>())));
    }

    /// <summary>People with direct chats: <c>Person 0001</c>, <c>Person 0002</c> and so on, in this order.</summary>
    public Task SeedContactsAsync(string session, int count) => ObserveAsync(session, Enumerable.Range(1, count).Select(Lines.Person));

    /// <summary>Runs statements behind the program's back; gives the first value of every row.</summary>
    public Task<IReadOnlyList<object>> PokeAsync(string sql) => _data.Database.PokeAsync(DataDirectory, sql);

    /// <summary>Sends the very bytes given, for what no HTTP library would send.</summary>
    public Task<Answer> RawAsync(string request) => RawHttp.SendAsync(Address, request);

    public T Service<T>()
        where T : notnull => Started.GetRequiredService<T>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("Gateway:DataDirectory", DataDirectory);
        builder.UseSetting("Gateway:Database:MigrateOnStart", "true");
        foreach (var categories in new[] { "", ":Override:Microsoft", ":Override:Microsoft.Hosting.Lifetime" })
        {
            builder.UseSetting("Serilog:MinimumLevel" + categories, Gathered.IsOn ? "Verbose" : "Warning");
        }

        foreach (var (key, value) in _data.Database.Settings.Concat(_settings))
        {
            Gathered.Told($"{key}={value}");
            builder.UseSetting(key, value);
        }

        // The runner's signals are its own.
        builder.ConfigureServices(services => Replace(services.AddSingleton(Mock.Of<IHostLifetime>())));
    }

    /// <summary>Stops it, as the end of the program would.</summary>
    public Task StopAsync() => Service<IHost>().StopAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_isFirst)
        {
            await _data.DisposeAsync();
        }
    }

    private static SessionId Parsed(string session) => SessionId.TryParse(session, out var id) ? id : throw new FormatException("Not a session's id.");

    private Uri Start()
    {
        StartServer();
        return new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }
}
