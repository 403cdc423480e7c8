using System.Net;
using System.Text;

namespace Gateway.Bench.Report;

/// <summary>A dot of a chart.</summary>
/// <param name="Series">Which colour it has.</param>
internal readonly record struct Dot(double X, double Y, int Series);

/// <summary>A bar with its spread.</summary>
internal readonly record struct Bar(string Name, Spread Spread);

/// <summary>Charts as SVG without a script, readable on light and dark pages.</summary>
internal static class Chart
{
    private const int Width = 760;
    private const int Left = 60;
    private const int Right = 20;
    private const int DotsHeight = 340;
    private const int Bottom = 40;
    private const int Top = 34;
    private const int BarHeight = 30;
    private const int BarsLeft = 260;

    private const string Style = """
        <style>text{font:13px system-ui,sans-serif;fill:#24292f}.grid{stroke:#8c959f;stroke-opacity:.35}.goal{stroke:#1a7f37;stroke-dasharray:6 4}.floor{stroke:#cf222e;stroke-dasharray:6 4}.s0{fill:#0969da}.s1{fill:#bf3989}.s2{fill:#9a6700}.whisker{stroke:#57606a;stroke-width:2}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.s0{fill:#58a6ff}.s1{fill:#f778ba}.s2{fill:#d29922}.goal{stroke:#3fb950}.floor{stroke:#ff7b72}.whisker{stroke:#c9d1d9}}</style>
        """;

    /// <summary>One bar below another, from zero on.</summary>
    public static string Bars(string title, IReadOnlyList<Bar> bars, string format)
    {
        var most = bars.Max(bar => bar.Spread.Max);
        double X(double value) => BarsLeft + (value / most * (Width - BarsLeft - 110));
        var height = Top + (bars.Count * BarHeight) + 10;
        var svg = Begin(title, height);
        for (var i = 0; i < bars.Count; i++)
        {
            var (y, spread) = (Top + (i * BarHeight), bars[i].Spread);
            Text(svg, BarsLeft - 8, y + 17, bars[i].Name, "end");
            svg.Append($"<rect class=\"s0\" x=\"{BarsLeft}\" y=\"{y + 4}\" width=\"{X(spread.Median) - BarsLeft:0.#}\" height=\"{BarHeight - 10}\" rx=\"2\"/>");
            svg.Append($"<path class=\"whisker\" d=\"M{X(spread.Min):0.#} {y + 14}H{X(spread.Max):0.#}\"/>");
            Text(svg, X(spread.Max) + 8, y + 18, spread.Median.ToString(format), "start");
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Dots over whole numbers; upwards by powers of ten.</summary>
    public static string Dots(string title, string across, IReadOnlyList<Dot> dots, IReadOnlyList<string> series, Goal? goal)
    {
        var (least, most) = (dots.Min(dot => dot.X), dots.Max(dot => dot.X));
        var (low, high) = (Math.Floor(Math.Log10(dots.Min(dot => dot.Y))), Math.Ceiling(Math.Log10(Math.Max(dots.Max(dot => dot.Y), goal?.Floor * 1.2 ?? 0))));
        double X(double value) => Left + 20 + ((value - least) / Math.Max(1, most - least) * (Width - Left - Right - 40));
        double Y(double value) => DotsHeight - Bottom - ((Math.Log10(value) - low) / Math.Max(1, high - low) * (DotsHeight - Bottom - Top - 20));
        var svg = Begin(title, DotsHeight);
        for (var power = low; power <= high; power++)
        {
            Line(svg, "grid", Y(Math.Pow(10, power)));
            Text(svg, Left - 8, Y(Math.Pow(10, power)) + 4, Math.Pow(10, power).ToString("0.###"), "end");
        }

        for (var x = least; x <= most; x++)
        {
            Text(svg, X(x), DotsHeight - Bottom + 18, x.ToString("0"), "middle");
        }

        Text(svg, Width / 2.0, DotsHeight - 6, across, "middle");
        if (goal is not null)
        {
            Line(svg, "goal", Y(goal.Aim));
            Line(svg, "floor", Y(goal.Floor));
        }

        foreach (var dot in dots)
        {
            svg.Append($"<circle class=\"s{dot.Series}\" fill-opacity=\".65\" cx=\"{X(dot.X) + ((dot.Series - ((series.Count - 1) / 2.0)) * 9):0.#}\" cy=\"{Y(dot.Y):0.#}\" r=\"3.5\"/>");
        }

        for (var i = 0; i < series.Count; i++)
        {
            svg.Append($"<circle class=\"s{i}\" cx=\"{Left + 10 + (i * 180)}\" cy=\"{Top + 2}\" r=\"5\"/>");
            Text(svg, Left + 20 + (i * 180), Top + 6, series[i], "start");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static StringBuilder Begin(string title, int height)
    {
        var svg = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">{Style}");
        Text(svg, 8, 18, title, "start");
        return svg;
    }

    private static void Line(StringBuilder svg, string kind, double y) =>
        svg.Append($"<path class=\"{kind}\" d=\"M{Left} {y:0.#}H{Width - Right}\"/>");

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor) =>
        svg.Append($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>");
}
