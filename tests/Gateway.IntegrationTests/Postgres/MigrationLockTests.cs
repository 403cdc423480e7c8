using Gateway.Application.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>Migrations keep writers out, and writers keep migrations out.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
internal sealed class MigrationLockTests(PostgresVersion version)
{
    [Test]
    public async Task Migrating_with_nothing_to_do_waits_for_no_writer()
    {
        await using var storage = new PostgresTestDatabase(version);
        var database = (await storage.StartMigratedAsync()).GetRequiredService<IDatabase>();
        await using var writer = new NpgsqlConnection(await storage.ConnectionStringAsync());
        await writer.OpenAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock_shared(7041776120260)", writer, transaction);
        await command.ExecuteNonQueryAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Assert.That(await database.MigrateAsync(patience.Token), Is.Empty);
    }
}
