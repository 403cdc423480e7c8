using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>Statements of one session that go out together, in one round trip. Rows travel as one array a column.</summary>
internal sealed class WriteBatch(NpgsqlConnection connection, NpgsqlTransaction transaction, long key) : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch = new(connection, transaction) { Timeout = Writes.CommandSeconds };

    public void Add(string statement, params IEnumerable<(string Name, object? Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(statement);
        command.Parameters.AddWithValue("Key", key);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        _batch.BatchCommands.Add(command);
    }

    public Task RunAsync(CancellationToken cancellationToken) => _batch.ExecuteNonQueryAsync(cancellationToken);

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    /// <summary>A parameter: one column of these rows.</summary>
    public static (string Name, object? Value) Column<TRow, TValue>(string name, TRow[] rows, Func<TRow, TValue> value) => (name, Array.ConvertAll(rows, row => value(row)));
}
