using Dapper;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Rows;

namespace Gateway.Infrastructure.Postgres;

internal sealed class SessionRepository(PostgresDatabase database) : ISessionRepository
{
    private const string Insert = """
        WITH added AS (
            INSERT INTO sessions (session_key, session_id, organization_id)
            VALUES (@Key, @Id, @Organization)
            ON CONFLICT DO NOTHING
            RETURNING session_key
        ),
        own AS (
            INSERT INTO own_identifiers (session_key, identifier)
            SELECT @Key, identifier
            FROM added CROSS JOIN unnest(@Own) AS identifier
        )
        SELECT count(*) = 1 FROM added
        """;

    private const string Select = """
        SELECT s.session_id AS Id, s.organization_id AS Organization, s.data_as_of AS DataAsOf, s.status AS Status,
               (SELECT string_agg(o.identifier, ' ') FROM own_identifiers AS o WHERE o.session_key = s.session_key) AS Own,
               (SELECT count(*) FROM contacts AS c WHERE c.session_key = s.session_key) AS ContactCount
        FROM sessions AS s
        WHERE s.organization_id IS NOT NULL AND (@Organization::text IS NULL OR s.organization_id = @Organization)
        ORDER BY s.session_id
        """;

    private const string Own = "SELECT identifier FROM own_identifiers WHERE session_key = @Key ORDER BY identifier";

    private const string SharingOwn = """
        SELECT DISTINCT t.session_id
        FROM sessions AS s
        JOIN own_identifiers AS o ON o.session_key = s.session_key
        JOIN sessions AS t ON t.organization_id = s.organization_id AND t.session_key <> s.session_key
        JOIN own_identifiers AS p ON p.session_key = t.session_key AND p.identifier = o.identifier
        WHERE s.session_key = @Key
        ORDER BY t.session_id
        """;

    private const string Lock = """
        SELECT count(*) FROM (
            SELECT FROM sessions
            WHERE session_key = @Key AND session_id = @Session AND organization_id = coalesce(@Organization, organization_id)
            FOR NO KEY UPDATE
        ) AS locked
        """;

    private const string Remove = """
        UPDATE sessions
        SET organization_id = NULL, last_position = 0, last_arrival = 0, status = 0, status_at = NULL, data_as_of = NULL,
            sealed_position = 0, search_folds = 0, tail_changes = tail_changes + 1, search_is_due = false
        WHERE session_key = @Key AND session_id = @Id AND organization_id IS NOT NULL
        """;

    private const string DeleteData = """
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

    public Task<bool> AddAsync(SessionId id, string organizationId, IReadOnlyCollection<Identifier> own, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            Key = SessionKey.Of(id),
            Id = id.Text,
            Organization = organizationId,
            Own = own.Select(identifier => identifier.Text).Distinct(StringComparer.Ordinal).ToArray(),
        };
        return database.WriteAsync(
            (connection, transaction, token) => connection.ExecuteScalarAsync<bool>(
                new CommandDefinition(Writes.Begin + Insert, parameters, transaction, Writes.CommandSeconds, cancellationToken: token)),
            cancellationToken);
    }

    public async Task<IReadOnlyList<Session>> ListAsync(string? organizationId, CancellationToken cancellationToken)
    {
        var rows = await database.TransactAsync(
            (connection, transaction, token) => connection.QueryAsync<SessionRow>(
                new CommandDefinition(TimeLimits.None + Select, new { Organization = organizationId }, transaction, TimeLimits.NoCommandTimeout, cancellationToken: token)),
            cancellationToken);
        return [.. rows.Select(row => row.Session)];
    }

    public async Task<IReadOnlyList<Identifier>> OwnAsync(SessionId id, CancellationToken cancellationToken)
    {
        var own = await database.ReadAsync(
            (reader, token) => reader.QueryAsync<string>(Own, new { Key = SessionKey.Of(id) }, token), cancellationToken);
        return [.. own.Select(Identifier.FromText)];
    }

    public async Task<IReadOnlyList<SessionId>> SharingOwnAsync(SessionId id, CancellationToken cancellationToken)
    {
        var others = await database.ReadAsync(
            (reader, token) => reader.QueryAsync<string>(SharingOwn, new { Key = SessionKey.Of(id) }, token), cancellationToken);
        return [.. others.Select(SessionId.FromText)];
    }

    public Task<long?> RepairTimesAsync(SessionScope session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parameters = new { Key = SessionKey.Of(session.Id), Session = session.Id.Text, session.Organization, Now = Timestamp.From(now) };
        return database.WriteAsync(
            async (connection, transaction, token) =>
            {
                CommandDefinition Command(string statement) =>
                    new(TimeLimits.None + statement, parameters, transaction, TimeLimits.NoCommandTimeout, cancellationToken: token);

                if (await connection.ExecuteScalarAsync<long>(Command(Lock)) == 0)
                {
                    return default(long?);
                }

                var later = await connection.ExecuteScalarAsync<long>(Command(LaterTimes.Count));
                foreach (var statement in later > 0 ? LaterTimes.Statements : [])
                {
                    await connection.ExecuteAsync(Command(statement));
                }

                return later;
            },
            cancellationToken);
    }

    public Task<SessionPeople> CountPeopleAsync(SessionId id, CancellationToken cancellationToken) =>
        database.TransactAsync(
            (connection, transaction, token) => connection.QuerySingleAsync<SessionPeople>(
                new CommandDefinition(TimeLimits.None + PeopleRows.Count, new { Key = SessionKey.Of(id) }, transaction, TimeLimits.NoCommandTimeout, cancellationToken: token)),
            cancellationToken);

    public Task<bool> RemoveAsync(SessionId id, CancellationToken cancellationToken)
    {
        var parameters = new { Key = SessionKey.Of(id), Id = id.Text };
        return database.WriteAsync(
            async (connection, transaction, token) =>
            {
                Task<int> RunAsync(string statement) =>
                    connection.ExecuteAsync(new CommandDefinition(TimeLimits.None + statement, parameters, transaction, TimeLimits.NoCommandTimeout, cancellationToken: token));

                var isThere = await RunAsync(Remove) == 1;
                if (isThere)
                {
                    await RunAsync(DeleteData);
                }

                return isThere;
            },
            cancellationToken);
    }
}
