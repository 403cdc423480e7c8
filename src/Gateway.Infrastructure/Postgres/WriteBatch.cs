using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// Statements of one session that go out together, in one round trip, rows as one array a column; then many new rows by COPY, which
/// costs two round trips a table, and the server less a row. Made without a connection, and run once or again.
/// </summary>
internal sealed class WriteBatch(long key)
{
    /// <summary>Fewer are inserted.</summary>
    public const int FewestToCopy = 200;

    private const int MillisecondsASecond = 1000;
    private readonly List<(string Statement, ReadOnlyMemory<byte> Rows)> _copies = [];
    private readonly List<NpgsqlBatchCommand> _commands = [];

    public void Add(string statement, params IEnumerable<(string Name, object? Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(statement);
        command.Parameters.AddWithValue("Key", key);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        _commands.Add(command);
    }

    /// <param name="statement">COPY … FROM STDIN (FORMAT BINARY), with the session's key first.</param>
    /// <param name="columns">How many columns follow it.</param>
    public void AddCopy<TRow>(string statement, short columns, IReadOnlyCollection<TRow> rows, Action<CopiedRows, TRow> write) =>
        _copies.Add((statement, CopiedRows.Of(key, columns, rows, write)));

    public async Task RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = Writes.CommandSeconds };
        _commands.ForEach(batch.BatchCommands.Add);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        foreach (var (statement, rows) in _copies)
        {
            await using var copy = await connection.BeginRawBinaryCopyAsync(statement, cancellationToken);
            copy.WriteTimeout = Writes.CommandSeconds * MillisecondsASecond;
            await copy.WriteAsync(rows, cancellationToken);
        }
    }

    /// <summary>A parameter: one column of these rows.</summary>
    public static (string Name, object? Value) Column<TRow, TValue>(string name, TRow[] rows, Func<TRow, TValue> value) => (name, Array.ConvertAll(rows, row => value(row)));
}
