namespace Gateway.IntegrationTests.Ports;

// The contract of every port, held by the embedded database.

internal sealed class SqliteContactListTests() : ContactListContract(new SqliteTestDatabase());

internal sealed class SqliteContactFilterTests() : ContactFilterContract(new SqliteTestDatabase());

internal sealed class SqliteSessionRepositoryTests() : SessionRepositoryContract(new SqliteTestDatabase());

internal sealed class SqliteSessionRemovalTests() : SessionRemovalContract(new SqliteTestDatabase());

internal sealed class SqliteApiKeyRepositoryTests() : ApiKeyRepositoryContract(new SqliteTestDatabase());

internal sealed class SqliteIsolationTests() : IsolationContract(new SqliteTestDatabase());

internal sealed class SqliteObservationStoreTests() : ObservationStoreContract(new SqliteTestDatabase());

internal sealed class SqliteRememberedSessionTests() : RememberedSessionContract(new SqliteTestDatabase());

internal sealed class SqliteLargeImportTests() : LargeImportContract(new SqliteTestDatabase());

internal sealed class SqliteDatabaseTests() : DatabaseContract(() => new SqliteTestDatabase());

internal sealed class SqliteAtomicBatchTests() : AtomicBatchContract(new SqliteTestDatabase());

internal sealed class SqliteFootprintTests() : FootprintContract(new SqliteTestDatabase());

internal sealed class SqliteParallelWritersTests() : ParallelWritersContract(new SqliteTestDatabase());

internal sealed class SqliteCancellationTests() : CancellationContract(new SqliteTestDatabase());

internal sealed class SqliteRefoldTests() : RefoldContract(() => new SqliteTestDatabase());

internal sealed class SqliteLaterSchemaTests() : LaterSchemaContract(() => new SqliteTestDatabase());

internal sealed class SqliteLaterTimesTests() : LaterTimesContract(new SqliteTestDatabase());

internal sealed class SqliteSearchIndexTests() : SearchIndexContract(new SqliteTestDatabase());
