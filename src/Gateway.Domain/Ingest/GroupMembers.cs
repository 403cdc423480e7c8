using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>Who was ever seen in which group, as far as the state at hand tells.</summary>
/// <param name="identifiers">Looked at when the first group is asked for.</param>
internal sealed class GroupMembers(IReadOnlyDictionary<Identifier, IdentifierFacts> identifiers)
{
    private readonly List<(GroupJid Group, Identifier Id)> _added = [];
    private Dictionary<GroupJid, List<Identifier>>? _members;

    public IEnumerable<Identifier> Of(GroupJid group) => (_members ??= Sorted()).GetValueOrDefault(group) ?? [];

    /// <summary>Once each.</summary>
    public void Add(GroupJid group, Identifier id)
    {
        if (_members is null)
        {
            _added.Add((group, id));
        }
        else
        {
            AddTo(_members, group, id);
        }
    }

    private Dictionary<GroupJid, List<Identifier>> Sorted()
    {
        var sorted = new Dictionary<GroupJid, List<Identifier>>();
        foreach (var (id, facts) in identifiers)
        {
            foreach (var (group, _) in facts.Memberships)
            {
                AddTo(sorted, group, id);
            }
        }

        _added.ForEach(row => AddTo(sorted, row.Group, row.Id));
        return sorted;
    }

    private static void AddTo(Dictionary<GroupJid, List<Identifier>> sorted, GroupJid group, Identifier id)
    {
        if (!sorted.TryGetValue(group, out var members))
        {
            sorted[group] = members = [];
        }

        members.Add(id);
    }
}
