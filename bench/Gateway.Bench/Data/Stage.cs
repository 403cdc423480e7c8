using Gateway.Application;
using Gateway.Application.Access;
using Gateway.Application.Contacts;
using Gateway.Application.Ingest;
using Gateway.Application.Search;
using Gateway.Application.Sessions;
using Gateway.Application.Storage;
using Gateway.Domain.Access;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Bench.Data;

/// <summary>A loaded session, and who in it can be asked for.</summary>
internal sealed record LoadedSession(SessionId Id, string Organization, Crowd Crowd)
{
    /// <summary>Positions are given in order, without gaps in a first import.</summary>
    public long LastPosition => Crowd.Size;
}

/// <summary>The service's own layers over one database, without its HTTP.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public static readonly byte[] CursorKey = new byte[CursorKeyRing.KeyBytes];
    private readonly ServiceProvider _services;

    public Stage(DatabaseSettings database, string work)
    {
        var settings = new GatewaySettings(work, database, [CursorKey], TimeSpan.Zero);
        _services = new ServiceCollection().AddLogging().AddApplication().AddInfrastructure(settings).BuildServiceProvider();
    }

    public IContactRepository Contacts => _services.GetRequiredService<IContactRepository>();

    public Task MigrateAsync() => _services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);

    public async Task<LoadedSession> AddAsync(string organization, Crowd crowd)
    {
        var id = SessionId.New(TimeProvider.System);
        await _services.GetRequiredService<ISessionRepository>().AddAsync(id, organization, [], CancellationToken.None);
        return new LoadedSession(id, organization, crowd);
    }

    public async Task<LoadedSession> LoadAsync(string organization, Crowd crowd)
    {
        var session = await AddAsync(organization, crowd);
        using var lines = new MemoryStream();
        await crowd.WriteHistoryAsync(lines);
        await ImportAsync(session, lines);
        var index = _services.GetRequiredService<SearchIndex>();
        while (await index.KeepUpAsync(session.Id, CancellationToken.None))
        {
            // as the operator's tool does
        }

        return session;
    }

    public Task<ImportReport> ImportAsync(LoadedSession session, MemoryStream lines)
    {
        lines.Position = 0;
        return _services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(new SessionScope(session.Id), new NdjsonSource(lines, _services.GetRequiredService<TimeProvider>())));
    }

    public async Task<string> AddKeyAsync(string organization)
    {
        var text = ApiKeyText.New();
        var key = new ApiKey(ApiKey.NewId(TimeProvider.System), organization, "bench", ApiKeyText.ShownPrefix(text), Permissions.Read, TimeProvider.System.GetUtcNow(), ExpiresAt: null, RevokedAt: null);
        await _services.GetRequiredService<IApiKeyRepository>().AddAsync(key, ApiKeyText.Hash(text), CancellationToken.None);
        return text;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
