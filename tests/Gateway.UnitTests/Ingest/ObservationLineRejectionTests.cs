using System.Text;
using Gateway.Domain.Ingest;

namespace Gateway.UnitTests.Ingest;

internal sealed class ObservationLineRejectionTests
{
    [TestCase("x")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("1")]
    [TestCase("null")]
    [TestCase("\"type\"")]
    [TestCase("{}{}")]
    [TestCase("{\"type\":\"contact\",}")]
    [TestCase("{\"type\":\"contact\"} // why")]
    [TestCase("{'type':'contact'}")]
    [TestCase("\uFEFF\uFEFF{\"type\":\"contact\",\"jid\":\"12345@c.us\"}")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","savedName":"\ud8"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","savedName":"\ud8zz"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","savedName":"\ud83d\udezz"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","savedName":"\x"}""")]
    [TestCase("{\"type\":\"contact\",\"jid\":\"12345@c.us\",\"savedName\":\"a\tb\"}")]
    public void Rejects_what_is_no_JSON_object(string line) => Rejects(line, RejectionReason.BadJson);

    [TestCase("""{"type":"contact","type":"contact","jid":"12345@c.us"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","jid":"54321@c.us"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","j\u0069d":"54321@c.us"}""")]
    [TestCase("""{"type":"group","jid":"1@g.us","members":[{"jid":"12345@c.us","jid":"54321@c.us"}]}""")]
    public void Rejects_a_member_given_twice(string line) => Rejects(line, RejectionReason.BadJson);

    [TestCase("{}")]
    [TestCase("""{"type":null,"jid":"12345@c.us"}""")]
    [TestCase("""{"Type":"contact","jid":"12345@c.us"}""")]
    public void Rejects_a_line_without_type(string line) => Rejects(line, RejectionReason.NoType);

    [TestCase("""{"type":1}""")]
    [TestCase("""{"type":["contact"]}""")]
    [TestCase("""{"type":"contact","jid":6281234567890}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","lid":1}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","savedName":5}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","pushName":{}}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","businessName":["a"]}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","directChat":"true"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","directChat":1}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","at":1795330800}""")]
    [TestCase("""{"type":"group","jid":"1@g.us","name":1}""")]
    [TestCase("""{"type":"group","jid":"1@g.us","members":"12345@c.us"}""")]
    [TestCase("""{"type":"group","jid":"1@g.us","members":{}}""")]
    [TestCase("""{"type":"group","jid":"1@g.us","members":[],"complete":"yes"}""")]
    [TestCase("""{"type":"group","jid":"1@g.us","complete":true}""")]
    [TestCase("""{"type":"group","jid":"1@g.us","members":null,"complete":true}""")]
    [TestCase("""{"type":"session","status":"online"}""")]
    [TestCase("""{"type":"session","status":true}""")]
    [TestCase("""{"type":"session","status":""}""")]
    [TestCase("""{"type":"mapping","lid":"1@lid","phone":12345}""")]
    public void Rejects_a_known_field_of_the_wrong_form(string line) => Rejects(line, RejectionReason.BadField);

    [TestCase("""{"type":"contact"}""")]
    [TestCase("""{"type":"contact","jid":"","lid":""}""")]
    [TestCase("""{"type":"contact","jid":"x"}""")]
    [TestCase("""{"type":"contact","jid":"x","lid":"1@lid"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","lid":"x"}""")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","lid":"54321@c.us"}""")]
    [TestCase("""{"type":"contact","lid":"12345@c.us"}""")]
    [TestCase("""{"type":"contact","jid":"1@lid","lid":"2@lid"}""")]
    [TestCase("""{"type":"contact","jid":"1@lid","lid":"1@g.us"}""")]
    [TestCase("""{"type":"group"}""")]
    [TestCase("""{"type":"group","jid":"12345@c.us"}""")]
    [TestCase("""{"type":"group","jid":"x@g.us","members":[]}""")]
    [TestCase("""{"type":"mapping"}""")]
    [TestCase("""{"type":"mapping","lid":"1@lid"}""")]
    [TestCase("""{"type":"mapping","phone":"12345@c.us"}""")]
    [TestCase("""{"type":"mapping","lid":"12345@c.us","phone":"1@lid"}""")]
    [TestCase("""{"type":"mapping","lid":"1@lid","phone":"2@lid"}""")]
    [TestCase("""{"type":"mapping","lid":"1@g.us","phone":"12345@c.us"}""")]
    [TestCase("""{"type":"mapping","lid":"1@lid","phone":"1@g.us"}""")]
    [TestCase("""{"type":"session","jid":"x"}""")]
    [TestCase("""{"type":"session","jid":"12345@c.us","lid":"x"}""")]
    public void Rejects_a_bad_or_missing_identifier(string line) => Rejects(line, RejectionReason.BadJid);

    [TestCase("""{"type":1}""", "type")]
    [TestCase("{}", "type")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","directChat":"true"}""", "directChat")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","pushName":7,"businessName":7}""", "pushName")]
    [TestCase("""{"type":"contact","jid":"x"}""", "jid")]
    [TestCase("""{"type":"contact","lid":"x"}""", "lid")]
    [TestCase("""{"type":"contact","jid":"1@lid","lid":"2@lid"}""", "lid")]
    [TestCase("""{"type":"contact","jid":"x","at":"never"}""", "at", Description = "the first fault")]
    [TestCase("""{"type":"group","jid":"1@g.us","members":"[]"}""", "members")]
    [TestCase("""{"type":"group","jid":"1@g.us","complete":true}""", "members")]
    [TestCase("""{"type":"mapping","lid":"1@lid","phone":"2@lid"}""", "phone")]
    [TestCase("""{"type":"session","status":"online"}""", "status")]
    [TestCase("""{"type":"contact","jid":"12345@c.us","6281234567890":}""", null)]
    public void Names_the_known_field_that_is_wrong(string line, string? field) => Assert.That(ObservationLines.Parse(line).WrongField, Is.EqualTo(field));

    [TestCase("2026-11-22T07:00:00Z")]
    [TestCase("2026-11-22T07:05:00Z")]
    [TestCase("2026-11-22T07:05:00.0000009Z")]
    [TestCase("2026-11-22T14:05:00+07:00")]
    [TestCase("1969-01-01T00:00:00Z")]
    public void Takes_a_time_up_to_5_minutes_ahead(string at) => Assert.That(At(at).Observation?.At, Is.Not.Null);

    [TestCase("2026-11-22T07:05:00.000001Z")]
    [TestCase("2026-11-22T07:05:01Z")]
    [TestCase("2026-11-22T07:04:00-00:02")]
    [TestCase("9999-12-31T23:59:59Z")]
    [TestCase("")]
    [TestCase("yesterday")]
    [TestCase("2026-11-22T07:00:00")]
    [TestCase("0001-01-01Tgarbage")]
    [TestCase("0000-12-31T00:00:00")]
    public void Rejects_a_time_further_ahead_or_of_no_form(string at) => Assert.That(At(at).Rejection, Is.EqualTo(RejectionReason.BadTime));

    [TestCase(new byte[] { 0xFF })]
    [TestCase(new byte[] { 0xC0, 0x80 })]
    [TestCase(new byte[] { 0xED, 0xA0, 0x80 })]
    [TestCase(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [TestCase(new byte[] { 0xE2, 0x82 })]
    public void Rejects_invalid_UTF_8_wherever_it_stands(byte[] bytes) => Assert.Multiple(() =>
    {
        Assert.That(ObservationLine.Parse(bytes, ObservationLines.Now).Rejection, Is.EqualTo(RejectionReason.BadJson));
        byte[] line = [.. """{"type":"contact","jid":"12345@c.us","other":" """u8, .. bytes, .. "\"}"u8];
        Assert.That(ObservationLine.Parse(line, ObservationLines.Now).Rejection, Is.EqualTo(RejectionReason.BadJson));
    });

    [Test]
    public void Rejects_or_takes_but_never_fails_whatever_the_text() => Law.Holds(Texts.Any, text =>
    {
        foreach (var line in new[] { text, $"{{\"type\":\"contact\",\"jid\":\"12345@c.us\",\"savedName\":\"{text}\"}}", $"{{\"type\":\"{text}\"}}" })
        {
            _ = ObservationLine.Parse(Encoding.UTF8.GetBytes(line), ObservationLines.Now);
        }
    });

    private static ParsedLine At(string at) => ObservationLines.Parse($$"""{"type":"contact","jid":"12345@c.us","at":"{{at}}"}""");

    private static void Rejects(string line, string reason) =>
        Assert.That(ObservationLines.Parse(line) with { WrongField = null, UnknownFields = null }, Is.EqualTo(new ParsedLine(null, reason)));
}
