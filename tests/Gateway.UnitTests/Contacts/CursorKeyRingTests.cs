using System.Buffers.Text;
using System.Text;
using FsCheck.Fluent;
using Gateway.Domain.Contacts;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Contacts;

internal sealed class CursorKeyRingTests
{
    private const long Position = 123_456;
    private static readonly CursorKeyRing s_ring = Ring(1);
    private static readonly ContactFilter s_filter = new(ContactSource.Group, Group("120363021234567890@g.us"), Search("alice"));
    private static readonly ContactWalk s_walk = new("org", "sess_1", s_filter);

    [Test]
    public void Reads_what_it_wrote() => Law.Holds(Gen.Choose(int.MinValue, int.MaxValue).Two(), halves =>
    {
        var position = ((long)halves.Item1 << 32) ^ (uint)halves.Item2;
        var cursor = s_ring.Write(position, s_walk);
        Law.Is(s_ring.TryRead(cursor, s_walk, out var read), cursor);
        Law.Same(read, position, cursor);
    });

    [Test]
    public void Gives_the_same_cursor_for_the_same_page_and_another_for_another() => Assert.Multiple(() =>
    {
        Assert.That(Ring(1).Write(Position, s_walk), Is.EqualTo(s_ring.Write(Position, s_walk)));
        Assert.That(s_ring.Write(Position + 1, s_walk), Is.Not.EqualTo(s_ring.Write(Position, s_walk)));
    });

    [Test]
    public void Gives_short_cursors_that_need_no_escaping() => Law.Holds(Gen.Zip(Gen.Choose(0, int.MaxValue), Texts.WellFormed), pair =>
    {
        _ = SearchTerm.TryParse(pair.Item2, out var search);
        var cursor = s_ring.Write(pair.Item1, s_walk with { Filter = new(Search: search) });
        Law.Is(cursor.Length is > 0 and <= CursorKeyRing.MaxCursorCharacters, "length");
        Law.Is(cursor.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'), cursor);
    });

    [Test]
    public void Refuses_every_flipped_bit()
    {
        var bytes = Base64Url.DecodeFromChars(s_ring.Write(Position, s_walk));
        var accepted = Enumerable.Range(0, bytes.Length * 8).Where(bit =>
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            return s_ring.TryRead(Base64Url.EncodeToString(flipped), s_walk, out _);
        });
        Assert.That(accepted, Is.Empty);
    }

    [Test]
    public void Refuses_every_changed_added_or_missing_character()
    {
        const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \n.%\0é";
        var cursor = s_ring.Write(Position, s_walk);
        var changed = Enumerable.Range(0, cursor.Length)
            .SelectMany(i => Characters.Select(character => cursor[..i] + character + cursor[(i + 1)..]));
        var added = Enumerable.Range(0, cursor.Length + 1)
            .SelectMany(i => Characters.Select(character => cursor.Insert(i, character.ToString())));
        var missing = Enumerable.Range(0, cursor.Length).SelectMany(i => new[] { cursor.Remove(i, 1), cursor[..i], cursor[i..] });
        var accepted = changed.Concat(added).Concat(missing).Where(text => text != cursor && s_ring.TryRead(text, s_walk, out _));
        Assert.That(accepted, Is.Empty);
    }

    [TestCase("")]
    [TestCase("garbage")]
    [TestCase("0")]
    [TestCase("😀")]
    public void Refuses_garbage(string text) => Assert.That(s_ring.TryRead(text, s_walk, out _), Is.False);

    [TestCase('+')]
    [TestCase('/')]
    [TestCase('=')]
    [TestCase(' ')]
    [TestCase('é')]
    [TestCase('\0')]
    public void Refuses_what_is_no_base64url_but_as_long_as_a_cursor(char character)
    {
        var cursor = s_ring.Write(Position, s_walk);
        Assert.That(s_ring.TryRead(character + cursor[1..], s_walk, out _), Is.False);
    }

    [Test]
    public void Refuses_a_very_long_text() => Assert.Multiple(() =>
    {
        Assert.That(s_ring.TryRead(new string('A', 257), s_walk, out _), Is.False);
        Assert.That(s_ring.TryRead(new string('A', 1_000_000), s_walk, out _), Is.False);
    });

    [TestCaseSource(nameof(OtherWalks))]
    public void Refuses_a_cursor_made_for_another_walk(ContactWalk other) =>
        Assert.That(s_ring.TryRead(s_ring.Write(Position, other), s_walk, out _), Is.False);

    [Test]
    public void Takes_an_equal_walk_and_a_search_that_folds_alike() => Assert.Multiple(() =>
    {
        var cursor = s_ring.Write(Position, s_walk);
        var equal = new ContactWalk("org", "sess_1", new(ContactSource.Group, Group("120363021234567890@g.us"), Search("ALICE")));
        Assert.That(s_ring.TryRead(cursor, equal, out _), Is.True);
        Assert.That(s_ring.TryRead(cursor, equal with { Filter = s_filter with { Search = Search("alic") } }, out _), Is.False);
    });

    [Test]
    public void Takes_an_empty_search_for_none()
    {
        _ = SearchTerm.TryParse("", out var empty);
        var cursor = s_ring.Write(Position, s_walk with { Filter = new(Search: empty) });
        Assert.That(s_ring.TryRead(cursor, s_walk with { Filter = new() }, out _), Is.True);
        Assert.That(s_ring.TryRead(cursor, s_walk with { Filter = new(Search: Search(" ")) }, out _), Is.False);
    }

    [TestCase("ab", "c", "a", "bc")]
    [TestCase("abc", "", "", "abc")]
    [TestCase("a\0b", "c", "a", "b\0c")]
    [TestCase("\0\0\0\u0001a", "", "", "a")]
    public void Keeps_neighbouring_fields_apart(string organization, string session, string otherOrganization, string otherSession)
    {
        var cursor = s_ring.Write(Position, new(organization, session, new()));
        Assert.That(s_ring.TryRead(cursor, new(otherOrganization, otherSession, new()), out _), Is.False);
    }

    [Test]
    public void Keeps_a_filter_by_value_apart_from_a_search_for_that_value() => Assert.Multiple(() =>
    {
        var source = s_ring.Write(Position, s_walk with { Filter = new(ContactSource.DirectChat) });
        Assert.That(s_ring.TryRead(source, s_walk with { Filter = new(Search: Search("dm")) }, out _), Is.False);
        var group = s_ring.Write(Position, s_walk with { Filter = new(Group: Group("1@g.us")) });
        Assert.That(s_ring.TryRead(group, s_walk with { Filter = new(Search: Search("1@g.us")) }, out _), Is.False);
    });

    [Test]
    public void Never_holds_the_text_that_was_searched()
    {
        var texts = new[] { "alice", "6281", "a" }.Select(text => s_ring.Write(1, s_walk with { Filter = new(Search: Search(text)) })).ToList();
        Assert.That(texts.Select(text => text.Length).Distinct().Count(), Is.EqualTo(1));
        Assert.That(texts.Select(text => Encoding.Latin1.GetString(Base64Url.DecodeFromChars(text))), Has.None.Contains("alice").And.None.Contains("6281"));
    }

    [Test]
    public void Signs_with_the_first_key_and_verifies_with_all()
    {
        var old = Ring(1).Write(Position, s_walk);
        Assert.Multiple(() =>
        {
            Assert.That(Ring(2, 1).TryRead(old, s_walk, out var position) ? position : 0, Is.EqualTo(Position));
            Assert.That(Ring(2, 1).Write(Position, s_walk), Is.EqualTo(Ring(2).Write(Position, s_walk)).And.Not.EqualTo(old));
            Assert.That(Ring(3, 2, 1).TryRead(old, s_walk, out _), Is.True);
            Assert.That(Ring(2).TryRead(old, s_walk, out _), Is.False);
            Assert.That(Ring(1).TryRead(Ring(2, 1).Write(Position, s_walk), s_walk, out _), Is.False);
        });
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(33)]
    public void Takes_only_keys_of_32_bytes(int bytes) => Assert.Multiple(() =>
    {
        Assert.That(() => new CursorKeyRing([new byte[bytes]]), Throws.ArgumentException);
        Assert.That(() => new CursorKeyRing([new byte[32], new byte[bytes]]), Throws.ArgumentException);
        Assert.That(() => new CursorKeyRing([]), Throws.ArgumentException);
    });

    private static IEnumerable<TestCaseData<ContactWalk>> OtherWalks()
    {
        yield return new(s_walk with { OrganizationId = "Org" }) { TestName = "{m}(organization)" };
        yield return new(s_walk with { Session = "sess_2" }) { TestName = "{m}(session)" };
        yield return new(s_walk with { Filter = s_filter with { Source = ContactSource.DirectChat } }) { TestName = "{m}(source)" };
        yield return new(s_walk with { Filter = s_filter with { Source = null } }) { TestName = "{m}(no source)" };
        yield return new(s_walk with { Filter = s_filter with { Group = Group("120363021234567891@g.us") } }) { TestName = "{m}(group)" };
        yield return new(s_walk with { Filter = s_filter with { Group = null } }) { TestName = "{m}(no group)" };
        yield return new(s_walk with { Filter = s_filter with { Search = Search("bob") } }) { TestName = "{m}(q)" };
        yield return new(s_walk with { Filter = s_filter with { Search = null } }) { TestName = "{m}(no q)" };
    }

    private static CursorKeyRing Ring(params byte[] seeds) => new(seeds.Select(seed => Enumerable.Repeat(seed, CursorKeyRing.KeyBytes).ToArray()));

    private static GroupJid Group(string text) => GroupJid.FromText(text);

    private static SearchTerm? Search(string text) => SearchTerm.TryParse(text, out var term) ? term : throw new ArgumentException("Too long.", nameof(text));
}
