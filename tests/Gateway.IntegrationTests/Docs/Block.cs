namespace Gateway.IntegrationTests.Docs;

/// <summary>A fenced block of a page.</summary>
/// <param name="Line">Of its opening fence; the first line of a file is 1.</param>
/// <param name="IsFirst">Of its section: what it shows is not what a block before printed.</param>
/// <param name="Notes">What invisible comments right above it say: <c>&lt;!-- sample: before KEY=… --&gt;</c>.</param>
internal sealed record Block(string Page, int Line, string Language, string Text, bool IsFirst, IReadOnlyList<string> Notes)
{
    /// <summary>As editors and compilers name it.</summary>
    public string Place => string.Create(null, $"{Page}:{Line}");

    /// <summary>What the note of that name says; null when there is none.</summary>
    public string? Note(string name) => NotesOf(name).FirstOrDefault();

    /// <summary>What all notes of that name say.</summary>
    public IEnumerable<string> NotesOf(string name) =>
        Notes.Where(note => note == name || note.StartsWith(name + ' ', StringComparison.Ordinal)).Select(note => note[name.Length..].Trim());

    /// <summary>Part of a sample that another page shows whole, however it is laid out, and that is run there.</summary>
    public void MustBeQuotedFrom(string page) =>
        Assert.That(
            Docs.Page.Of("docs/" + page).Blocks.Where(other => other.Language == Language && other.Note("quotes") is null).Select(other => Words(other.Text)),
            Has.Some.Contains(Words(Text)),
            $"{page} does not show this.");

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A table of a page: the first row is its head.</summary>
internal sealed record Table(string Page, int Line, IReadOnlyList<IReadOnlyList<string>> Rows);
