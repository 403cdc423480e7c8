using System.Security.Cryptography;
using Gateway.Application;
using Gateway.Application.Storage;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework.Constraints;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>A database whose encoding cannot hold most names.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
internal sealed class EncodingTests(PostgresVersion version)
{
    [TestCase("LATIN1")]
    [TestCase("SQL_ASCII")]
    public async Task Encoding_other_than_UTF8_is_refused_by_migrate_and_at_the_start(string encoding)
    {
        var server = await SharedPostgres.OfAsync(version);
        var connectionString = server.ConnectionString($"test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        var name = new Npgsql.NpgsqlConnectionStringBuilder(connectionString).Database;
        await server.AdminAsync($"CREATE DATABASE {name} OWNER {PostgresServer.User} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0");
        try
        {
            var settings = new GatewaySettings(Path.GetTempPath(), DatabaseSettings.Server(connectionString), [new byte[CursorKeyRing.KeyBytes]], TimeSpan.Zero);
            await using var services = new ServiceCollection().AddApplication().AddInfrastructure(settings).BuildServiceProvider();
            var database = services.GetRequiredService<IDatabase>();

            Assert.That(() => database.MigrateAsync(CancellationToken.None), IsRefused(encoding));
            Assert.That(() => database.CheckAsync(CancellationToken.None), IsRefused(encoding));
            Assert.That(await server.AdminAsync("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace", connectionString), Is.Empty, "nothing was made");
        }
        finally
        {
            await server.DropDatabaseAsync(connectionString);
        }
    }

    private static ContainsConstraint IsRefused(string encoding) =>
        Throws.TypeOf<UnavailableException>().With.Property(nameof(UnavailableException.PreventsStart)).True.And.Message.Contains(encoding).And.Message.Contains("UTF8");
}
