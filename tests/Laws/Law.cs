using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Gateway.Laws;

/// <summary>Runs a law over generated values: few and always the same ones, or as many as GATEWAY_LAWS says.</summary>
internal static class Law
{
    /// <summary>Where a value costs no I/O.</summary>
    public const int Runs = 300;
    private const ulong Seed = 20260822;

    public static void Holds<T>(Gen<T> values, Action<T> law) => Holds(values, _ => [], law, Runs);

    public static void Holds<T>(Gen<T> values, Func<T, IEnumerable<T>> shrink, Action<T> law, int runs)
    {
        Check(values, shrink, law, Asked("GATEWAY_LAWS") ?? runs);
    }

    /// <summary>How many a variable asks for; null when it is not set.</summary>
    public static int? Asked(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } count ? int.Parse(count, CultureInfo.InvariantCulture) : null;

    /// <summary>Over this many values, the same ones each time.</summary>
    public static void Check<T>(Gen<T> values, Func<T, IEnumerable<T>> shrink, Action<T> law, int tests)
    {
        var replay = new Replay(new Rnd(Seed, 1), FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess(true).WithReplay(FSharpOption<Replay>.Some(replay));
        FsCheck.Check.One(config, Prop.ForAll(Arb.From(values, shrink), law));
    }

    /// <summary>Not an assertion of the runner's: that would note every step of the shrinking as a failure of its own.</summary>
    public static void Same<T>(T actual, T expected, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
        {
            throw new LawBrokenException($"{what}\n--- expected\n{expected}\n--- actual\n{actual}");
        }
    }

    public static void Is(bool holds, string what)
    {
        if (!holds)
        {
            throw new LawBrokenException(what);
        }
    }
}

internal sealed class LawBrokenException(string message) : Exception(message);
