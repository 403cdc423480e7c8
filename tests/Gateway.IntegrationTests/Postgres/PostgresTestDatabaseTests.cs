using Npgsql;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>Databases on the shared server keep apart and leave nothing behind.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
internal sealed class PostgresTestDatabaseTests(PostgresVersion version)
{
    [Test]
    public async Task Counts_the_rows_of_every_table_once()
    {
        await using var database = new PostgresTestDatabase(version);
        await RunAsync(database, """
            CREATE TABLE plain (value int);
            CREATE SCHEMA "Other";
            CREATE TABLE "Other"."Odd table" (value int);
            CREATE TABLE parted (value int) PARTITION BY RANGE (value);
            CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (9);
            INSERT INTO plain VALUES (1), (2);
            INSERT INTO "Other"."Odd table" VALUES (1);
            INSERT INTO parted VALUES (1);
            """);
        Assert.That(await database.CountRowsAsync(), Is.EqualTo(4));
    }

    [Test]
    public async Task Tells_all_that_it_holds_bytes_too()
    {
        await using var database = new PostgresTestDatabase(version);
        await RunAsync(database, "CREATE TABLE one (text text, bytes bytea); INSERT INTO one VALUES ('this', convert_to('and that', 'UTF8')); CREATE TABLE other (number int); INSERT INTO other VALUES (4711)");
        Assert.That(await database.TextAsync(), Does.Contain("this").And.Contain("and that").And.Contain("4711"));
    }

    [Test]
    public async Task Another_is_empty_on_the_same_server()
    {
        await using var one = new PostgresTestDatabase(version);
        await using var other = one.Another();
        await RunAsync(one, "CREATE TABLE mine (value int); INSERT INTO mine VALUES (1)");
        Assert.That(await other.CountRowsAsync(), Is.Zero);
        Assert.That(other, Is.InstanceOf<PostgresTestDatabase>());
    }

    [Test]
    public async Task Is_gone_at_the_end_whoever_is_connected()
    {
        var database = new PostgresTestDatabase(version);
        var connectionString = await database.ConnectionStringAsync();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await database.DisposeAsync();
        Assert.That(() => PostgresQuery.ScalarAsync($"{connectionString};Pooling=false", "SELECT 1"), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("3D000"));
    }

    private static async Task RunAsync(PostgresTestDatabase database, string sql) => await PostgresQuery.ScalarAsync(await database.ConnectionStringAsync(), sql);
}
