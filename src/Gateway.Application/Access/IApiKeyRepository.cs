using Gateway.Domain.Access;

namespace Gateway.Application.Access;

/// <summary>API keys. Only a hash of the key is stored.</summary>
public interface IApiKeyRepository
{
    /// <summary>Stores a key under <see cref="ApiKeyText.Hash"/> of it; nothing happens when that very key is stored already.</summary>
    Task AddAsync(ApiKey key, byte[] hash, CancellationToken cancellationToken);

    /// <summary>The key with this hash, also when revoked or expired; null when there is none.</summary>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<ApiKey?> FindAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>An organization's keys, oldest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(string organizationId, CancellationToken cancellationToken);

    /// <summary>Revokes a key for good; false when there is none with this id. One that is revoked stays as it is.</summary>
    Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Stores when keys were last used, all or none; each key once. A later time stays, and a key of another organization, or
    /// of none, is passed over.
    /// </summary>
    /// <exception cref="UnavailableException">The database is out of reach; none is stored, or nobody knows.</exception>
    Task RecordUseAsync(IReadOnlyCollection<ApiKeyUse> uses, CancellationToken cancellationToken);
}
