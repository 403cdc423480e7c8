namespace Gateway.IntegrationTests.Oracle;

/// <summary>
/// The contract's sections 1, 4 and 5, sentence by sentence and without a thought of speed: takes lines, answers who is
/// listed. Shares nothing with the code that it judges.
/// </summary>
internal sealed class OracleSession
{
    private readonly Dictionary<string, OracleIdentifier> _identifiers = [];
    private readonly Dictionary<string, long> _completeAt = [];
    private readonly HashSet<string> _own = [];
    private long _lastPosition;
    private long _lastArrival;

    /// <summary>When an import last ended.</summary>
    public long? DataAsOf { get; private set; }

    public (string Status, long At)? Status { get; private set; }

    public void Take(IEnumerable<Line> lines, long clock)
    {
        foreach (var line in lines)
        {
            // Our clock, but always later than every earlier arrival.
            var at = line.At ?? (_lastArrival = Math.Max(clock, _lastArrival + 1));
            Take(line, at, isStated: line.At is not null);
            DataAsOf = clock;
        }
    }

    /// <summary>Deletes the person's identifiers, facts, memberships and every mapping that names them.</summary>
    public void Forget(string id)
    {
        string[] gone = Joined(id) is { } other ? [id, other] : [id];
        foreach (var one in gone)
        {
            _identifiers.Remove(one);
        }

        foreach (var one in _identifiers.Values.Where(one => one.Partner is { } partner && gone.Contains(partner.Value)))
        {
            one.Partner = null;
        }
    }

    /// <summary>Everybody listed, in position order.</summary>
    public IReadOnlyList<ListedPerson> People() =>
        [.. _identifiers.Keys.Select(PersonOf).OfType<ListedPerson>().DistinctBy(person => person.Position).OrderBy(person => person.Position)];

    /// <summary>Who is one person with this identifier: each is the other's remembered partner.</summary>
    public string? Joined(string id) =>
        _identifiers.GetValueOrDefault(id)?.Partner?.Value is { } other && _identifiers.GetValueOrDefault(other)?.Partner?.Value == id ? other : null;

    private void Take(Line line, long at, bool isStated)
    {
        switch (line)
        {
            case ContactLine contact:
                Observe([contact.Person], at, isStated);
                if (contact.DirectChat)
                {
                    Of(contact.Person.Id).HasDirectChat = true;
                    Place(contact.Person.Id);
                }

                break;
            case GroupLine group:
                Take(group, at, isStated);
                break;
            case MappingLine mapping:
                Observe([new Person(mapping.Phone, mapping.Lid)], at, isStated);
                break;
            case SessionLine session:
                _own.UnionWith(new[] { session.Phone, session.Lid }.OfType<string>());
                Status = OracleIdentifier.Later(Status, session.Status, at, isStated);
                break;
        }
    }

    private void Take(GroupLine line, long at, bool isStated)
    {
        var current = _identifiers.Keys.Where(id => GroupsOf(id).Contains(line.Group)).ToHashSet();
        var isWhole = line.Complete && line.Members.Count > 0; // a list without members tells nothing
        var repeatsTheList = isWhole && !isStated && _completeAt.ContainsKey(line.Group) && current.SetEquals(line.Members.Select(member => member.Id));
        var isNewList = isWhole && !repeatsTheList;
        if (isNewList)
        {
            _completeAt[line.Group] = Math.Max(at, _completeAt.GetValueOrDefault(line.Group, at));
        }

        Observe(line.Members, at, isStated);
        foreach (var member in line.Members)
        {
            Place(member.Id);
            if (isStated || isNewList || !GroupsOf(member.Id).Contains(line.Group))
            {
                var seen = Of(member.Id).SeenInGroups;
                seen[line.Group] = Math.Max(at, seen.GetValueOrDefault(line.Group, at));
            }
        }
    }

    /// <summary>A line that contradicts itself is settled first: of values of one time the larger.</summary>
    private void Observe(IEnumerable<Person> people, long at, bool isStated)
    {
        var pairs = people.Where(person => person.Lid is not null && person.Lid != person.Id).Select(person => (person.Id, Lid: person.Lid!)).ToList();
        foreach (var half in pairs.Concat(pairs.Select(pair => (Id: pair.Lid, Lid: pair.Id))).GroupBy(pair => pair.Id, pair => pair.Lid))
        {
            Of(half.Key).Partner = OracleIdentifier.Later(Of(half.Key).Partner, OracleText.Largest(half), at, isStated);
        }

        foreach (var same in people.GroupBy(person => person.Id))
        {
            var facts = Of(same.Key);
            facts.Saved = OracleIdentifier.Later(facts.Saved, OracleText.Largest(same.Select(person => OracleText.Clean(person.Saved))), at, isStated);
            facts.Push = OracleIdentifier.Later(facts.Push, OracleText.Largest(same.Select(person => OracleText.Clean(person.Push))), at, isStated);
            facts.Business = OracleIdentifier.Later(facts.Business, OracleText.Largest(same.Select(person => OracleText.Clean(person.Business))), at, isStated);
        }
    }

    private void Place(string id) => Of(id).Position ??= ++_lastPosition;

    private OracleIdentifier Of(string id) => _identifiers.TryGetValue(id, out var known) ? known : _identifiers[id] = new OracleIdentifier();

    /// <summary>A membership is current when it is not older than the group's latest complete list.</summary>
    private HashSet<string> GroupsOf(string id) =>
        [.. Of(id).SeenInGroups.Where(seen => seen.Value >= _completeAt.GetValueOrDefault(seen.Key, long.MinValue)).Select(seen => seen.Key)];

    private ListedPerson? PersonOf(string id)
    {
        var other = Joined(id);
        string[] both = other is null ? [id] : [id, other];
        var facts = both.Select(Of).ToList();
        var (phone, lid) = (both.FirstOrDefault(one => !IsLid(one)), both.FirstOrDefault(IsLid));
        if (both.Any(_own.Contains) || facts.Min(one => one.Position) is not { } position)
        {
            return null;
        }

        string? Best(Func<OracleIdentifier, (string Value, long At)?> name) =>
            both.Select(one => (Fact: name(Of(one)), IsLid: IsLid(one))).Where(one => one.Fact is not null)
                .OrderByDescending(one => one.Fact!.Value.At).ThenBy(one => one.IsLid).Select(one => one.Fact!.Value.Value).FirstOrDefault();

        var (business, hasDirectChat) = (Best(one => one.Business) ?? "", facts.Any(one => one.HasDirectChat));
        return new ListedPerson(
            position, phone ?? "", lid ?? "", Best(one => one.Saved) ?? Best(one => one.Push) ?? business, business,
            hasDirectChat ? "dm" : "group", hasDirectChat, facts.Any(one => one.SeenInGroups.Count > 0), both.SelectMany(GroupsOf).ToHashSet());
    }

    private static bool IsLid(string id) => id.EndsWith("@lid", StringComparison.Ordinal);
}
