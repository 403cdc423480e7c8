using System.Text;

namespace Gateway.Bench.Report;

/// <summary>What is aimed at: at least, or at most.</summary>
internal sealed record Goal(double Aim, double Floor, bool IsAtLeast)
{
    public static Goal AtLeast(double aim, double floor) => new(aim, floor, IsAtLeast: true);

    public static Goal AtMost(double aim, double floor) => new(aim, floor, IsAtLeast: false);

    public string Verdict(double value) => Reaches(value, Aim) ? "met" : Reaches(value, Floor) ? "floor met" : "**missed**";

    public override string ToString() => $"{(IsAtLeast ? "≥" : "≤")} {Aim} ({Floor})";

    private bool Reaches(double value, double bound) => IsAtLeast ? value >= bound : value <= bound;
}

/// <summary>The page, while it grows: goals first, then a section a measure.</summary>
internal sealed class ReportPage(string folder)
{
    private readonly List<string[]> _goals = [];
    private readonly StringBuilder _sections = new();

    public void Section(string title, string prose)
    {
        _sections.Append($"## {title}\n\n{prose}\n\n");
        Console.WriteLine($"== {title}");
    }

    /// <summary>A figure that the project has set itself a goal for.</summary>
    public void Figure(string name, Spread spread, Goal goal, string format = "0.00")
    {
        _goals.Add([name, spread.Text(format), goal.ToString(), goal.Verdict(spread.Median)]);
        Console.WriteLine($"{name}: {spread.Text(format)}, goal {goal}: {goal.Verdict(spread.Median)}");
    }

    public void Table(string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        _sections.Append(TableOf(head, all));
        Console.WriteLine(string.Join(" | ", head));
        all.ForEach(row => Console.WriteLine(string.Join(" | ", row)));
    }

    public void Chart(string name, string title, string svg)
    {
        Directory.CreateDirectory(Path.Combine(folder, "performance"));
        File.WriteAllText(Path.Combine(folder, "performance", name + ".svg"), svg);
        _sections.Append($"![{title}](performance/{name}.svg)\n\n");
    }

    public void Write(string head)
    {
        Directory.CreateDirectory(folder);
        var goals = TableOf(["Figure", "Median (least–most)", "Goal (floor)", ""], _goals);
        File.WriteAllText(Path.Combine(folder, "performance.md"), $"{head}\n## Goals\n\n{goals}{_sections.ToString().TrimEnd('\n')}\n");
    }

    private static string TableOf(string[] head, List<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in (IEnumerable<string[]>)[head, [.. head.Select(_ => "---")], .. rows])
        {
            text.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|"))).Append(" |\n");
        }

        return text.Append('\n').ToString();
    }
}
