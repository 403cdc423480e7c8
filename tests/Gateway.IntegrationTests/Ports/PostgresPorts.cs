using Gateway.Domain.Search;
using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Ports;

// The contract of every port, held by every version of PostgreSQL.

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresContactListTests(PostgresVersion version) : ContactListContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresContactFilterTests(PostgresVersion version) : ContactFilterContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresSessionRepositoryTests(PostgresVersion version) : SessionRepositoryContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresSessionRemovalTests(PostgresVersion version) : SessionRemovalContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresApiKeyRepositoryTests(PostgresVersion version) : ApiKeyRepositoryContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresIsolationTests(PostgresVersion version) : IsolationContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresObservationStoreTests(PostgresVersion version) : ObservationStoreContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresRememberedSessionTests(PostgresVersion version) : RememberedSessionContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresLargeImportTests(PostgresVersion version) : LargeImportContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresDatabaseTests(PostgresVersion version) : DatabaseContract(() => new PostgresTestDatabase(version))
{
    protected override string UndoTailChanges => "; ALTER TABLE sessions DROP COLUMN tail_changes";
}

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresAtomicBatchTests(PostgresVersion version) : AtomicBatchContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresFootprintTests(PostgresVersion version) : FootprintContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresParallelWritersTests(PostgresVersion version) : ParallelWritersContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresCancellationTests(PostgresVersion version) : CancellationContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresRefoldTests(PostgresVersion version) : RefoldContract(() => new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresLaterSchemaTests(PostgresVersion version) : LaterSchemaContract(() => new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresLaterTimesTests(PostgresVersion version) : LaterTimesContract(new PostgresTestDatabase(version));

[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresSearchIndexTests(PostgresVersion version) : SearchIndexContract(new PostgresTestDatabase(version))
{
    private const int Many = 2 * SearchUpkeep.MostSealed;

    [Test]
    public async Task Seals_many_beside_writers_who_change_no_text()
    {
        var crowd = await MetAsync(9, Many);
        Assert.That(await KeepUpOnceAsync(crowd, () => crowd.SeeAsync(10)), Is.EqualTo(Many));
        await crowd.CheckAsync(20);
    }

    [Test]
    public async Task Seals_fewer_while_texts_change()
    {
        var crowd = await MetAsync(10, Many);
        Assert.That(await KeepUpOnceAsync(crowd, () => crowd.ChangeAsync(10, mayRemove: false)), Is.LessThan(Many));
        await crowd.CheckAsync(20);
    }
}
