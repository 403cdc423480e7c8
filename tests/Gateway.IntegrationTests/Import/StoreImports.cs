using Gateway.IntegrationTests.Ports;
using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Import;

internal sealed class SqliteStoreImportTests() : StoreImportContract(new SqliteTestDatabase());

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
internal sealed class PostgresStoreImportTests(PostgresVersion version) : StoreImportContract(new PostgresTestDatabase(version));
