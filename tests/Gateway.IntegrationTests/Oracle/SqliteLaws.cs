using Gateway.IntegrationTests.Ports;

namespace Gateway.IntegrationTests.Oracle;

// The laws, held by the embedded database.

internal sealed class SqliteHistoryLaws() : HistoryLaws(new SqliteTestDatabase());

internal sealed class SqliteWalkLaws() : WalkLaws(new SqliteTestDatabase());

internal sealed class SqliteLargeImportLaws() : LargeImportLaws(new SqliteTestDatabase());

internal sealed class SqliteImportMemoryLaws() : ImportMemoryLaws(new SqliteTestDatabase());

internal sealed class SqliteReducerLaws() : ReducerLaws(new DatabaseStore(new SqliteTestDatabase()));

internal sealed class SqlitePeopleLaws() : PeopleLaws(new DatabaseStore(new SqliteTestDatabase()));

internal sealed class SqliteStoredLaws() : StoredLaws(new DatabaseStore(new SqliteTestDatabase()));

internal sealed class SqliteManyWritersLaws() : ManyWritersLaws(new SqliteTestDatabase());

internal sealed class SqliteSearchLaws() : SearchLaws(new SqliteTestDatabase());

internal sealed class SqliteSearchWhileWritingLaws() : SearchWhileWritingLaws(new SqliteTestDatabase());
