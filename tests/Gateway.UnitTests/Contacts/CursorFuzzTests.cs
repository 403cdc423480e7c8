using System.Buffers.Text;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Contacts;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Contacts;

/// <summary>No text is a cursor but the one that was written for this very walk.</summary>
internal sealed class CursorFuzzTests
{
    private static readonly CursorKeyRing s_ring = new([[.. Enumerable.Repeat((byte)1, CursorKeyRing.KeyBytes)], [.. Enumerable.Repeat((byte)2, CursorKeyRing.KeyBytes)]]);
    private static readonly CursorKeyRing s_strangers = new([[.. Enumerable.Repeat((byte)3, CursorKeyRing.KeyBytes)]]);

    private static readonly Gen<ContactWalk> s_walk =
        from organization in Texts.WellFormed
        from session in Gen.Elements("sess_1", "sess_2")
        from source in Gen.Elements<ContactSource?>(null, ContactSource.DirectChat, ContactSource.Group)
        from grp in Gen.Elements<string?>(null, "1@g.us", "2@g.us", "1-2@g.us")
        from text in Texts.WellFormed
        select new ContactWalk(organization, session, new ContactFilter(source, grp is null ? null : GroupJid.FromText(grp), Search(text)));

    private static readonly Gen<long> s_position = Gen.Choose(0, int.MaxValue - 1).Two().Select(halves => ((long)halves.Item1 << 31) | (uint)halves.Item2);

    [Test]
    public void Any_bit_flipped_is_refused() => Fuzz.Survives(
        from walk in s_walk
        from position in s_position
        from bit in Gen.Choose(0, (25 * 8) - 1)
        select (walk, position, bit),
        each =>
        {
            var (walk, position, bit) = each;
            var bytes = Base64Url.DecodeFromChars(s_ring.Write(position, walk));
            Law.Is(s_ring.TryRead(Base64Url.EncodeToString(bytes), walk, out var read) && read == position, "the cursor itself");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            MustRefuse(Base64Url.EncodeToString(bytes), walk);
        });

    [Test]
    public void Anything_else_done_to_its_text_is_refused() => Fuzz.Survives(
        from walk in s_walk
        from position in s_position
        from text in Fuzz.Mutated(Encoding.ASCII.GetBytes(s_ring.Write(position, walk)))
        select (Walk: walk, Position: position, Text: Encoding.Latin1.GetString(text)),
        each =>
        {
            if (each.Text != s_ring.Write(each.Position, each.Walk))
            {
                MustRefuse(each.Text, each.Walk);
            }
        });

    [Test]
    public void A_cursor_of_another_walk_position_or_key_is_refused() => Fuzz.Survives(
        from walk in s_walk
        from other in s_walk
        from like in Gen.Elements(other, walk with { OrganizationId = other.OrganizationId }, walk with { Session = other.Session }, walk with { Filter = other.Filter })
        from filter in Gen.Elements(like.Filter, walk.Filter with { Source = other.Filter.Source }, walk.Filter with { Group = other.Filter.Group }, walk.Filter with { Search = other.Filter.Search })
        from positions in s_position.Two()
        from half in Gen.Choose(1, 33)
        select (walk, other: like with { Filter = filter }, positions, half),
        each =>
        {
            var ((walk, other), (one, two)) = ((each.walk, each.other), each.positions);
            MustRefuse(s_strangers.Write(one, walk), walk);
            var (mine, theirs) = (s_ring.Write(one, walk), s_ring.Write(two, other));
            if (walk != other)
            {
                MustRefuse(theirs, walk);
            }

            var spliced = mine[..each.half] + theirs[each.half..];
            if (spliced != mine && spliced != theirs)
            {
                MustRefuse(spliced, walk);
                MustRefuse(spliced, other);
            }
        });

    [Test]
    public void No_other_text_is_accepted() => Fuzz.Survives(
        Gen.Zip(s_walk, Gen.OneOf(
            Texts.Any,
            Texts.Ascii,
            Fuzz.Bytes.Select(Encoding.Latin1.GetString),
            Gen.Choose(0, 255).Select(each => (byte)each).ArrayOf(25).Select(bytes => Base64Url.EncodeToString(bytes)),
            Gen.Choose(0, 255).Select(each => (byte)each).ArrayOf(24).Select(bytes => Base64Url.EncodeToString([1, .. bytes])))),
        each => MustRefuse(each.Item2, each.Item1));

    private static void MustRefuse(string cursor, ContactWalk walk)
    {
        Law.Is(!s_ring.TryRead(cursor, walk, out var position), cursor);
        Law.Same(position, 0, "what is refused has no position");
    }

    private static SearchTerm? Search(string text) => SearchTerm.TryParse(text, out var term) ? term : null;
}
