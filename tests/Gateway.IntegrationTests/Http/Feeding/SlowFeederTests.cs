namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>A feeder that takes its time is in nobody's way.</summary>
[OverEveryDatabase]
public sealed class SlowFeederTests(TestedDatabase database)
{
    [Test]
    public async Task While_one_trickles_others_write_and_read_and_no_transaction_is_open()
    {
        await using var application = new GatewayApplication(database);
        var slow = await Feeder.NewAsync(application);
        using var feed = await RawFeed.BeginAsync(slow, Lines.Person(1));
        for (var number = 2; number <= 15; number++)
        {
            await feed.WriteAsync($"{Lines.Person(number)}\n{{\"type\":"); // a line is always half there
            Assert.That((await slow.SendAsync(Lines.Person(100 + number))).Status, Is.EqualTo(200));
            (await slow.Tenant.ListAsync()).MustBePage();
            Assert.That(await OpenTransactionsAsync(application), Is.Zero);
            await feed.WriteAsync("\"weather\"}\n");
            await Task.Delay(150);
        }

        await feed.EndAsync();
        Assert.That(await feed.ReadToEndAsync(), Does.StartWith("HTTP/1.1 200").And.Contain("""{"total":29,"applied":15,"ignored":14,"rejected":0,"suppressed":0,"ahead":0}"""));
        (await slow.Tenant.ListAsync()).MustBePage(29);
    }

    /// <summary>Of the program. Looked at again: a batch may just be written.</summary>
    private async Task<long> OpenTransactionsAsync(GatewayApplication application)
    {
        if (database == TestedDatabase.Sqlite)
        {
            return 0; // another writer would not have come through
        }

        var open = 1L;
        for (var look = 0; look < 40 && open > 0; look++)
        {
            await Task.Delay(10);
            open = (long)(await application.PokeAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"))[0];
        }

        return open;
    }
}
