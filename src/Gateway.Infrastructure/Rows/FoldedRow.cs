using Gateway.Domain.Contacts;

namespace Gateway.Infrastructure.Rows;

/// <summary>A contact with its stored search text, to be folded anew.</summary>
internal sealed class FoldedRow
{
    public long SessionKey { get; init; }

    public long Position { get; init; }

    public string PhoneNumber { get; init; } = "";

    public string Name { get; init; } = "";

    public string BusinessName { get; init; } = "";

    public string SearchText { get; init; } = "";

    /// <summary>As today's folding has it.</summary>
    public string FoldedText => new Contact(Position, PhoneNumber, "", Name, BusinessName, HasDirectChat: false, SeenInGroup: false).SearchText;
}
