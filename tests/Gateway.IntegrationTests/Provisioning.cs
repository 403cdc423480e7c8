using Gateway.Application.Access;
using Gateway.Application.Sessions;
using Gateway.Domain.Access;
using Gateway.Domain.Sessions;
using Gateway.IntegrationTests.Leaks;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests;

/// <summary>Sessions and keys for a test, by the ports that the operator's tool uses: starting the tool for each takes a second.</summary>
internal static class Provisioning
{
    /// <summary>Adds a session, and returns its id.</summary>
    public static async Task<string> AddSessionAsync(this IServiceProvider services, string organization)
    {
        var id = SessionId.New(TimeProvider.System);
        await services.GetRequiredService<ISessionRepository>().AddAsync(id, organization, [], CancellationToken.None);
        return id.Text;
    }

    /// <summary>Creates an API key, and returns it with its id.</summary>
    public static async Task<(string Key, string Id)> CreateKeyAsync(
        this IServiceProvider services, string organization, Permissions permissions = Permissions.Read, DateTimeOffset? expiresAt = null)
    {
        var clock = TimeProvider.System;
        var key = ApiKeyText.New();
        var record = new ApiKey(ApiKey.NewId(clock), organization, "test", ApiKeyText.ShownPrefix(key), permissions, clock.GetUtcNow(), expiresAt, RevokedAt: null);
        Gathered.Told(key);
        await services.GetRequiredService<IApiKeyRepository>().AddAsync(record, ApiKeyText.Hash(key), CancellationToken.None);
        return (key, record.Id);
    }
}
