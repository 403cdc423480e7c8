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

    [TestCase("+1 (555) 010-9999")]
    [TestCase("+1∙∙∙∙∙∙∙∙80")]
    public async Task That_are_only_numbers_are_none(string stored)
    {
        var tenant = await SharedApplication.Of(database).NewTenantAsync();
        await tenant.ObserveAsync(Lines.Contact("4915112345601", stored));
        Assert.That((await tenant.ListAsync()).MustBePage(1).Names, Is.EqualTo(new[] { "" }));
    }
}
