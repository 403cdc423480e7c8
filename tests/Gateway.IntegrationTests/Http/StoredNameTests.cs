namespace Gateway.IntegrationTests.Http;

/// <summary>Names as sources hold them, and as they come out.</summary>
[OverEveryDatabase]
public sealed class StoredNameTests(TestedDatabase database)
{
    [TestCase(@"A\u0000li\u0007ce\u001b[31m", "Alice[31m")]
    [TestCase(@"Al\u0085ice\u007f", "Alice")]
    [TestCase(@"A\r\nB", "AB")]
    [TestCase(@"A\ud800B", "A\uFFFDB")]
    [TestCase(@"A\udc00", "A\uFFFD")]
    [TestCase(@"\ud83d\ude00", "😀")]
    [TestCase("\u202Eevil\u202C \u200Fab", "\u202Eevil\u202C \u200Fab")]
    [TestCase("👩\u200D💻", "👩\u200D💻")]
    [TestCase(@"  <b>\""x\"" & 'y'</b> \\  ", @"<b>""x"" & 'y'</b> \")]
    [TestCase("\u2028\u2029x", "x")]
    public async Task Come_out_clean(string stored, string shown)
    {
        var tenant = await SharedApplication.Of(database).NewTenantAsync();
        await tenant.ObserveAsync(Lines.Contact("4915112345601", stored));
        Assert.That((await tenant.ListAsync()).MustBePage(1).Names, Is.EqualTo(new[] { shown }));
    }

    [TestCase("a")]
    [TestCase("😀")]
    public async Task Of_a_megabyte_are_cut_at_256_code_points(string character)
    {
        var tenant = await SharedApplication.Of(database).NewTenantAsync();
        await tenant.ObserveAsync(Lines.Contact("4915112345601", string.Concat(Enumerable.Repeat(character, 1024 * 1024 / character.Length))));
        Assert.That((await tenant.ListAsync()).MustBePage(1).Names, Is.EqualTo(new[] { string.Concat(Enumerable.Repeat(character, 256)) }));
    }

    [Test]
    public async Task Of_many_emoji_are_cut_between_them()
    {
        const string Family = "👨\u200d👩\u200d👧\u200d👦";
        var tenant = await SharedApplication.Of(database).NewTenantAsync();
        await tenant.ObserveAsync(Lines.Contact("4915112345601", string.Concat(Enumerable.Repeat(Family, 300))));
        Assert.That((await tenant.ListAsync()).MustBePage(1).Names, Is.EqualTo(new[] { string.Concat(Enumerable.Repeat(Family, 36)) }));
    }

    [TestCase("+1 (555) 010-9999")]
    [TestCase("+1∙∙∙∙∙∙∙∙80")]
    [TestCase("+55 •••••••21")]
    [TestCase("+55XXXXXXX21")]
    [TestCase("205227043110953@lid")]
    [TestCase("4915112345601@s.whatsapp.net")]
    [TestCase("\\u3164")]
    [TestCase("\\u200e\\u2800 \\ufeff\\u00ad\\u202e\\u200d")]
    public async Task That_name_nobody_hide_no_better_ones(string stored)
    {
        var tenant = await SharedApplication.Of(database).NewTenantAsync();
        await tenant.ObserveAsync(
            Lines.Contact("4915112345601", stored),
            $$"""{"type":"contact","jid":"4915112345602@s.whatsapp.net","savedName":"{{stored}}","pushName":"{{stored}}","businessName":"Acme","directChat":true}""",
            """{"type":"contact","jid":"4915112345603@s.whatsapp.net","savedName":"Bea","pushName":"bea","directChat":true}""",
            $$"""{"type":"contact","jid":"4915112345603@s.whatsapp.net","savedName":"{{stored}}","businessName":"{{stored}}"}""",
            $$"""{"type":"group","jid":"1@g.us","name":"{{stored}}","members":[{"jid":"4915112345603@s.whatsapp.net","savedName":"{{stored}}","pushName":"{{stored}}"}]}""");
        Assert.That((await tenant.ListAsync()).MustBePage(3).Names, Is.EqualTo(new[] { "", "Acme", "Bea" }));
    }
}
