using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>
/// The rules of stored data, pure: (state of the touched identifiers, lines) to changed rows. Every database writes what
/// comes out of here and nothing else.
/// </summary>
public static class Reducer
{
    /// <param name="state">What is stored, at least of the lines' <see cref="Footprint"/>.</param>
    /// <param name="lines">In order.</param>
    /// <param name="now">Our clock, in microseconds since the Unix epoch.</param>
    public static Reduction Reduce(SessionState state, IReadOnlyList<Observation> lines, long now)
    {
        var work = new ReductionWork(state, now);
        foreach (var line in lines)
        {
            Apply(work, line, line.At is { } at ? new Moment(at, IsStated: true) : work.NextArrival());
            work.EndLine();
        }

        return work.Finish(work.Session with { DataAsOf = now });
    }

    /// <summary>Deletes the person of <paramref name="id"/>: both identifiers while they are joined, whatever is stored of them.</summary>
    public static Reduction Forget(SessionState state, Identifier id)
    {
        var work = new ReductionWork(state, now: long.MaxValue); // nothing is compared with it
        work.Forget(id);
        return work.Finish(work.Session);
    }

    private static void Apply(ReductionWork work, Observation line, Moment moment)
    {
        switch (line)
        {
            case ContactObservation contact:
                work.Counting(contact.Person.Identifiers, () => Apply(work, contact, moment));
                break;
            case GroupObservation group:
                Apply(work, group, moment);
                break;
            case MappingObservation mapping:
                work.Counting([mapping.Phone, mapping.Lid], () => work.ObservePartners(Halves(mapping.Phone, mapping.Lid), moment));
                break;
            case SessionObservation session:
                Apply(work, session, moment);
                break;
            default:
                throw new ArgumentException("Unknown observation.", nameof(line));
        }
    }

    private static void Apply(ReductionWork work, ContactObservation contact, Moment moment)
    {
        work.Observe(contact.Person, moment);
        if (contact.Person.Lid is { } lid)
        {
            work.ObservePartners(Halves(contact.Person.Id, lid), moment);
        }

        if (contact.DirectChat || (contact.DirectChatIfUnseen && work.IsUnseen(contact.Person.Id)))
        {
            work.ObserveDirectChat(contact.Person.Id, moment);
        }
    }

    private static void Apply(ReductionWork work, GroupObservation line, Moment moment)
    {
        // Without a time of its own, a list that repeats the stored one leaves its times alone.
        var takes = line.Complete && (moment.IsStated || !work.RepeatsCompleteList(line));
        work.ObserveGroup(line.Group, line.Name, takes ? moment.Time : null, moment);
        var members = MemberList.Of(line);
        foreach (var member in members.Members)
        {
            work.Counting(member.Identifiers, () =>
            {
                work.Observe(member, moment);
                work.ObservePartners(members.PartnersOf(member), moment);
                work.ObserveMembership(member, line.Group, moment, takes);
            });
        }

        work.ObservePartners(members.Partners, moment); // also of a member's second, contradicting LID
    }

    private static void Apply(ReductionWork work, SessionObservation session, Moment moment)
    {
        work.ObserveStatus(session.Status, moment);
        work.Counting(session.Own, () => work.ObserveOwn(session.Own));
    }

    /// <summary>Each remembers the other.</summary>
    private static IEnumerable<KeyValuePair<Identifier, Identifier>> Halves(Identifier phone, Identifier lid) =>
        [KeyValuePair.Create(phone, lid), KeyValuePair.Create(lid, phone)];
}
