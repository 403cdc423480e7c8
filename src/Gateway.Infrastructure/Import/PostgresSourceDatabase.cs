using System.Data.Common;
using Dapper;
using Gateway.Application;
using Gateway.Infrastructure.Configuration;
using Gateway.Infrastructure.Postgres;
using Npgsql;

namespace Gateway.Infrastructure.Import;

/// <summary>A database on PostgreSQL, read in transactions that cannot write.</summary>
internal sealed class PostgresSourceDatabase : SourceDatabase
{
    // Where nothing is counted, a mark tells nothing: then it never stays the same.
    private const string Changes = """
        SELECT CASE WHEN current_setting('track_counts')::boolean
               THEN (SELECT string_agg(concat_ws(' ', relid, n_tup_ins, n_tup_upd, n_tup_del), ',' ORDER BY relid)
                     FROM pg_stat_user_tables WHERE relname = ANY (@Tables) AND schemaname = ANY (current_schemas(false)))
               ELSE clock_timestamp()::text END
        """;

    private const string ReadOnly = "-c default_transaction_read_only=on -c statement_timeout=0 -c idle_in_transaction_session_timeout=0";
    private readonly NpgsqlConnection _connection;

    private PostgresSourceDatabase(NpgsqlConnection connection) => _connection = connection;

    protected override string ColumnsOfTable => """
        SELECT column_name::text FROM information_schema.columns
        WHERE table_name = @Table AND table_schema = ANY (current_schemas(false)::text[])
        """;

    protected override DbConnection Connection => _connection;

    protected override int CommandSeconds => 0;

    public static async new Task<PostgresSourceDatabase> OpenAsync(string source, CancellationToken cancellationToken)
    {
        var database = new PostgresSourceDatabase(new NpgsqlConnection(SettingsOf(source).ConnectionString));
        try
        {
            await database._connection.OpenAsync(cancellationToken);
            return database;
        }
        catch (Exception fault) when (database.Explained(fault) is not null)
        {
            await database.DisposeAsync();
            throw database.Explained(fault)!;
        }
    }

    public override async Task<string> ChangeMarkAsync(IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.ExecuteScalarAsync<string?>(new CommandDefinition(Changes, new { Tables = tables.ToArray() }, cancellationToken: cancellationToken)) ?? "";
        }
        catch (Exception fault) when (Explained(fault) is not null)
        {
            throw Explained(fault)!;
        }
    }

    public override string JsonText(string column, params string[] path) => $"({column}::jsonb #>> '{{{string.Join(',', path)}}}')";

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    protected override Task<bool> IsClosedAsync(string table, CancellationToken cancellationToken) =>
        _connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT to_regclass(quote_ident(@Table)) IS NOT NULL", new { Table = table }, cancellationToken: cancellationToken));

    protected override UnavailableException? Explained(Exception fault) => fault switch
    {
        PostgresException refused => new UnavailableException($"The source's database refuses: {refused.MessageText} ({refused.SqlState}).", fault),
        NpgsqlException or TimeoutException or System.Net.Sockets.SocketException => new UnavailableException("The source's database is out of reach.", fault),
        _ => null,
    };

    private static NpgsqlConnectionStringBuilder SettingsOf(string source)
    {
        try
        {
            var builder = PostgresAddress.IsAddress(source) ? PostgresAddress.Parse(source) : new NpgsqlConnectionStringBuilder(source);
            if (string.IsNullOrEmpty(builder.Host) || builder.Host.Contains(' ', StringComparison.Ordinal)) // as libpq separates its keywords
            {
                throw new FormatException("No host.");
            }

            builder.Pooling = false;
            builder.ApplicationName ??= "gateway import";
            builder.IncludeErrorDetail = false;
            builder.Options = string.Join(' ', builder.Options, ReadOnly).TrimStart();
            return builder;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new ConfigurationException(["The source is neither an address, postgres://user:password@host:port/database, nor a connection string of Npgsql; or it has a parameter that is unknown."]);
        }
    }
}
