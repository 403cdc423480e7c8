using Dapper;
using Gateway.Application.Access;
using Gateway.Domain.Access;
using Gateway.Domain.Ingest;
using Gateway.Infrastructure.Rows;

namespace Gateway.Infrastructure.Sqlite;

internal sealed class ApiKeyRepository(SqliteDatabase database) : IApiKeyRepository
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
        UPDATE api_keys SET last_used_at = @At
        WHERE key_id = @Id AND organization_id = @Organization AND (last_used_at IS NULL OR last_used_at < @At)
        """;

    public Task AddAsync(ApiKey key, byte[] hash, CancellationToken cancellationToken)
    {
        var row = ApiKeyRow.Of(key, hash);
        return database.WriteAsync((connection, transaction) => connection.ExecuteAsync(Insert, row, transaction), cancellationToken);
    }

    public async Task<ApiKey?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<ApiKeyRow>(ByHash, new { Hash = hash }), cancellationToken);
        return row?.Key;
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(string organizationId, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<ApiKeyRow>(ByOrganization, new { OrganizationId = organizationId }),
            cancellationToken);
        return [.. rows.Select(row => row.Key)];
    }

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
                await connection.ExecuteAsync(Revoke, new { Id = id, At = Timestamp.From(at) }, transaction) > 0,
            cancellationToken);

    public Task RecordUseAsync(IReadOnlyCollection<ApiKeyUse> uses, CancellationToken cancellationToken)
    {
        var rows = uses.Select(use => new { Id = use.KeyId, Organization = use.OrganizationId, At = Timestamp.From(use.At) });
        return database.WriteAsync((connection, transaction) => connection.ExecuteAsync(RecordUse, rows, transaction), cancellationToken);
    }
}
