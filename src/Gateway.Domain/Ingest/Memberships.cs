using System.Collections;
using System.Collections.Immutable;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>
/// In which groups an identifier was seen. Never changes: <see cref="With"/> gives another. Nearly everybody is in few, which an
/// array holds in less room and time; whoever is in many has a dictionary.
/// </summary>
public sealed class Memberships : IEnumerable<KeyValuePair<GroupJid, Membership>>
{
    private const int MostInArray = 16;
    private readonly KeyValuePair<GroupJid, Membership>[] _few;
    private readonly ImmutableDictionary<GroupJid, Membership>? _many;

    private Memberships(KeyValuePair<GroupJid, Membership>[] few, ImmutableDictionary<GroupJid, Membership>? many) => (_few, _many) = (few, many);

    public static Memberships None { get; } = new([], null);

    public bool IsEmpty => _many is null && _few.Length == 0;

    /// <param name="rows">Each group once.</param>
    public static Memberships Of(IReadOnlyCollection<KeyValuePair<GroupJid, Membership>> rows) =>
        rows.Count == 0 ? None : rows.Count <= MostInArray ? new([.. rows], null) : new([], rows.ToImmutableDictionary());

    public Membership? Find(GroupJid group)
    {
        if (_many is not null)
        {
            return _many.GetValueOrDefault(group);
        }

        var place = PlaceOf(group);
        return place < 0 ? null : _few[place].Value;
    }

    public Memberships With(GroupJid group, Membership membership)
    {
        if (_many is not null)
        {
            return new([], _many.SetItem(group, membership));
        }

        var (row, place) = (KeyValuePair.Create(group, membership), PlaceOf(group));
        if (place < 0)
        {
            return Of([.. _few, row]);
        }

        KeyValuePair<GroupJid, Membership>[] rows = [.. _few];
        rows[place] = row;
        return new(rows, null);
    }

    public Enumerator GetEnumerator() => new(_few, _many?.GetEnumerator());

    IEnumerator<KeyValuePair<GroupJid, Membership>> IEnumerable<KeyValuePair<GroupJid, Membership>>.GetEnumerator() =>
        (_many ?? (IEnumerable<KeyValuePair<GroupJid, Membership>>)_few).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<GroupJid, Membership>>)this).GetEnumerator();

    private int PlaceOf(GroupJid group)
    {
        for (var place = 0; place < _few.Length; place++)
        {
            if (_few[place].Key == group)
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Of few, without an allocation.</summary>
    public struct Enumerator(KeyValuePair<GroupJid, Membership>[] few, ImmutableDictionary<GroupJid, Membership>.Enumerator? many)
    {
        private ImmutableDictionary<GroupJid, Membership>.Enumerator _many = many.GetValueOrDefault();
        private int _next;

        public KeyValuePair<GroupJid, Membership> Current { get; private set; }

        public bool MoveNext()
        {
            var isThere = many is null ? _next < few.Length : _many.MoveNext();
            Current = !isThere ? default : many is null ? few[_next++] : _many.Current;
            return isThere;
        }
    }
}
