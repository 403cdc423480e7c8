using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>Who was ever seen in which group, as far as the state at hand tells.</summary>
internal sealed class GroupMembers
{
    private readonly Dictionary<GroupJid, List<Identifier>> _members = [];

    public GroupMembers(IReadOnlyDictionary<Identifier, IdentifierFacts> identifiers)
    {
        foreach (var (id, facts) in identifiers)
        {
            foreach (var (group, _) in facts.Memberships)
            {
                Add(group, id);
            }
        }
    }

    public IEnumerable<Identifier> Of(GroupJid group) => _members.GetValueOrDefault(group) ?? [];

    /// <summary>Once each.</summary>
    public void Add(GroupJid group, Identifier id)
    {
        if (!_members.TryGetValue(group, out var members))
        {
            _members[group] = members = [];
        }

        members.Add(id);
    }
}
