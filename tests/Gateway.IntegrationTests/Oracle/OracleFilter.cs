using Gateway.Domain.Contacts;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>A combination of filters, as a caller writes them, and who passes them by the contract's words.</summary>
internal sealed record OracleFilter(string? Source, string? Group, string? Q)
{
    public static IEnumerable<OracleFilter> Combinations(IEnumerable<string?> groups, IReadOnlyCollection<string?> terms) =>
        from source in new[] { null, "dm", "group" }
        from @group in groups
        from q in terms
        select new OracleFilter(source, @group, q);

    public IReadOnlyList<Contact> Of(IReadOnlyList<SearchablePerson> people) => [.. people.Where(Matches).Select(person => person.Contact)];

    public bool Matches(SearchablePerson searchable)
    {
        var person = searchable.Person;
        return (Source is null || (Source == "dm" ? person.HasDirectChat : person.SeenInGroup))
            && (Group is null || person.CurrentGroups.Contains(Group))
            && (string.IsNullOrEmpty(Q) || (FoldingOracle.Fold(Q) is { Length: > 0 } folded && searchable.Texts.Any(text => text.Contains(folded, StringComparison.Ordinal)))
                || (OracleText.NumberIn(Q) is { } number && person.PhoneNumber.Contains(number, StringComparison.Ordinal)));
    }
}

/// <summary>A person with the folded texts that <c>q</c> looks into.</summary>
internal sealed record SearchablePerson(ListedPerson Person)
{
    public IReadOnlyList<string> Texts { get; } =
        [FoldingOracle.Fold(Person.Name), FoldingOracle.Fold(Person.BusinessName), Person.PhoneNumber];

    /// <summary>The same person in the words of the code under test, to be compared with.</summary>
    public Contact Contact { get; } = new(
        Person.Position, Person.PhoneNumber, Person.Lid, Person.Name, Person.BusinessName, Person.HasDirectChat, Person.SeenInGroup);
}
