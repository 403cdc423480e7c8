namespace Gateway.IntegrationTests.Http;

/// <summary>Whom <c>q</c> finds.</summary>
[OverEveryVersion]
public sealed class SearchTests(TestedDatabase database)
{
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.ObserveAsync(
            """{"type":"contact","jid":"6281234567890@s.whatsapp.net","lid":"205227043110953@lid","savedName":"Alice","pushName":"Hidden Push","businessName":"Acme Corp","directChat":true}""",
            Lines.Contact("79161112233", "ФИЛИПП"),
            Lines.Contact("306912345678", "ΣΟΦΟΣ"),
            Lines.Contact("4915112345601", "Straße"),
            Lines.Contact("4915112345602", "Ｆｕｌｌ 𝓐nna"),
            Lines.Contact("905301234567", "İstanbul"),
            Lines.Contact("5511987654321", "Jose\u0301 Ñandú"),
            Lines.Contact("33612345678", "ﬁancé"),
            Lines.Contact("201001234567", "\u200fمحمد\u200f علي"),
            Lines.Contact("447911123456", "K\u200b\u200bate"),
            Lines.Contact("989121234567", "می\u200cخواهم"),
            Lines.Contact("821012345678", "\u3164M\u00adu\u00ad\u0308ller ❤\ufe0f"),
            """{"type":"group","jid":"1@g.us","members":["777888999@lid"],"complete":true}""");
    }

    [TestCase("ALI", "Alice")]
    [TestCase("acme", "Alice")]
    [TestCase("hidden", "")]
    [TestCase("205227", "")]
    [TestCase("777888", "")]
    [TestCase("lid", "")]
    [TestCase("alice acme", "")]
    [TestCase("филипп", "ФИЛИПП")]
    [TestCase("Филипп", "ФИЛИПП")]
    [TestCase("σοφος", "ΣΟΦΟΣ")]
    [TestCase("σοφοσ", "ΣΟΦΟΣ")]
    [TestCase("Σοφός", "")]
    [TestCase("STRASSE", "Straße")]
    [TestCase("strasse", "Straße")]
    [TestCase("STRAẞE", "Straße")]
    [TestCase("full anna", "Ｆｕｌｌ 𝓐nna")]
    [TestCase("ＦＵＬＬ", "Ｆｕｌｌ 𝓐nna")]
    [TestCase("𝓐nn", "Ｆｕｌｌ 𝓐nna")]
    [TestCase("i\u0307stanbul", "İstanbul")]
    [TestCase("İSTANBUL", "İstanbul")]
    [TestCase("stanbul", "İstanbul")]
    [TestCase("jos\u00E9", "Jose\u0301 Ñandú")]
    [TestCase("JOSE\u0301", "Jose\u0301 Ñandú")]
    [TestCase("ñandú", "Jose\u0301 Ñandú")]
    [TestCase("n\u0303andu\u0301", "Jose\u0301 Ñandú")]
    [TestCase("FIANC", "ﬁancé")]
    [TestCase("محمد علي", "\u200fمحمد\u200f علي")]
    [TestCase("\u202bمحمد\u202c", "\u200fمحمد\u200f علي")]
    [TestCase("kate", "K\u200b\u200bate")]
    [TestCase("\u00adKA\u200dTE\ufeff", "K\u200b\u200bate")]
    [TestCase("میخواهم", "می\u200cخواهم")]
    [TestCase("می\u200cخواهم", "می\u200cخواهم")]
    [TestCase("می خواهم", "")]
    [TestCase("MÜLLER", "\u3164M\u00adu\u00ad\u0308ller ❤\ufe0f")]
    [TestCase("❤", "\u3164M\u00adu\u00ad\u0308ller ❤\ufe0f")]
    [TestCase("❤\ufe0f", "\u3164M\u00adu\u00ad\u0308ller ❤\ufe0f")]
    public async Task Text_is_found_in_names_whatever_its_case_or_form(string q, string names) => await FindsAsync(q, names);

    [TestCase("6281234567890", "Alice")]
    [TestCase("1234567890", "Alice")]
    [TestCase("90", "Alice,İstanbul")]
    [TestCase("+62 812-3456", "Alice")]
    [TestCase("+62", "Alice")]
    [TestCase("+6 2 8", "Alice")]
    [TestCase("(812) 345.67", "Alice")]
    [TestCase("00628123", "Alice")]
    [TestCase("0062 812 3456", "Alice")]
    [TestCase("081234567890", "Alice")]
    [TestCase("0812-345", "Alice")]
    [TestCase("0812", "")]
    [TestCase("+5", "Alice,ΣΟΦΟΣ,Straße,Ｆｕｌｌ 𝓐nna,İstanbul,Jose\u0301 Ñandú,ﬁancé,\u200fمحمد\u200f علي,K\u200b\u200bate,می\u200cخواهم,\u3164M\u00adu\u00ad\u0308ller ❤\ufe0f")]
    [TestCase("6 2", "")]
    [TestCase("62 8", "Alice")]
    [TestCase("+", "")]
    [TestCase("6281234567890 x", "")]
    [TestCase("+628123456789012345", "")]
    [TestCase("６２８１２", "Alice")]
    public async Task A_number_is_found_however_it_is_written(string q, string names) => await FindsAsync(q, names);

    [TestCase(" alice", "")]
    [TestCase("alice ", "")]
    [TestCase("l a", "Ｆｕｌｌ 𝓐nna")]
    public async Task Blanks_count(string q, string names) => await FindsAsync(q, names);

    [TestCase("\u00ad")]
    [TestCase("\u200b\u200e\u3164\ufe0f")]
    [TestCase("\U000E0020")]
    public async Task Text_of_characters_that_are_never_seen_finds_nobody(string q)
    {
        await FindsAsync(q, "");
        var cursor = (await _tenant.ListAsync("limit=2")).NextCursor;
        (await _tenant.ListAsync($"limit=2&cursor={cursor}&q={Uri.EscapeDataString(q)}")).MustBe(400, "validation_error", "cursor");
    }

    private async Task FindsAsync(string q, string names)
    {
        var answer = (await _tenant.ListAsync("q=" + Uri.EscapeDataString(q))).MustBePage();
        Assert.That(answer.Names, Is.EqualTo(names.Split(',', StringSplitOptions.RemoveEmptyEntries)));
    }
}
