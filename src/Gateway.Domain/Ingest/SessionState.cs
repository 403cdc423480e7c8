using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>What a reduction must know beforehand of a batch.</summary>
/// <param name="Identifiers">Every identifier that a line names.</param>
/// <param name="Groups">Every group that a line names.</param>
/// <param name="CompleteGroups">Those of which a line gives the whole list: their current members are touched too.</param>
public sealed record Footprint(
    IReadOnlySet<Identifier> Identifiers,
    IReadOnlySet<GroupJid> Groups,
    IReadOnlySet<GroupJid> CompleteGroups)
{
    public static Footprint Of(IEnumerable<Observation> lines)
    {
        var identifiers = new HashSet<Identifier>();
        var groups = new HashSet<GroupJid>();
        var complete = new HashSet<GroupJid>();
        foreach (var line in lines)
        {
            identifiers.UnionWith(IdentifiersOf(line));
            if (line is GroupObservation group)
            {
                groups.Add(group.Group);
                if (group.Complete)
                {
                    complete.Add(group.Group);
                }
            }
        }

        return new Footprint(identifiers, groups, complete);
    }

    /// <summary>Of one person by one identifier.</summary>
    public static Footprint Of(Identifier id) => new(new HashSet<Identifier> { id }, new HashSet<GroupJid>(), new HashSet<GroupJid>());

    private static IEnumerable<Identifier> IdentifiersOf(Observation line) => line switch
    {
        ContactObservation contact => contact.Person.Identifiers,
        GroupObservation group => group.Members.SelectMany(member => member.Identifiers),
        MappingObservation mapping => [mapping.Lid, mapping.Phone],
        SessionObservation session => session.Own,
        _ => [],
    };
}

/// <summary>The session's own row.</summary>
/// <param name="LastPosition">The largest position ever given.</param>
/// <param name="LastArrival">The latest arrival ever given to a line, in microseconds since the Unix epoch.</param>
/// <param name="Writes">How often the session was written: while it stays, so does everything that is stored of the session.</param>
public sealed record SessionFacts(long LastPosition, long LastArrival, SessionStatus Status, long? StatusAt, long? DataAsOf, long Writes)
{
    public static SessionFacts New { get; } = new(0, 0, SessionStatus.Unknown, null, null, 0);
}

/// <summary>
/// The stored state that a batch touches: every identifier of its footprint, the current members of its complete groups,
/// the remembered partner of each of these; all memberships of all these (the first gave a position: without one there is none);
/// the groups of all of them.
/// </summary>
public sealed record SessionState(
    SessionFacts Session,
    IReadOnlySet<Identifier> Own,
    IReadOnlyDictionary<Identifier, IdentifierFacts> Identifiers,
    IReadOnlyDictionary<GroupJid, GroupFacts> Groups)
{
    public static SessionState Empty { get; } = new(
        SessionFacts.New,
        new HashSet<Identifier>(),
        new Dictionary<Identifier, IdentifierFacts>(),
        new Dictionary<GroupJid, GroupFacts>());
}
