using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.Infrastructure.Import;

/// <summary>Names as a store has them.</summary>
internal readonly record struct StoreNames(string? Saved = null, string? Push = null, string? Business = null);

/// <summary>A member as a store has it.</summary>
/// <param name="Person">Null for what is never a contact, and where it cannot be read.</param>
internal readonly record struct StoreMember(PersonObservation? Person, bool IsRead);

/// <summary>
/// Makes observations of what stores hold: JIDs in any form, names that are numbers, times from the future. Counts what is left
/// out. Facts of a LID's row stay the LID's, and the number beside it only maps: else what a row says would move with the mapping.
/// </summary>
/// <param name="now">Our clock: times ahead of it are no times.</param>
/// <param name="unseenAreDirectChats">People whom the store cannot place count as direct chats.</param>
internal sealed class StoreLines(DateTimeOffset now, bool unseenAreDirectChats)
{
    private readonly long _latest = Timestamp.From(now);
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);

    /// <summary>How many JIDs of each kind are nobody's.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    /// <summary>A time in seconds since the Unix epoch; null for 0 and for the future.</summary>
    public long? Seconds(long? seconds) => seconds is > 0 and < 100_000_000_000 ? Past(seconds.Value * 1_000_000) : null;

    /// <summary>A time of a zone that is UTC, said or not.</summary>
    public long? Time(DateTime? time) => time is { } known ? Past(Timestamp.From(new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)))) : null;

    /// <summary>The session's own number and LID.</summary>
    public static SessionObservation Own(params IEnumerable<string?> jids) =>
        new([.. jids.Select(Jid.Parse).Where(jid => jid.Kind == JidKind.Person).Select(jid => jid.Person).Distinct()], Status: null, At: null);

    /// <summary>A person, and who else they are; null where the JID is nobody's.</summary>
    /// <param name="other">The LID or number that the store has beside it.</param>
    public IEnumerable<Observation?> Contact(string? jid, string? other, StoreNames names, bool directChat, long? at)
    {
        if (PersonOf(jid) is not { } person)
        {
            return [null];
        }

        var second = Jid.Parse(other);
        var named = Named(new PersonObservation(person, !person.IsLid && second.IsLid ? second.Person : null), names);
        var contact = new ContactObservation(named, directChat, at, unseenAreDirectChats);
        return person.IsLid && second.IsPhone ? [new MappingObservation(person, second.Person, at), contact] : [contact];
    }

    /// <summary>A number and a LID, in either order; null where they are not.</summary>
    public static MappingObservation? Mapping(string? one, string? other, long? at)
    {
        var (left, right) = (Jid.Parse(one), Jid.Parse(other));
        return left.IsLid && right.IsPhone ? new(left.Person, right.Person, at)
            : right.IsLid && left.IsPhone ? new(right.Person, left.Person, at)
            : null;
    }

    /// <summary>A group; null where the JID is none.</summary>
    /// <param name="membersRejected">How many more members there are, which cannot be read.</param>
    public static GroupObservation? Group(
        string? jid, string? name, IReadOnlyList<PersonObservation> members, bool isComplete, long? at, int membersRejected = 0) =>
        Jid.Parse(jid) is { Kind: JidKind.Group } group
            ? GroupObservation.Create(group.Group, ContactName.CleanLabel(name), members, membersRejected, isComplete, at)
            : null;

    /// <summary>One who is, or was, in a group.</summary>
    public StoreMember Member(string? jid, string? lid, string? pushName, string? role)
    {
        if (PersonOf(jid) is not { } person)
        {
            return new(null, IsRead: Jid.Parse(jid).Kind != JidKind.Malformed);
        }

        var second = Jid.Parse(lid);
        var member = new PersonObservation(person, !person.IsLid && second.IsLid ? second.Person : null, Role: ContactName.CleanLabel(role));
        return new(Named(member, new StoreNames(Push: pushName)), IsRead: true);
    }

    private long? Past(long microseconds) => microseconds <= _latest ? microseconds : null;

    private static PersonObservation Named(PersonObservation person, StoreNames names) => person with
    {
        SavedName = ContactName.Clean(names.Saved),
        PushName = ContactName.Clean(names.Push),
        BusinessName = ContactName.Clean(names.Business),
    };

    private Identifier? PersonOf(string? text)
    {
        var jid = Jid.Parse(text);
        if (jid.Kind == JidKind.Person)
        {
            return jid.Person;
        }

        var kind = KindOf(jid, text ?? "");
        _skipped[kind] = _skipped.GetValueOrDefault(kind) + 1;
        return null;
    }

    private static string KindOf(Jid jid, string text) =>
        jid.Kind switch
        {
            JidKind.Group => "group",
            JidKind.Malformed => "unreadable",
            _ => text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..] switch
            {
                "broadcast" => text.StartsWith("status@", StringComparison.Ordinal) ? "status" : "broadcastList",
                "newsletter" => "channel",
                "bot" => "bot",
                "call" => "call",
                "msgr" or "interop" => "otherNetwork",
                _ => "officialAccount",
            },
        };
}
