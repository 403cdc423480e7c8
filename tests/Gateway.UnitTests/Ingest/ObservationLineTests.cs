using System.Text;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Ingest;

internal sealed class ObservationLineTests
{
    private static readonly Identifier s_phone = Identifier.FromText("6281234567890");
    private static readonly Identifier s_lid = Identifier.FromText("205227043110953@lid");

    [Test]
    public void Reads_a_contact()
    {
        var line = Read("""{"type":"contact","jid":"6281234567890@s.whatsapp.net","lid":"205227043110953@lid","savedName":"Alice","pushName":"ali","businessName":"Acme Corp","directChat":true,"at":"2026-11-22T07:00:00Z"}""");
        var person = new PersonObservation(s_phone, s_lid, "Alice", "ali", "Acme Corp");
        Assert.That(line, Is.EqualTo(new ContactObservation(person, true, 1_795_330_800_000_000)));
    }

    [Test]
    public void Reads_a_group()
    {
        var line = (GroupObservation)Read("""{"type":"group","jid":"120363021234567890@g.us","name":"Team","members":["6281234567890@s.whatsapp.net",{"jid":"205227043110953@lid","role":"admin","pushName":"ali"}],"complete":true}""");
        var members = new PersonObservation[] { new(s_phone, null), new(s_lid, null, PushName: "ali", Role: "admin") };
        Assert.Multiple(() =>
        {
            Assert.That(line with { Members = [] }, Is.EqualTo(new GroupObservation(GroupJid.FromText("120363021234567890@g.us"), "Team", [], true, null)));
            Assert.That(line.Members, Is.EqualTo(members));
        });
    }

    [TestCase("0001-01-01T00:00:00Z")]
    [TestCase("0001-01-01t07:36:42+07:36")]
    [TestCase("0000-12-31T19:00:00-05:00")]
    public void Takes_a_zero_time_for_an_unknown_one(string at) =>
        Assert.That(Read($$"""{"type":"contact","jid":"6281234567890@s.whatsapp.net","at":"{{at}}"}"""), Is.EqualTo(new ContactObservation(new PersonObservation(s_phone, null), false, null)));

    [Test]
    public void An_empty_list_of_members_is_not_complete() =>
        Assert.That(((GroupObservation)Read("""{"type":"group","jid":"120363021234567890@g.us","members":[],"complete":true}""")).Complete, Is.False);

    [Test]
    public void Reads_a_mapping() =>
        Assert.That(
            Read("""{"type":"mapping","lid":"205227043110953@lid","phone":"6281234567890@s.whatsapp.net"}"""),
            Is.EqualTo(new MappingObservation(s_lid, s_phone, null)));

    [Test]
    public void Reads_a_session()
    {
        var line = (SessionObservation)Read("""{"type":"session","jid":"6281200000001:12@s.whatsapp.net","lid":"111111111111111@lid","status":"connected"}""");
        Assert.That(line.Own.Select(own => own.Text), Is.EqualTo(new[] { "6281200000001", "111111111111111@lid" }));
        Assert.That(line.Status, Is.EqualTo(SessionStatus.Connected));
    }

    [TestCase("""{"type":"session"}""", 0, null)]
    [TestCase("""{"type":"session","status":"disconnected"}""", 0, SessionStatus.Disconnected)]
    [TestCase("""{"type":"session","status":"unknown","jid":"","lid":""}""", 0, SessionStatus.Unknown)]
    [TestCase("""{"type":"session","lid":"1@lid"}""", 1, null)]
    [TestCase("""{"type":"session","jid":"1@lid"}""", 1, null)]
    public void Reads_a_session_that_says_little(string json, int own, SessionStatus? status)
    {
        var line = (SessionObservation)Read(json);
        Assert.That((line.Own.Count, line.Status), Is.EqualTo((own, status)));
    }

    [TestCase("""{"type":"contact","jid":"6281234567890@c.us"}""", "6281234567890", null)]
    [TestCase("""{"type":"contact","jid":"205227043110953@lid"}""", "205227043110953@lid", null)]
    [TestCase("""{"type":"contact","jid":"205227043110953@lid","lid":"205227043110953:3@lid"}""", "205227043110953@lid", null)]
    [TestCase("""{"type":"contact","lid":"205227043110953@lid"}""", "205227043110953@lid", null)]
    [TestCase("""{"type":"contact","jid":"","lid":"205227043110953@lid"}""", "205227043110953@lid", null)]
    [TestCase("""{"type":"contact","jid":null,"lid":"205227043110953@lid"}""", "205227043110953@lid", null)]
    [TestCase("""{"type":"contact","jid":"6281234567890@c.us","lid":""}""", "6281234567890", null)]
    [TestCase("""{"type":"contact","jid":"6281234567890@c.us","lid":null}""", "6281234567890", null)]
    [TestCase("""{"type":"contact","jid":"6281234567890:3@hosted","lid":"205227043110953@hosted.lid"}""", "6281234567890", "205227043110953@lid")]
    public void Gives_facts_to_the_jid_and_only_maps_the_lid(string json, string id, string? lid)
    {
        var person = ((ContactObservation)Read(json)).Person;
        Assert.That((person.Id.Text, person.Lid?.Text), Is.EqualTo((id, lid)));
        Assert.That(person.Identifiers, Has.Count.EqualTo(lid is null ? 1 : 2));
    }

    [TestCase("""{"type":"contact","jid":"12345@c.us"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","savedName":null,"pushName":null,"businessName":null,"directChat":null,"at":null}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","savedName":"","pushName":"  ","businessName":"\u0000","directChat":false}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","savedName":"+62 812-3456","pushName":"12345","businessName":"+1∙∙∙∙∙∙∙∙80"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","savedName":"\u3164","pushName":"\u200e \u2800\ufeff","businessName":"\u00ad\u202e\u200d"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","savedName":"1@lid","pushName":"12345@s.whatsapp.net","businessName":"+55XXXXXXX21"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","members":1,"name":[],"status":{},"extra":{"a":[1,null]}}""")]
    public void Takes_what_is_not_known_for_absent(string json) =>
        Assert.That(Read(json), Is.EqualTo(new ContactObservation(new(Identifier.FromText("12345"), null), false, null)));

    [Test]
    public void Cleans_names_and_labels() => Assert.Multiple(() =>
    {
        var person = ((ContactObservation)Read("""{"type":"contact","jid":"12345@c.us","savedName":" A\u0000l\tice ","pushName":"a\ud83d\ude00"}""")).Person;
        Assert.That((person.SavedName, person.PushName), Is.EqualTo(("Alice", "a😀")));
        var group = (GroupObservation)Read("""{"type":"group","jid":"1@g.us","name":" 2024-2025\n","members":[{"jid":"12345@c.us","role":" admin "}]}""");
        Assert.That((group.Name, group.Members[0].Role), Is.EqualTo(("2024-2025", "admin")));
        var unnamed = (GroupObservation)Read("""{"type":"group","jid":"1@g.us","name":"\u3164\u200e","members":[{"jid":"12345@c.us","pushName":"\u3164"}]}""");
        Assert.That((unnamed.Name, unnamed.Members[0].PushName), Is.EqualTo(((string?)null, (string?)null)));
    });

    [TestCase("""{"type":"group","jid":"1@g.us"}""", 0, false)]
    [TestCase("""{"type":"group","jid":"1@g.us","members":null,"complete":false}""", 0, false)]
    [TestCase("""{"type":"group","jid":"1@g.us","members":[],"complete":true}""", 0, false)]
    [TestCase("""{"type":"group","jid":"1@g.us","members":["status@broadcast"],"complete":true}""", 0, false)]
    [TestCase("""{"type":"group","jid":"1@g.us","members":["12345@c.us","2@bot"],"complete":true}""", 1, true)]
    [TestCase("""{"type":"group","jid":"1@g.us","members":["12345@c.us","13135550002@c.us","status@broadcast","2@bot","3@g.us","0@c.us",{"jid":"7@newsletter"}]}""", 1, false)]
    public void Leaves_out_members_that_are_never_contacts(string json, int members, bool complete)
    {
        var group = (GroupObservation)Read(json);
        Assert.That((group.Members.Count, group.Complete, group.MembersRejected), Is.EqualTo((members, complete, 0)));
    }

    [TestCase("\"[object Object]\"")]
    [TestCase("\"\"")]
    [TestCase("\"x\"")]
    [TestCase("\"{\\\"jid\\\":\\\"54321@c.us\\\"}\"")]
    [TestCase("\"[\\\"54321@c.us\\\"]\"")]
    [TestCase("null")]
    [TestCase("5")]
    [TestCase("true")]
    [TestCase("[]")]
    [TestCase("[\"54321@c.us\"]")]
    [TestCase("[[[\"54321@c.us\"]]]")]
    [TestCase("{}")]
    [TestCase("{\"jid\":null}")]
    [TestCase("{\"jid\":\"\",\"lid\":\"\"}")]
    [TestCase("{\"jid\":5}")]
    [TestCase("{\"jid\":{\"user\":\"54321\"}}")]
    [TestCase("{\"jid\":\"54321@c.us\",\"lid\":\"x\"}")]
    [TestCase("{\"jid\":\"54321@c.us\",\"role\":1}")]
    [TestCase("{\"jid\":\"54321@c.us\",\"pushName\":[]}")]
    public void Leaves_out_and_counts_members_that_cannot_be_read(string member)
    {
        var line = (GroupObservation)Read($$"""{"type":"group","jid":"1@g.us","name":"Team","members":["12345@c.us",{{member}},{"jid":"12346@c.us"},{{member}}],"complete":true}""");
        Assert.That((string.Join(' ', line.Members.Select(read => read.Id.Text)), line.MembersRejected, line.Complete, line.Name), Is.EqualTo(("12345 12346", 2, false, "Team")));
    }

    [Test]
    public void Reads_a_million_unreadable_members_in_passing()
    {
        var text = string.Join(',', Enumerable.Repeat("1", 1_000_000));
        var line = (GroupObservation)Read($$"""{"type":"group","jid":"1@g.us","members":[{{text}},"12345@c.us"]}""");
        Assert.That((line.Members.Count, line.MembersRejected), Is.EqualTo((1, 1_000_000)));
    }

    [TestCase("""{"type":"contact","jid":"12345@c.us","savedname":"Alice","direct_chat":true,"at":null}""", "direct_chat 1, savedname 1")]
    [TestCase("""{"type":"contact","phone":"12345"}""", "phone 1", Description = "rejected, and this may be why")]
    [TestCase("""{"type":"contact","jid":"status@broadcast","x":1}""", "x 1")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","role":"admin","Jid":5}""", "Jid 1, role 1")]
    [TestCase("""{"type":"group","jid":"1@g.us","subject":"Team","members":[{"jid":"12345@c.us","admin":null,"id":1},{"id":2},"12346@c.us"]}""", "admin 1, id 2, subject 1")]
    [TestCase("""{"type":"mapping","lid":"1@lid","phone":"12345@c.us","jid":"12345@c.us"}""", "jid 1")]
    [TestCase("""{"type":"session","state":"open","at":"2026-11-22T07:00:00Z"}""", "state 1")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","6281234567890":1,"":1,"other":1,"a b":{"c":1}}""", "other 4", Description = "no names that could be texts or numbers")]
    [TestCase("""{"type":"reaction","emoji":"x"}""", "")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","lid":"1@lid","savedName":"a","pushName":"b","businessName":"c","directChat":true,"at":"2026-11-22T07:00:00Z"}""", "")]
    [TestCase("""{"type":"group","jid":"1@g.us","name":"T","complete":true,"at":null,"members":[{"jid":"12345@c.us","lid":"1@lid","savedName":"a","pushName":"b","businessName":"c","role":"admin"}]}""", "")]
    [TestCase("""{"type":"mapping","lid":"1@lid","phone":"12345@c.us","at":null}""", "")]
    [TestCase("""{"type":"session","jid":"12345@c.us","lid":"1@lid","status":"connected","at":null}""", "")]
    public void Counts_fields_without_a_meaning(string json, string expected) =>
        Assert.That(string.Join(", ", (ObservationLines.Parse(json).UnknownFields?.Counts ?? new Dictionary<string, long>()).Select(field => $"{field.Key} {field.Value}")), Is.EqualTo(expected));

    [Test]
    public void Names_few_fields_of_a_million_unknown_ones()
    {
        var fields = string.Concat(Enumerable.Range(0, 150_000).Select(number => $",\"f{string.Concat($"{number}".Select(digit => (char)('a' + digit - '0')))}\":1"));
        var counts = ObservationLines.Parse($$"""{"type":"contact","jid":"12345@c.us"{{fields}}}""").UnknownFields!.Counts;
        Assert.That((counts.Count, counts[UnknownFields.Other]), Is.EqualTo((UnknownFields.MaxNames + 1, 150_000 - UnknownFields.MaxNames)));
    }

    [TestCase("")]
    [TestCase(" \t ")]
    [TestCase("\r")]
    [TestCase("\uFEFF")]
    [TestCase("\uFEFF \r")]
    [TestCase("""{"type":"reaction","jid":5,"at":"never"}""")]
    [TestCase("""{"type":"Contact"}""")]
    [TestCase("""{"type":""}""")]
    [TestCase("""{"type":"contact","jid":"status@broadcast"}""")]
    [TestCase("""{"type":"contact","jid":"120363021234567890@g.us"}""")]
    [TestCase("""{"type":"contact","jid":"13135550002@s.whatsapp.net","lid":"1@lid"}""")]
    [TestCase("""{"type":"group","jid":"1@broadcast","members":[]}""")]
    [TestCase("""{"type":"group","jid":"1@newsletter"}""")]
    [TestCase("""{"type":"mapping","lid":"1@lid","phone":"13135550002@s.whatsapp.net"}""")]
    public void Ignores_without_harm(string line) => Assert.That(ObservationLines.Parse(line), Is.EqualTo(ParsedLine.Ignored));

    [TestCase("\uFEFF{\"type\":\"contact\",\"jid\":\"12345@c.us\"}")]
    [TestCase("{\"type\":\"contact\",\"jid\":\"12345@c.us\"}\r")]
    [TestCase(" \t{ \"type\" : \"contact\" , \"jid\" : \"12345@c.us\" } ")]
    [TestCase("""{"\u0074ype":"contact","j\u0069d":"12345\u0040c.us"}""")]
    public void Does_not_mind_marks_and_white_space(string line) => Assert.That(ObservationLines.Parse(line).Observation, Is.Not.Null);

    [Test]
    public void Takes_a_line_of_4_MiB_and_no_longer_one()
    {
        var line = """{"type":"contact","jid":"12345@c.us"}"""u8.ToArray();
        var longest = new byte[ObservationLine.MaxBytes];
        longest.AsSpan().Fill((byte)' ');
        line.CopyTo(longest, 0);
        Assert.Multiple(() =>
        {
            Assert.That(ObservationLine.Parse(longest, ObservationLines.Now).Observation, Is.Not.Null);
            Assert.That(ObservationLine.Parse((byte[])[.. longest, (byte)' '], ObservationLines.Now).Rejection, Is.EqualTo(RejectionReason.TooLong));
        });
    }

    private static Observation Read(string json)
    {
        var parsed = ObservationLines.Parse(json);
        Assert.That(parsed.Rejection, Is.Null);
        return parsed.Observation!;
    }
}

internal static class ObservationLines
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    public static ParsedLine Parse(string line) => ObservationLine.Parse(Encoding.UTF8.GetBytes(line), Now);
}
