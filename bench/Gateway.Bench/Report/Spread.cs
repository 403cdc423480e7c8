namespace Gateway.Bench.Report;

/// <summary>What repetitions gave.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Where(value => !double.IsNaN(value)).Order().ToArray();
        return sorted.Length == 0 ? new Spread(double.NaN, double.NaN, double.NaN) : new Spread(MedianOf(sorted), sorted[0], sorted[^1]);
    }

    public static double P50(IEnumerable<double> values) => Of(values).Median;

    public string Text(string format = "0.00") => double.IsNaN(Median) ? "–" : $"{Median.ToString(format)} ({Min.ToString(format)}–{Max.ToString(format)})";

    private static double MedianOf(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
