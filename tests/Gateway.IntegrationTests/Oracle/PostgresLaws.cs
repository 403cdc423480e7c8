using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Oracle;

// The laws, held by every version of PostgreSQL.

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresHistoryLaws(PostgresVersion version) : HistoryLaws(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresWalkLaws(PostgresVersion version) : WalkLaws(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresLargeImportLaws(PostgresVersion version) : LargeImportLaws(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
internal sealed class PostgresImportMemoryLaws(PostgresVersion version) : ImportMemoryLaws(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresReducerLaws(PostgresVersion version) : ReducerLaws(new DatabaseStore(new PostgresTestDatabase(version)));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresPeopleLaws(PostgresVersion version) : PeopleLaws(new DatabaseStore(new PostgresTestDatabase(version)));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresStoredLaws(PostgresVersion version) : StoredLaws(new DatabaseStore(new PostgresTestDatabase(version)));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresManyWritersLaws(PostgresVersion version) : ManyWritersLaws(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresSearchLaws(PostgresVersion version) : SearchLaws(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresSearchWhileWritingLaws(PostgresVersion version) : SearchWhileWritingLaws(new PostgresTestDatabase(version));
