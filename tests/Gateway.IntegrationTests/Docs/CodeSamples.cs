namespace Gateway.IntegrationTests.Docs;

/// <summary>A program that a page shows: blocks of one language, each going on where the one before ends.</summary>
/// <param name="Number">Of the page's programs in that language; from 1.</param>
internal sealed record Sample(int Number, IReadOnlyList<Block> Blocks);

/// <summary>
/// The programs of a page. A block that begins with an import begins a program; one that does not goes on with it. A program runs,
/// once, where its first block stands.
/// </summary>
internal sealed class CodeSamples(Page page, Stage stage)
{
    private const char End = '\u0001';
    private readonly Dictionary<Block, string> _outputs = [];
    private readonly List<Sample> _typeScript = SamplesOf(page, "ts", "import ");
    private readonly List<Sample> _cSharp = SamplesOf(page, "csharp", "using ");
    private bool _isCompiled;

    private static string Printed => $"\"\\u{(int)End:X4}\"";

    /// <summary>Everything, the first time; with the demo, where samples need a service that the page does not start.</summary>
    public async Task CompileAsync()
    {
        if (_isCompiled)
        {
            return;
        }

        _isCompiled = true;
        await TypeScriptSamples.CompileAsync(page, stage, _typeScript, $"console.log({Printed})");
        await CSharpSamples.CompileAsync(page, stage, _cSharp, $"System.Console.WriteLine({Printed});");
        if (_typeScript.Count + _cSharp.Count > 0 && !page.Blocks.Any(block => block.Text.Contains("src/Gateway.Api", StringComparison.Ordinal)))
        {
            await stage.Shell.RunAsync("dotnet run --project src/Gateway.Api -- --demo");
            await stage.Shell.RunAsync(stage.Real("export GATEWAY_URL=http://127.0.0.1:8080 GATEWAY_KEY=$(cat data/demo.key) GATEWAY_SESSION=sess_demoShop"));
        }
    }

    public async Task<string> OutputOfAsync(Block block)
    {
        if (!_outputs.ContainsKey(block))
        {
            var isTypeScript = block.Language == "ts";
            var sample = (isTypeScript ? _typeScript : _cSharp).Single(sample => sample.Blocks.Contains(block));
            var output = await stage.Shell.RunAsync(isTypeScript ? TypeScriptSamples.Command(sample) : CSharpSamples.Command(sample));
            foreach (var (of, part) in sample.Blocks.Zip(output.Split(End)))
            {
                _outputs[of] = part.TrimStart('\n');
            }
        }

        return _outputs[block];
    }

    private static List<Sample> SamplesOf(Page page, string language, string import)
    {
        var samples = new List<List<Block>>();
        foreach (var block in page.Blocks.Where(block => block.Language == language && block.Note("file") is null && block.Note("quotes") is null))
        {
            if (samples.Count == 0 || block.Text.StartsWith(import, StringComparison.Ordinal))
            {
                samples.Add([]);
            }

            samples[^1].Add(block);
        }

        return [.. samples.Select((blocks, index) => new Sample(index + 1, blocks))];
    }
}
