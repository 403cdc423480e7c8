using System.CommandLine;

namespace Gateway.Bench;

/// <summary>What bench/run.sh hands over, and how much is to be measured.</summary>
/// <param name="Only">Measures by name; empty means all.</param>
/// <param name="Programs">Where run.sh published them: Gateway.Cli, Gateway.Api, Gateway.Bench.Reference, Gateway.Bench.Counters.</param>
/// <param name="Postmaster">The server's first process.</param>
/// <param name="Pgbench">Empty where there is none.</param>
internal sealed record Options(Scale Scale, IReadOnlyList<string> Only, string Output, string Work, string Programs, string Connection, int Postmaster, string Pgbench, int HttpPort, string Commit)
{
    private static readonly string[] s_measures = ["size", "import", "takeover", "throughput", "depth", "search", "peers", "pressure", "embedded-import", "embedded", "growth"];
    private static readonly string[] s_texts = ["--output", "--work", "--programs", "--connection", "--postmaster", "--pgbench", "--http-port", "--commit"];

    public string Program(string name) => Path.Combine(Programs, name, name + ".dll");

    public bool Includes(string measure) => Only.Count == 0 || Only.Contains(measure);

    public static int Run(string[] arguments, Func<Options, Task> run)
    {
        var isShort = new Option<bool>("--short");
        var only = new Option<string[]>("--only") { AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(s_measures);
        var texts = s_texts.ToDictionary(name => name, name => new Option<string>(name) { DefaultValueFactory = _ => "" }, StringComparer.Ordinal);
        var command = new RootCommand("Measures the service beside what the machine can give; bench/run.sh runs it.") { isShort, only };
        foreach (var text in texts.Values)
        {
            command.Add(text);
        }

        command.SetAction(parsed =>
        {
            string Text(string name) => parsed.GetValue(texts[name])!;
            return run(new Options(
                parsed.GetValue(isShort) ? Scale.Short : Scale.Full, parsed.GetValue(only) ?? [], Text("--output"), Text("--work"), Text("--programs"),
                Text("--connection"), int.Parse(Text("--postmaster")), Text("--pgbench"), int.Parse(Text("--http-port")), Text("--commit")));
        });
        return command.Parse(arguments).Invoke();
    }
}

/// <summary>How much: people, repetitions, seconds.</summary>
internal sealed record Scale(string Name, int Large, int Middles, int Smalls, int Embedded, int CrowdedDatabase, int Repetitions, int Imports, int Takeovers, double SliceSeconds)
{
    public const int Middle = 20_000;
    public const int Small = 300;
    public const int QuietDatabase = 10_000;

    public static Scale Full { get; } = new("full", 1_000_000, 20, 2000, 200_000, 10_000_000, Repetitions: 9, Imports: 9, Takeovers: 5, SliceSeconds: 3);

    public static Scale Short { get; } = new("short", 100_000, 4, 200, 50_000, 1_000_000, Repetitions: 3, Imports: 2, Takeovers: 2, SliceSeconds: 1);

    public bool IsShort => this == Short;

    /// <summary>A term that takes long is not asked as often: at most so many milliseconds are spent on it at one place.</summary>
    public double TermBudget => IsShort ? 30 : 2_000;

    /// <summary>A repetition at one place ends then; the next goes on where it ended.</summary>
    public TimeSpan LongestRepetition => IsShort ? TimeSpan.FromSeconds(2) : TimeSpan.FromMinutes(2);

    /// <summary>Requests of a term in each repetition: 18 in all, or 3.</summary>
    public int AskedEach => IsShort ? 1 : 2;
}
