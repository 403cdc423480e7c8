using Gateway.Client;

namespace Gateway.UnitTests.Client;

public sealed class ListAllContactsTests
{
    [Test]
    public async Task Follows_the_cursors_until_one_is_empty()
    {
        var gateway = new StubGateway(StubGateway.Page("c1", "a", "b"), StubGateway.Page("c2"), StubGateway.Page("", "c"));
        Assert.That(await gateway.Client().ListAllContactsAsync(StubGateway.Session).Select(contact => contact.Name).ToListAsync(), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(gateway.Asked.Select(uri => uri.PathAndQuery), Is.EqualTo(new[]
        {
            "/api/v1/sessions/sess_stub/contacts?limit=200",
            "/api/v1/sessions/sess_stub/contacts?limit=200&cursor=c1",
            "/api/v1/sessions/sess_stub/contacts?limit=200&cursor=c2",
        }));
    }

    [Test]
    public async Task Asks_for_a_page_only_when_the_one_before_has_been_read()
    {
        var gateway = new StubGateway(StubGateway.Page("c1", "a", "b"), StubGateway.Page("", "c"));
        var contacts = gateway.Client().ListAllContactsAsync(StubGateway.Session);
        Assert.That(gateway.Asked, Is.Empty);
        await foreach (var contact in contacts)
        {
            Assert.That(gateway.Asked, Has.Count.EqualTo(contact.Name == "c" ? 2 : 1), contact.Name);
        }
    }

    [Test]
    public async Task Sends_every_filter_as_it_is()
    {
        var gateway = new StubGateway(StubGateway.Page(""));
        var filter = new ContactFilter { Source = ContactSource.DirectChat, Group = "12345-67890@g.us", Q = "a&b=c+d %#Ж\U0001F600" };
        Assert.That(await gateway.Client().ListAllContactsAsync(StubGateway.Session, filter).ToListAsync(), Is.Empty);
        Assert.That(
            gateway.Asked.Single().Query,
            Is.EqualTo("?source=dm&group=12345-67890%40g.us&q=a%26b%3Dc%2Bd%20%25%23%D0%96%F0%9F%98%80&limit=200"));
    }

    [Test]
    public async Task An_empty_search_is_sent_as_given()
    {
        var gateway = new StubGateway(StubGateway.Page(""));
        await gateway.Client().ListAllContactsAsync(StubGateway.Session, new ContactFilter { Q = "" }).ToListAsync();
        Assert.That(gateway.Asked.Single().Query, Does.Contain("&q=&").Or.Contain("?q=&"));
    }

    [Test]
    public void A_cursor_that_leads_to_itself_ends_in_an_error_instead_of_never()
    {
        var gateway = new StubGateway(StubGateway.Page("c1", "a"));
        var seen = 0;
        Assert.That(
            async () =>
            {
                await foreach (var contact in gateway.Client().ListAllContactsAsync(StubGateway.Session))
                {
                    seen++;
                }
            },
            Throws.InvalidOperationException);
        Assert.That(seen, Is.EqualTo(1), "the page that came again is not given out");
        Assert.That(gateway.Asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Pages_begin_where_they_are_told()
    {
        var gateway = new StubGateway(StubGateway.Page("c8", "a"), StubGateway.Page("", "b"));
        var pages = await gateway.Client().ListContactPagesAsync(StubGateway.Session, limit: 1, cursor: "c7").ToListAsync();
        Assert.That(pages.Select(page => page.NextCursor), Is.EqualTo(new[] { "c8", "" }));
        Assert.That(gateway.Asked.Select(uri => uri.Query), Is.EqualTo(new[] { "?limit=1&cursor=c7", "?limit=1&cursor=c8" }));
    }

    [Test]
    public async Task An_empty_cursor_begins_and_an_empty_cursor_ends()
    {
        var gateway = new StubGateway(StubGateway.Page("", "a"));
        Assert.That(await gateway.Client().ListContactPagesAsync(StubGateway.Session, cursor: "").ToListAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Tells_the_gateway_which_client_it_is()
    {
        var gateway = new StubGateway(StubGateway.Page(""));
        await gateway.Client().ListContactsAsync(StubGateway.Session);
        Assert.That(gateway.Agents.Single(), Does.Match("^Gateway[.]Client/[0-9]+[.][0-9]+[.][0-9]+$"));
    }

    [Test]
    public async Task Cancelling_ends_it_within_a_page_and_the_client_stays_usable()
    {
        using var cancelling = new CancellationTokenSource();
        var gateway = new StubGateway(StubGateway.Page("c1", "a", "b"), StubGateway.Page("", "c"));
        var client = gateway.Client();
        var seen = new List<string>();
        Assert.That(
            async () =>
            {
                await foreach (var contact in client.ListAllContactsAsync(StubGateway.Session).WithCancellation(cancelling.Token))
                {
                    seen.Add(contact.Name);
                    await cancelling.CancelAsync();
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(seen, Is.EqualTo(new[] { "a" }));
        Assert.That(gateway.Asked, Has.Count.EqualTo(1));
        Assert.That((await client.ListContactsAsync(StubGateway.Session)).Data.Single().Name, Is.EqualTo("c"));
    }

    [Test]
    public async Task Cancelling_ends_it_while_a_page_is_awaited_and_it_can_go_on_from_the_last_cursor()
    {
        using var cancelling = new CancellationTokenSource();
        var gateway = new StubGateway(StubGateway.Page("c1", "a"), StubGateway.Page("", "b"));
        var client = gateway.Client();
        string? cursor = null;
        Assert.That(
            async () =>
            {
                await foreach (var page in client.ListContactPagesAsync(StubGateway.Session, cancellationToken: cancelling.Token))
                {
                    cursor = page.NextCursor;
                    await cancelling.CancelAsync();
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        var rest = await client.ListContactPagesAsync(StubGateway.Session, cursor: cursor).ToListAsync();
        Assert.That(rest.Single().Data.Single().Name, Is.EqualTo("b"));
        Assert.That(gateway.Asked[^1].Query, Is.EqualTo("?limit=200&cursor=c1"));
    }

    [Test]
    public async Task A_page_tells_how_current_it_is()
    {
        var page = await PageAsync(("Gateway-Data-As-Of", "2026-11-22T07:00:00.123456Z"), ("Gateway-Session-Status", "disconnected"));
        Assert.That(page.DataAsOf, Is.EqualTo(new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero).AddMicroseconds(123456)));
        Assert.That(page.SessionStatus, Is.EqualTo(SessionStatus.Disconnected));
        Assert.That((await PageAsync(("gateway-session-status", "connected"))).SessionStatus, Is.EqualTo(SessionStatus.Connected));
        Assert.That((await PageAsync(("Gateway-Session-Status", "asleep"))).SessionStatus, Is.EqualTo(SessionStatus.Unknown));
        Assert.That((await PageAsync()).DataAsOf, Is.Null);
    }

    private static Task<ContactPage> PageAsync(params (string Name, string Value)[] headers) =>
        new StubGateway(StubGateway.Error(200, """{"data":[],"nextCursor":""}""", headers)).Client().ListContactsAsync(StubGateway.Session);
}
