using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest.Memory;

/// <summary>
/// Identifiers by number, and their numbers by identifier: open addressing, half of the places free at least. A place holds the
/// number and, above it, the identifier's hash, so that another's facts are hardly ever read.
/// </summary>
internal sealed class PackedIdentifiers
{
    private const int FirstPlaces = 1 << 12;
    private readonly Pieces<PackedFacts> _facts = new();
    private readonly PackedNames _names = new();
    private long[] _places = new long[FirstPlaces];

    public long Bytes => _facts.Bytes + _names.Bytes + ((long)_places.Length * sizeof(long));

    public ref PackedFacts this[int number] => ref _facts[number];

    /// <summary>0 where it is not known.</summary>
    public int Find(Identifier id) => (int)_places[PlaceOf(PackedIdentifier.Of(id))];

    public int FindOrAdd(Identifier id)
    {
        var packed = PackedIdentifier.Of(id);
        var place = PlaceOf(packed);
        if (_places[place] == 0)
        {
            _places[place] = Place(packed, _facts.Add(new PackedFacts { Id = packed }));
            if (_facts.Count * 2L > _places.Length)
            {
                Spread();
                place = PlaceOf(packed);
            }
        }

        return (int)_places[place];
    }

    /// <summary>All but the memberships.</summary>
    public void Set(Identifier id, IdentifierFacts facts)
    {
        var partner = facts.Partner is { } known ? FindOrAdd(known.Other) : 0;
        ref var packed = ref _facts[FindOrAdd(id)];
        (packed.IsStored, packed.IsKnown, packed.HasDirectChat) = (true, facts.IsKnown, facts.DirectChatAt is not null);
        (packed.Partner, packed.PartnerAt) = (partner, facts.Partner?.At ?? 0);
        (packed.DirectChatAt, packed.Position) = (facts.DirectChatAt ?? 0, facts.Position ?? 0);
        if (_names.Get(packed.Names) != (facts.SavedName, facts.PushName, facts.BusinessName))
        {
            packed.Names = _names.Add(facts.SavedName, facts.PushName, facts.BusinessName);
        }
    }

    /// <summary>Of one that is stored.</summary>
    public IdentifierFacts Get(int number, Memberships memberships)
    {
        ref var packed = ref _facts[number];
        var (saved, push, business) = _names.Get(packed.Names);
        return new IdentifierFacts(
            packed.IsKnown,
            packed.Partner == 0 ? null : new Partner(_facts[packed.Partner].Id.Unpack(), packed.PartnerAt),
            saved,
            push,
            business,
            packed.HasDirectChat ? packed.DirectChatAt : null,
            packed.Position == 0 ? null : packed.Position,
            memberships);
    }

    private static long Place(PackedIdentifier id, int number) => ((long)id.GetHashCode() << 32) | (uint)number;

    private int PlaceOf(PackedIdentifier id)
    {
        var hash = id.GetHashCode();
        var place = hash & (_places.Length - 1);
        while (_places[place] is not 0 and var taken && ((int)(taken >> 32) != hash || _facts[(int)taken].Id != id))
        {
            place = (place + 1) & (_places.Length - 1);
        }

        return place;
    }

    private void Spread()
    {
        var taken = _places;
        _places = new long[2 * taken.Length];
        foreach (var one in taken.Where(one => one != 0))
        {
            var place = (int)(one >> 32) & (_places.Length - 1);
            while (_places[place] != 0)
            {
                place = (place + 1) & (_places.Length - 1);
            }

            _places[place] = one;
        }
    }
}

/// <summary>One identifier's row. Positions start at 1.</summary>
internal struct PackedFacts
{
    public PackedIdentifier Id;
    public long PartnerAt;
    public long DirectChatAt;
    public long Position;
    public int Partner;
    public int Names;
    public int FirstMembership;
    /// <summary>False for one that only others name.</summary>
    public bool IsStored;
    public bool IsKnown;
    public bool HasDirectChat;
}
