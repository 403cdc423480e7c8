using Gateway.Application;
using Gateway.Application.Access;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Application.Storage;
using Gateway.Domain.Access;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Api.Demo;

/// <summary>
/// <c>--demo</c>: made-up people in a database of their own, on loopback, with a key that is kept beside it. Another thing than
/// configuration.
/// </summary>
internal sealed class DemoMode
{
    private const string Organization = "org_demo";
    private const string DatabaseFile = "demo.db";
    private const string KeyFile = "demo.key";
    private const string Shop = "sess_demoShop";
    private const string Community = "sess_demoCommunity";
    private const int BatchLines = 1000;

    public required bool IsOn { get; init; }

    /// <summary>The configuration; of the demo with a database of its own, whatever is said of another.</summary>
    /// <exception cref="ConfigurationException">Something is wrong, or the demo is told to use PostgreSQL.</exception>
    public GatewaySettings Read(IConfiguration configuration)
    {
        if (IsOn && SettingsReader.ProviderOf(configuration) == DatabaseProvider.Postgres)
        {
            throw new ConfigurationException(["The demo has an embedded database of its own: leave Gateway__Database__Provider alone."]);
        }

        var settings = SettingsReader.Read(configuration);
        return !IsOn
            ? settings
            : settings with { Database = DatabaseSettings.File(Path.Combine(settings.DataDirectory, DatabaseFile)), ShutdownDelay = TimeSpan.Zero };
    }

    /// <summary>Makes the people when they are not there yet: under another name first, so that a kill leaves no half of them.</summary>
    public async Task MakeAsync(GatewaySettings settings)
    {
        var path = Path.Combine(settings.DataDirectory, DatabaseFile);
        if (!IsOn || File.Exists(path))
        {
            return;
        }

        var draft = $"{path}.{Ulid.New(TimeProvider.System)}";
        await using (var services = ServicesOf(settings with { Database = DatabaseSettings.File(draft) }))
        {
            await services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
            await FillAsync(services, Shop, DemoData.Shop());
            await FillAsync(services, Community, DemoData.Community());
        }

        PrivateFiles.MoveUnlessThere(draft, path);
    }

    /// <summary>Tells how to call the service. One line, and only one, begins with <c>curl </c>.</summary>
    public async Task AnnounceAsync(WebApplication app)
    {
        if (!IsOn)
        {
            return;
        }

        var key = await KeyAsync(app.Services);
        var url = app.Urls.First();
        Console.WriteLine($"""
            Made-up people, served at {url} (stop with Ctrl+C)
            API key   {key}
            Sessions  {Shop} (connected), {Community} (disconnected)
            To read   {url}/docs
            Try:
            curl -s -H 'Authorization: Bearer {key}' '{url}/api/v1/sessions/{Shop}/contacts'
            """);
    }

    private static async Task FillAsync(IServiceProvider services, string id, IEnumerable<Observation> lines)
    {
        var store = services.GetRequiredService<IObservationStore>();
        var session = SessionId.TryParse(id, out var parsed) ? parsed : throw new InvalidOperationException("Not a session's id.");
        var now = Timestamp.From(services.GetRequiredService<TimeProvider>().GetUtcNow());
        await services.GetRequiredService<ISessionRepository>().AddAsync(session, Organization, [], CancellationToken.None);
        foreach (var batch in lines.Chunk(BatchLines))
        {
            await store.ApplyAsync(new SessionScope(session), Footprint.Of(batch), state => Reducer.Reduce(state, batch, now), CancellationToken.None);
        }
    }

    private static async Task<string> KeyAsync(IServiceProvider services)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var file = Path.Combine(services.GetRequiredService<GatewaySettings>().DataDirectory, KeyFile);
        var key = PrivateFiles.ReadOrCreate(file, ApiKeyText.New);
        if (!ApiKeyText.IsWellFormed(key))
        {
            throw new ConfigurationException([$"The file {KeyFile} in the data directory holds no API key; delete it."]);
        }

        var record = new ApiKey(
            ApiKey.NewId(clock), Organization, "demo", ApiKeyText.ShownPrefix(key), Permissions.Read, clock.GetUtcNow(), ExpiresAt: null, RevokedAt: null);
        await services.GetRequiredService<IApiKeyRepository>().AddAsync(record, ApiKeyText.Hash(key), CancellationToken.None);
        return key;
    }

    private static ServiceProvider ServicesOf(GatewaySettings settings) =>
        new ServiceCollection().AddApplication().AddInfrastructure(settings).BuildServiceProvider();
}
