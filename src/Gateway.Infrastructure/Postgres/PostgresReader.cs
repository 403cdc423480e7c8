using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// A connection to read from. Each statement is one round trip. Behind a pooler it takes its limits and planner settings along, in a
/// transaction of its own, since they cannot be kept in a shared connection.
/// </summary>
internal sealed class PostgresReader(NpgsqlConnection connection, bool isBehindPooler)
{
    private const string Begin = "BEGIN READ ONLY";
    private const string Commit = "COMMIT";

    /// <summary>Returns the rows of a statement with parameters by name.</summary>
    public Task<IEnumerable<T>> QueryAsync<T>(string statement, object? parameters, CancellationToken cancellationToken) =>
        connection.QueryAsync<T>(Command(statement, parameters, cancellationToken));

    /// <summary>Returns the first value of a statement with parameters by name.</summary>
    public Task<T?> ExecuteScalarAsync<T>(string statement, object? parameters, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<T>(Command(statement, parameters, cancellationToken));

    /// <summary>Opens the rows of a statement with parameters by number.</summary>
    /// <param name="transaction">The one that is open on the connection, if any: see <see cref="BeginMomentAsync"/>.</param>
    public async Task<DbDataReader> ExecuteReaderAsync(string statement, NumberedParameters parameters, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        if (!isBehindPooler || transaction is not null)
        {
            return await connection.ExecuteReaderAsync(
                new CommandDefinition(statement, parameters, transaction, commandType: CommandType.Text, cancellationToken: cancellationToken));
        }

        // Statements with numbers cannot be joined by semicolons. Leaving the batch undisposed is safe: its reader ends it.
        var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Begin) } };
        foreach (var setting in PostgresSource.TransactionSettings)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(setting));
        }

        var read = new NpgsqlBatchCommand(statement);
        parameters.AddTo(read.Parameters);
        batch.BatchCommands.Add(read);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Commit));
        return await batch.ExecuteReaderAsync(cancellationToken);
    }

    /// <summary>Opens a transaction whose statements all read the data of one moment.</summary>
    public async Task<NpgsqlTransaction> BeginMomentAsync(CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (isBehindPooler)
        {
            await connection.ExecuteAsync(new CommandDefinition(string.Join(';', PostgresSource.TransactionSettings), transaction: transaction, cancellationToken: cancellationToken));
        }

        return transaction;
    }

    private CommandDefinition Command(string statement, object? parameters, CancellationToken cancellationToken) => new(
        isBehindPooler ? string.Join(";\n", [Begin, .. PostgresSource.TransactionSettings, statement, Commit]) : statement,
        parameters,
        cancellationToken: cancellationToken);
}
