namespace Gateway.Bench.Measures;

internal static class WarmUp
{
    /// <summary>
    /// Between a warm-up and what is measured: what runs often is compiled for good aside, and not before nothing new has been run
    /// for a moment.
    /// </summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
}
