using Dapper;
using Gateway.Application.Access;
using Gateway.Domain.Access;
using Gateway.Domain.Ingest;
using Gateway.Infrastructure.Rows;

namespace Gateway.Infrastructure.Postgres;

internal sealed class ApiKeyRepository(PostgresDatabase database) : IApiKeyRepository
{
    private const string Insert = """
        INSERT INTO api_keys (key_id, organization_id, name, shown_prefix, permissions, hash, created_at, expires_at, revoked_at, last_used_at)
        VALUES (@Id, @OrganizationId, @Name, @ShownPrefix, @Permissions, @Hash, @CreatedAt, @ExpiresAt, @RevokedAt, @LastUsedAt)
        ON CONFLICT (hash) DO NOTHING
        """;

    private const string ByHash = """
        SELECT key_id AS Id, organization_id AS OrganizationId, name AS Name, shown_prefix AS ShownPrefix,
               permissions AS Permissions, created_at AS CreatedAt, expires_at AS ExpiresAt, revoked_at AS RevokedAt, last_used_at AS LastUsedAt
        FROM api_keys
        WHERE hash = @Hash
        """;

    private const string ByOrganization = """
        SELECT key_id AS Id, organization_id AS OrganizationId, name AS Name, shown_prefix AS ShownPrefix,
               permissions AS Permissions, created_at AS CreatedAt, expires_at AS ExpiresAt, revoked_at AS RevokedAt, last_used_at AS LastUsedAt
        FROM api_keys
        WHERE organization_id = @OrganizationId
        ORDER BY created_at, key_id
        """;

    private const string Revoke = """
        UPDATE api_keys SET revoked_at = coalesce(revoked_at, @At) WHERE key_id = @Id
        """;

    private const string RecordUse = """
        UPDATE api_keys AS k SET last_used_at = u.at
        FROM unnest(@Ids, @Organizations, @Times) AS u (key_id, organization_id, at)
        WHERE k.key_id = u.key_id AND k.organization_id = u.organization_id AND (k.last_used_at IS NULL OR k.last_used_at < u.at)
        """;

    public Task AddAsync(ApiKey key, byte[] hash, CancellationToken cancellationToken) =>
        WriteAsync(Insert, ApiKeyRow.Of(key, hash), cancellationToken);

    public async Task<ApiKey?> FindAsync(byte[] hash, CancellationToken cancellationToken) =>
        (await ReadAsync(ByHash, new { Hash = hash }, cancellationToken)).SingleOrDefault()?.Key;

    public async Task<IReadOnlyList<ApiKey>> ListAsync(string organizationId, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(ByOrganization, new { OrganizationId = organizationId }, cancellationToken)).Select(row => row.Key)];

    public async Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        await WriteAsync(Revoke, new { Id = id, At = Timestamp.From(at) }, cancellationToken) > 0;

    public Task RecordUseAsync(IReadOnlyCollection<ApiKeyUse> uses, CancellationToken cancellationToken)
    {
        // In an order that all instances share: they lock the same rows.
        var rows = uses.OrderBy(use => use.KeyId, StringComparer.Ordinal).ToList();
        var parameters = new
        {
            Ids = rows.Select(use => use.KeyId).ToArray(),
            Organizations = rows.Select(use => use.OrganizationId).ToArray(),
            Times = rows.Select(use => Timestamp.From(use.At)).ToArray(),
        };
        return WriteAsync(RecordUse, parameters, cancellationToken);
    }

    private Task<IEnumerable<ApiKeyRow>> ReadAsync(string statement, object parameters, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (reader, token) => reader.QueryAsync<ApiKeyRow>(statement, parameters, token),
            cancellationToken);

    private Task<int> WriteAsync(string statement, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction, token) => connection.ExecuteAsync(new CommandDefinition(Writes.Begin + statement, parameters, transaction, Writes.CommandSeconds, cancellationToken: token)),
            cancellationToken);
}
