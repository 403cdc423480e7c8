namespace Gateway.IntegrationTests.Http;

/// <summary>Who passes <c>source</c> and <c>group</c>, and what these may be.</summary>
[OverEveryDatabase]
public sealed class SourceAndGroupTests(TestedDatabase database)
{
    private const string Team = "120363021234567890@g.us";
    private const string OldStyle = "12345-67890@g.us";
    private const string Chat = "4915112345601";
    private const string Both = "4915112345602";
    private const string Member = "4915112345603";
    private const string Leaver = "4915112345604";
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.ObserveAsync(
            Lines.Contact(Chat, "Chat"),
            Lines.Contact(Both, "Both"),
            Lines.Contact(Member, "Member", directChat: false),
            Lines.Contact(Leaver, "Leaver", directChat: false),
            Lines.Contact("4915112345605", "Address book only", directChat: false),
            Lines.Group(Team, Both, Member, Leaver),
            Lines.Group(OldStyle, Member));
        await _tenant.ObserveAsync(Lines.Group(Team, Both, Member));
    }

    [TestCase("", "Chat,Both,Member,Leaver")]
    [TestCase("source=dm", "Chat,Both")]
    [TestCase("source=group", "Both,Member,Leaver")]
    [TestCase("group=" + Team, "Both,Member")]
    [TestCase("group=" + OldStyle, "Member")]
    [TestCase("group=12345%2D67890%40g.us", "Member")]
    [TestCase("group=999@g.us", "")]
    [TestCase("group=" + Team + "&source=dm", "Both")]
    [TestCase("group=" + Team + "&source=group", "Both,Member")]
    [TestCase("group=" + OldStyle + "&source=dm", "")]
    [TestCase("source=dm&q=BOTH", "Both")]
    [TestCase("source=dm&q=member", "")]
    [TestCase("source=group&q=e", "Member,Leaver")]
    [TestCase("group=" + Team + "&q=e", "Member")]
    [TestCase("group=" + Team + "&q=49151", "Both,Member")]
    [TestCase("group=" + Team + "&source=dm&q=bo", "Both")]
    [TestCase("group=" + Team + "&source=dm&q=me", "")]
    public async Task Filters_combine_with_and_on_every_page(string query, string names)
    {
        var expected = names.Split(',', StringSplitOptions.RemoveEmptyEntries);
        Assert.That((await _tenant.ListAsync(query)).MustBePage().Names, Is.EqualTo(expected));
        var pages = await _tenant.WalkAsync(query.Length == 0 ? "limit=1" : query + "&limit=1");
        Assert.That(pages.SelectMany(page => page.MustBePage().Names), Is.EqualTo(expected));
    }

    [Test]
    public async Task Source_in_the_answer_does_not_depend_on_the_filter()
    {
        Assert.That((await _tenant.ListAsync("source=group")).Field("source"), Is.EqualTo(new[] { "dm", "group", "group" }));
        Assert.That((await _tenant.ListAsync()).Field("source"), Is.EqualTo(new[] { "dm", "dm", "group", "group" }));
    }

    [Test]
    public async Task A_group_of_another_organization_is_an_empty_page()
    {
        var other = await SharedApplication.Of(database).NewTenantAsync();
        (await other.ListAsync("group=" + Team)).MustBePage(0);
    }

    [TestCase("DM")]
    [TestCase("Group")]
    [TestCase("all")]
    [TestCase("dm,group")]
    [TestCase("1")]
    [TestCase("")]
    [TestCase("dm%00")]
    [TestCase("dm%20")]
    [TestCase("+dm")]
    [TestCase("DirectChat")]
    public async Task Source_is_dm_or_group_exactly(string value) =>
        (await _tenant.ListAsync("source=" + value)).MustBe(400, "validation_error", "source");

    [TestCase("notajid")]
    [TestCase("1@s.whatsapp.net")]
    [TestCase("@g.us")]
    [TestCase("")]
    [TestCase("1")]
    [TestCase("1@G.US")]
    [TestCase("+1@g.us")]
    [TestCase("1@g.us%20")]
    [TestCase("1@g.us%00")]
    [TestCase("-1@g.us")]
    [TestCase("1-@g.us")]
    [TestCase("1-2-3@g.us")]
    [TestCase("%D9%A1@g.us")]
    [TestCase("123456789012345678901234567890123@g.us")]
    public async Task A_group_is_a_group_jid(string value) =>
        (await _tenant.ListAsync("group=" + value)).MustBe(400, "validation_error", "group");

    [Test]
    public async Task A_group_of_three_hundred_characters_is_none() =>
        (await _tenant.ListAsync($"group={new string('1', 295)}@g.us")).MustBe(400, "validation_error", "group");

    [TestCase("12345678901234567890123456789012@g.us")]
    [TestCase("12345678901234567890123456789012-12345678901234567890123456789012@g.us")]
    public async Task A_group_has_parts_of_up_to_32_digits(string value) =>
        (await _tenant.ListAsync("group=" + value)).MustBePage(0);
}
