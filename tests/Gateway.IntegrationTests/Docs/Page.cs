using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Docs;

/// <summary>A page of the documentation, and what in it can be true or false.</summary>
internal sealed partial class Page
{
    private static readonly string[] s_beside = ["README.md", "CONTRIBUTING.md", "src/Gateway.Client/README.md", "clients/typescript/README.md"];
    private static readonly string[] s_noteNames = ["before", "after", "file", "quotes", "serves", "defect", "store", "owner"];

    private Page(string name)
    {
        Name = name;
        Lines = File.ReadAllLines(Checkout.PathOf(name));
        Blocks = [.. ReadBlocks()];
        Tables = [.. ReadTables()];
    }

    /// <summary>Every page, by its path in the checkout.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. s_beside.Where(name => File.Exists(Checkout.PathOf(name))),
        .. Directory.EnumerateFiles(Checkout.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Checkout.Root, path)).Order(StringComparer.Ordinal),
    ];

    public string Name { get; }

    public string[] Lines { get; }

    public IReadOnlyList<Block> Blocks { get; }

    public IReadOnlyList<Table> Tables { get; }

    public static Page Of(string name) => new(name);

    /// <summary>The page's lines with everything blank but these blocks: places in a compiler's message are places on the page.</summary>
    /// <param name="between">Stands where each block's closing fence is.</param>
    public string Only(IReadOnlyList<Block> blocks, string between)
    {
        var lines = new string[Lines.Length];
        Array.Fill(lines, "");
        foreach (var block in blocks)
        {
            var text = block.Text.Split('\n');
            text.CopyTo(lines, block.Line);
            lines[block.Line + text.Length] = between;
        }

        return string.Join('\n', lines);
    }

    private IEnumerable<Block> ReadBlocks()
    {
        var isFirst = true;
        for (var i = 0; i < Lines.Length; i++)
        {
            isFirst |= Lines[i].StartsWith('#');
            if (Lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                var end = Array.FindIndex(Lines, i + 1, line => line == "```");
                Assert.That(end, Is.Positive, $"{Name}:{i + 1}: the block does not end");
                yield return new Block(Name, i + 1, Lines[i][3..], string.Join('\n', Lines[(i + 1)..end]), isFirst, NotesAbove(i));
                (i, isFirst) = (end, false);
            }
        }
    }

    private List<string> NotesAbove(int fence)
    {
        var notes = new List<string>();
        for (var i = fence - 1; i >= 0 && Note().Match(Lines[i]) is { Success: true } note; i--)
        {
            notes.Insert(0, note.Groups["text"].Value);
            Assert.That(s_noteNames, Has.Member(notes[0].Split(' ')[0]), $"{Name}:{i + 1}: no such note");
        }

        return notes;
    }

    private IEnumerable<Table> ReadTables()
    {
        for (var i = 0; i < Lines.Length; i++)
        {
            var rows = Lines.Skip(i).TakeWhile(line => line.StartsWith('|')).ToList();
            if (rows.Count > 2)
            {
                yield return new Table(Name, i + 1, [.. rows.Where((_, row) => row != 1).Select(Cells)]);
            }

            i += rows.Count;
        }
    }

    private static IReadOnlyList<string> Cells(string row) =>
        [.. Bar().Split(row)[1..^1].Select(cell => cell.Trim().Replace("\\|", "|", StringComparison.Ordinal))];

    [GeneratedRegex("^<!-- sample: (?<text>.+) -->$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Note();

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bar();
}
