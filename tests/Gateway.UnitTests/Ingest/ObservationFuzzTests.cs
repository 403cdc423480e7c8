using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;

namespace Gateway.UnitTests.Ingest;

/// <summary>Any line is applied, ignored or rejected; whatever is applied leaves a session that holds together.</summary>
internal sealed class ObservationFuzzTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_reasons =
        [RejectionReason.BadJson, RejectionReason.NoType, RejectionReason.BadField, RejectionReason.BadJid, RejectionReason.BadTime, RejectionReason.TooLong];

    private static readonly Gen<byte[]> s_good = Gen.Elements(
        """{"type":"contact","jid":"6281234567890@s.whatsapp.net","lid":"205227043110953@lid","savedName":"Al\ud83d\ude00ice","pushName":"a\u0000li","directChat":true,"at":"2026-11-22T06:00:00Z"}""",
        """{"type":"contact","jid":"6281234567891:1@c.us","businessName":"caf\u00e9 \ud800","directChat":null}""",
        """{"type":"contact","lid":"205227043110953@lid","pushName":"ali","directChat":false}""",
        """{"type":"group","jid":"1@g.us","name":"T","members":["6281234567890@c.us",{"jid":"205227043110953@lid","role":"admin","pushName":"b"}],"complete":true,"at":"2026-11-22T06:30:00.5Z"}""",
        """{"type":"group","jid":"1@g.us","members":["6281234567891@c.us","status@broadcast"]}""",
        """{"type":"mapping","lid":"205227043110953@lid","phone":"6281234567890@s.whatsapp.net"}""",
        """{"type":"mapping","lid":"1@lid","phone":"6281234567891@s.whatsapp.net","at":"2026-11-22T06:00:00+05:00"}""",
        """{"type":"session","jid":"6281200000001:12@s.whatsapp.net","lid":"111111111111111@lid","status":"connected"}""",
        """{"type":"other"}""").Select(Encoding.UTF8.GetBytes);

    private static readonly Gen<byte[]> s_line = Gen.Frequency(
        (2, Fuzz.Bytes),
        (2, s_good),
        (6, s_good.SelectMany(Fuzz.Mutated)),
        (3, s_good.SelectMany(line => Texts.Any.Select(text => Respelt(line, text)))));

    [Test]
    public void Any_line_is_applied_ignored_or_rejected() => Fuzz.Survives(s_line, line =>
    {
        var parsed = ObservationLine.Parse(line.ToArray(), s_now);
        Law.Is(parsed.Observation is null || parsed.Rejection is null, "one verdict");
        Law.Is(parsed.Rejection is null || s_reasons.Contains(parsed.Rejection), "a known reason");
        foreach (var text in TextsOf(parsed.Observation))
        {
            Law.Is(text.Length > 0 && !text.Any(char.IsControl) && text.EnumerateRunes().Count() <= 256, "a name without controls, of 256 code points");
            Law.Is(text.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) == text.Length && string.Concat(text.EnumerateRunes()) == text, "whole characters");
        }
    });

    [Test]
    public void Any_stream_is_split_at_its_line_ends_however_it_arrives() => Fuzz.Survives(
        from lines in s_line.ArrayOf()
        from last in Fuzz.Bytes
        from piece in Gen.Choose(1, 400)
        select (Bytes: lines.SelectMany(line => line.Append((byte)'\n')).Concat(last).ToArray(), piece),
        each =>
        {
            using var stream = new Drip(each.Bytes, each.piece);
            var reader = new NdjsonReader(stream);
            var text = new MemoryStream();
            var count = 0;
            while (reader.ReadLineAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } line)
            {
                Law.Is(!line.Span.Contains((byte)'\n'), "a line has no end inside");
                text.Write(line.Span);
                text.WriteByte((byte)'\n');
                count++;
            }

            byte[] whole = each.Bytes is [] or [.., (byte)'\n'] ? each.Bytes : [.. each.Bytes, (byte)'\n'];
            Law.Same(count, whole.Count(value => value == '\n'), "lines");
            Law.Is(text.ToArray().AsSpan().SequenceEqual(whole), "every byte");
        });

    [Test]
    public void What_is_applied_leaves_the_rows_that_the_contract_says() => Fuzz.SurvivesSample(
        from batches in s_line.ArrayOf(4).ListOf(3)
        select batches,
        batches =>
        {
            var (session, oracle) = (new ReducerStore(), new SessionOracle());
            var now = Timestamp.From(s_now);
            foreach (var lines in batches)
            {
                var batch = new Batch([.. lines.Select(line => ObservationLine.Parse(line.ToArray(), s_now).Observation).OfType<Observation>()], now++);
                session.Take(batch);
                oracle.Take(batch);
                Law.Same(session.Listed(), oracle.Listed(), "people");
                Law.Is(session.GroupContacts.Keys.All(row => session.Contacts.ContainsKey(row.Position)), "members are listed");
                Law.Is(session.Contacts.Values.All(contact => contact.PhoneNumber.All(char.IsAsciiDigit) && (contact.Lid.Length == 0 || contact.Lid.EndsWith("@lid", StringComparison.Ordinal))), "numbers and LIDs");
            }
        });

    /// <summary>Another text in the place of one of the line's.</summary>
    private static byte[] Respelt(byte[] line, string text)
    {
        var parts = Encoding.UTF8.GetString(line).Split('"');
        var at = (text.Length % (parts.Length / 2) * 2) + 1;
        parts[at] = System.Text.Json.JsonEncodedText.Encode(string.Concat(text.EnumerateRunes())).ToString();
        return Encoding.UTF8.GetBytes(string.Join('"', parts));
    }

    private static IEnumerable<string> TextsOf(Observation? line) => line switch
    {
        ContactObservation contact => TextsOf(contact.Person),
        GroupObservation group => group.Members.SelectMany(TextsOf).Concat(new[] { group.Name }.OfType<string>()),
        _ => [],
    };

    private static IEnumerable<string> TextsOf(PersonObservation person) =>
        new[] { person.SavedName, person.PushName, person.BusinessName, person.Role }.OfType<string>();

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Drip(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
