using Npgsql;
using NpgsqlTypes;

namespace Gateway.Infrastructure.Postgres;

/// <summary>Rows on their way into a table by COPY, value by value in the order of its columns; each starts with its session.</summary>
internal sealed class CopiedRows(NpgsqlBinaryImporter importer, long key, CancellationToken cancellationToken)
{
    public async Task StartRowAsync()
    {
        await importer.StartRowAsync(cancellationToken);
        await AddAsync(key);
    }

    public Task AddAsync(long value) => importer.WriteAsync(value, NpgsqlDbType.Bigint, cancellationToken);

    public Task AddAsync(long? value) => value is { } known ? AddAsync(known) : importer.WriteNullAsync(cancellationToken);

    public Task AddAsync(bool value) => importer.WriteAsync(value, NpgsqlDbType.Boolean, cancellationToken);

    public Task AddAsync(string? value) =>
        value is { } known ? importer.WriteAsync(known, NpgsqlDbType.Text, cancellationToken) : importer.WriteNullAsync(cancellationToken);
}
