using System.Security.Cryptography;
using Gateway.Application;
using Gateway.Application.Access;
using Gateway.Application.Contacts;
using Gateway.Application.Ingest;
using Gateway.Application.Search;
using Gateway.Application.Sessions;
using Gateway.Application.Storage;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure.Configuration;
using Gateway.Infrastructure.Postgres;
using Gateway.Infrastructure.Search;
using Gateway.Infrastructure.Sqlite;
using Gateway.Infrastructure.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Infrastructure;

public static class InfrastructureServices
{
    private const string CursorKeyFile = "cursor.key";

    /// <summary>The ports' adapters, as configured.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, GatewaySettings settings)
    {
        services.AddSingleton(TimeProvider.System).AddSingleton(settings).AddSingleton(_ => new CursorKeyRing(CursorKeys(settings)));
        services.AddSingleton<ISearchIndex, SearchIndex>();
        if (settings.LoginTokens is { } loginTokens)
        {
            services.AddLoginTokens(loginTokens);
        }

        return settings.Database.Provider == DatabaseProvider.Postgres ? services.AddPostgres(settings.Database) : services.AddSqlite(settings.Database);
    }

    private static void AddLoginTokens(this IServiceCollection services, LoginTokenSettings settings) =>
        services
            .AddSingleton(settings)
            .AddSingleton<IKeySetSource>(provider => new KeySetUrl(settings.KeySet, KeySetUrl.NewHandler(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<TokenMeter>()
            .AddSingleton<VerifiedTokens>()
            .AddSingleton<IssuerKeys>()
            .AddSingleton<IBackgroundWork>(provider => provider.GetRequiredService<IssuerKeys>())
            .AddSingleton<ITokenVerifier, LoginTokenVerifier>();

    private static IServiceCollection AddSqlite(this IServiceCollection services, DatabaseSettings settings) =>
        services
            .AddSingleton(_ => new SqliteDatabase(settings))
            .AddSingleton<IDatabase>(provider => provider.GetRequiredService<SqliteDatabase>())
            .AddSingleton<IContactRepository, Sqlite.ContactRepository>()
            .AddSingleton<ISessionRepository, Sqlite.SessionRepository>()
            .AddSingleton<IApiKeyRepository, Sqlite.ApiKeyRepository>()
            .AddSingleton<IObservationStore, Sqlite.ObservationStore>()
            .AddSingleton<ISearchStorage, Sqlite.SearchStorage>();

    private static IServiceCollection AddPostgres(this IServiceCollection services, DatabaseSettings settings) =>
        services
            .AddSingleton(provider => new PostgresDatabase(settings, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IDatabase>(provider => provider.GetRequiredService<PostgresDatabase>())
            .AddSingleton<IContactRepository, Postgres.ContactRepository>()
            .AddSingleton<ISessionRepository, Postgres.SessionRepository>()
            .AddSingleton<IApiKeyRepository, Postgres.ApiKeyRepository>()
            .AddSingleton<IObservationStore, Postgres.ObservationStore>()
            .AddSingleton<ISearchStorage, Postgres.SearchStorage>();

    private static IReadOnlyList<byte[]> CursorKeys(GatewaySettings settings) =>
        settings.CursorKeys.Count > 0 ? settings.CursorKeys : [KeptCursorKey(Path.Combine(settings.DataDirectory, CursorKeyFile))];

    private static byte[] KeptCursorKey(string path)
    {
        var text = PrivateFiles.ReadOrCreate(path, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(CursorKeyRing.KeyBytes)));
        var key = new byte[CursorKeyRing.KeyBytes];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == key.Length
            ? key
            : throw new ConfigurationException([$"The file {CursorKeyFile} in the data directory must hold base64 of {CursorKeyRing.KeyBytes} bytes."]);
    }
}
