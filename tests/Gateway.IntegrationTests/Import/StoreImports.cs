using Gateway.IntegrationTests.Ports;
using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Import;

internal sealed class SqliteStoreImportTests() : StoreImportContract(new SqliteTestDatabase());

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Usual))]
internal sealed class PostgresStoreImportTests(PostgresVersion version) : StoreImportContract(new PostgresTestDatabase(version));
