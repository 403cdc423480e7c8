using System.Security.Cryptography;
using Gateway.Application.Access;
using Gateway.Application.Contacts;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Application.Storage;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure.Configuration;
using Gateway.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Infrastructure;

public static class InfrastructureServices
{
    private const string CursorKeyFile = "cursor.key";

    /// <summary>The ports' adapters, as configured.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, GatewaySettings settings) =>
        services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(settings)
            .AddSingleton(_ => new CursorKeyRing(CursorKeys(settings)))
            .AddSingleton(_ => new SqliteDatabase(settings.Database))
            .AddSingleton<IDatabase>(provider => provider.GetRequiredService<SqliteDatabase>())
            .AddSingleton<IContactRepository, ContactRepository>()
            .AddSingleton<ISessionRepository, SessionRepository>()
            .AddSingleton<IApiKeyRepository, ApiKeyRepository>()
            .AddSingleton<IObservationStore, ObservationStore>();

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
