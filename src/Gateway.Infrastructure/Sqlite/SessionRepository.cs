using Dapper;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Rows;

namespace Gateway.Infrastructure.Sqlite;

internal sealed class SessionRepository(SqliteDatabase database) : ISessionRepository
{
    private const string Insert = """
        INSERT INTO sessions (session_id, organization_id)
        SELECT @Id, @Organization
        WHERE NOT EXISTS (SELECT 1 FROM retired_sessions WHERE session_id = @Id)
        ON CONFLICT (session_id) DO NOTHING
        RETURNING session_key
        """;

    private const string InsertOwn = """
        INSERT INTO own_identifiers (session_key, identifier) VALUES (@Key, @Identifier)
        ON CONFLICT DO NOTHING
        """;

    private const string Select = """
        SELECT s.session_id AS Id, s.organization_id AS Organization, s.data_as_of AS DataAsOf, s.status AS Status,
               (SELECT group_concat(o.identifier, ' ') FROM own_identifiers AS o WHERE o.session_key = s.session_key) AS Own,
               (SELECT count(*) FROM contacts AS c WHERE c.session_key = s.session_key) AS ContactCount
        FROM sessions AS s
        WHERE @Organization IS NULL OR s.organization_id = @Organization
        ORDER BY s.session_id
        """;

    private const string Own = """
        SELECT o.identifier FROM sessions AS s JOIN own_identifiers AS o ON o.session_key = s.session_key
        WHERE s.session_id = @Id ORDER BY o.identifier
        """;

    private const string SharingOwn = """
        SELECT DISTINCT t.session_id
        FROM sessions AS s
        JOIN own_identifiers AS o ON o.session_key = s.session_key
        JOIN sessions AS t ON t.organization_id = s.organization_id AND t.session_key <> s.session_key
        JOIN own_identifiers AS p ON p.session_key = t.session_key AND p.identifier = o.identifier
        WHERE s.session_id = @Id
        ORDER BY t.session_id
        """;

    private const string Delete = """
        DELETE FROM sessions WHERE session_id = @Id RETURNING session_key
        """;

    private const string DeleteData = SqliteErasures.Request + """
        ;
        INSERT INTO retired_sessions (session_id) VALUES (@Id);
        DELETE FROM search_changes WHERE session_key = @Key;
        DELETE FROM search_runs WHERE session_key = @Key;
        DELETE FROM search_postings WHERE session_key = @Key;
        DELETE FROM group_contacts WHERE session_key = @Key;
        DELETE FROM contacts WHERE session_key = @Key;
        DELETE FROM memberships WHERE session_key = @Key;
        DELETE FROM groups WHERE session_key = @Key;
        DELETE FROM identifiers WHERE session_key = @Key;
        DELETE FROM own_identifiers WHERE session_key = @Key;
        """;

    public Task<bool> AddAsync(SessionId id, string organizationId, IReadOnlyCollection<Identifier> own, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var key = await connection.ExecuteScalarAsync<long?>(Insert, new { Id = id.Text, Organization = organizationId }, transaction);
                if (key is not null)
                {
                    await connection.ExecuteAsync(InsertOwn, own.Select(identifier => new { Key = key, Identifier = identifier.Text }), transaction);
                }

                return key is not null;
            },
            cancellationToken);

    public async Task<IReadOnlyList<Session>> ListAsync(string? organizationId, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            connection => connection.QueryAsync<SessionRow>(Select, new { Organization = organizationId }),
            cancellationToken);
        return [.. rows.Select(row => row.Session)];
    }

    public async Task<IReadOnlyList<Identifier>> OwnAsync(SessionId id, CancellationToken cancellationToken)
    {
        var own = await database.ReadAsync(connection => connection.QueryAsync<string>(Own, new { Id = id.Text }), cancellationToken);
        return [.. own.Select(Identifier.FromText)];
    }

    public async Task<IReadOnlyList<SessionId>> SharingOwnAsync(SessionId id, CancellationToken cancellationToken)
    {
        var others = await database.ReadAsync(connection => connection.QueryAsync<string>(SharingOwn, new { Id = id.Text }), cancellationToken);
        return [.. others.Select(SessionId.FromText)];
    }

    public Task<long?> RepairTimesAsync(SessionScope session, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                if (await ObservationStore.KeyAsync(connection, transaction, session) is not { } key)
                {
                    return default(long?);
                }

                var parameters = new { Key = key, Now = Timestamp.From(now) };
                var later = await connection.ExecuteScalarAsync<long>(LaterTimes.Count, parameters, transaction);
                foreach (var statement in later > 0 ? LaterTimes.Statements : [])
                {
                    await connection.ExecuteAsync(statement, parameters, transaction);
                }

                return later;
            },
            cancellationToken);

    public Task<SessionPeople> CountPeopleAsync(SessionId id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                var key = await connection.ExecuteScalarAsync<long?>("SELECT session_key FROM sessions WHERE session_id = @Id", new { Id = id.Text });
                return await connection.QuerySingleAsync<SessionPeople>(PeopleRows.Count, new { Key = key });
            },
            cancellationToken);

    public Task<bool> RemoveAsync(SessionId id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var key = await connection.ExecuteScalarAsync<long?>(Delete, new { Id = id.Text }, transaction);
                if (key is not null)
                {
                    await connection.ExecuteAsync(DeleteData, new { Id = id.Text, Key = key }, transaction);
                }

                return key is not null;
            },
            cancellationToken);
}
