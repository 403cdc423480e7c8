namespace Gateway.IntegrationTests.Oracle;

/// <summary>A line of the neutral form as the oracle reads it: identifiers are <c>6281…</c> or <c>…@lid</c>, times microseconds.</summary>
/// <param name="At">Null takes the arrival.</param>
internal abstract record Line(long? At);

internal sealed record Person(string Id, string? Lid = null, string? Saved = null, string? Push = null, string? Business = null);

internal sealed record ContactLine(Person Person, bool DirectChat, long? At = null) : Line(At);

internal sealed record GroupLine(string Group, IReadOnlyList<Person> Members, bool Complete, long? At = null) : Line(At);

internal sealed record MappingLine(string Lid, string Phone, long? At = null) : Line(At);

internal sealed record SessionLine(string? Phone, string? Lid, string? Status, long? At = null) : Line(At);

/// <summary>One person as listed, the answer's fields and what the filters need.</summary>
internal sealed record ListedPerson(
    long Position,
    string PhoneNumber,
    string Lid,
    string Name,
    string BusinessName,
    string Source,
    bool HasDirectChat,
    bool SeenInGroup,
    IReadOnlySet<string> CurrentGroups);
