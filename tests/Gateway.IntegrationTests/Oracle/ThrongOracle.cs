namespace Gateway.IntegrationTests.Oracle;

/// <summary>Who is listed once all lines of a <see cref="Throng"/> are told, in whatever order.</summary>
internal sealed class ThrongOracle
{
    private readonly Dictionary<string, OracleIdentifier> _identifiers = [];
    private readonly Dictionary<string, long> _completeAt = [];

    public void Take(IEnumerable<Line> lines)
    {
        foreach (var line in lines)
        {
            switch (line)
            {
                case ContactLine contact:
                    Learn(contact.Person, contact.At);
                    Of(contact.Person.Id).HasDirectChat |= contact.DirectChat;
                    break;
                case GroupLine group:
                    Learn(group);
                    break;
                case MappingLine mapping:
                    Learn(new Person(mapping.Phone, mapping.Lid), null);
                    break;
            }
        }
    }

    /// <summary>Everybody listed, without their positions, and the groups they are now members of.</summary>
    public IEnumerable<(string Person, IEnumerable<string> Groups)> People() =>
        from entry in _identifiers
        where !(IsLid(entry.Key) && entry.Value.Partner is not null) // comes with the phone
        let other = entry.Value.Partner?.Value
        let both = other is null ? new[] { entry.Value } : [entry.Value, Of(other)]
        where both.Any(one => one.HasDirectChat || one.SeenInGroups.Count > 0)
        let name = Best(both, one => one.Saved) ?? Best(both, one => one.Push) ?? ""
        select (
            Text(IsLid(entry.Key) ? "" : entry.Key, IsLid(entry.Key) ? entry.Key : other ?? "", name, both.Any(one => one.HasDirectChat), both.Any(one => one.SeenInGroups.Count > 0)),
            both.SelectMany(one => one.SeenInGroups).Where(seen => seen.Value >= _completeAt.GetValueOrDefault(seen.Key)).Select(seen => seen.Key).Distinct());

    public static string Text(string phone, string lid, string name, bool hasDirectChat, bool seenInGroup) =>
        $"{phone} {lid} {name}{(hasDirectChat ? " chat" : "")}{(seenInGroup ? " group" : "")}";

    private void Learn(GroupLine line)
    {
        var at = line.At ?? 0; // where no time is stated, no list is complete
        foreach (var member in line.Members)
        {
            var seen = Of(member.Id).SeenInGroups;
            seen[line.Group] = Math.Max(at, seen.GetValueOrDefault(line.Group));
        }

        if (line.Complete)
        {
            _completeAt[line.Group] = Math.Max(at, _completeAt.GetValueOrDefault(line.Group));
        }
    }

    private void Learn(Person person, long? at)
    {
        var facts = Of(person.Id);
        facts.Saved = OracleIdentifier.Later(facts.Saved, person.Saved, at ?? 0, isStated: true);
        facts.Push = OracleIdentifier.Later(facts.Push, person.Push, at ?? 0, isStated: true);
        if (person.Lid is { } lid)
        {
            facts.Partner = (lid, 0);
            Of(lid).Partner = (person.Id, 0);
        }
    }

    /// <summary>The later one; of equally late ones the phone's, which comes first.</summary>
    private static string? Best(OracleIdentifier[] both, Func<OracleIdentifier, (string Value, long At)?> name) =>
        both.Select(name).OfType<(string Value, long At)>().OrderByDescending(fact => fact.At).Select(fact => fact.Value).FirstOrDefault();

    private OracleIdentifier Of(string id) => _identifiers.TryGetValue(id, out var known) ? known : _identifiers[id] = new OracleIdentifier();

    private static bool IsLid(string id) => id.EndsWith("@lid", StringComparison.Ordinal);
}
