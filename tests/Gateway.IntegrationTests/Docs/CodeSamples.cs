namespace Gateway.IntegrationTests.Docs;

/// <summary>
/// The programs that a page shows: its blocks of one language are one program, read from the top to the bottom, but for those
/// that are files of their own. A program runs, once, where its first block stands.
/// </summary>
internal sealed class CodeSamples(Page page, Stage stage)
{
    private const char End = '\u0001';
    private readonly Dictionary<Block, string> _outputs = [];
    private bool _isCompiled;

    /// <summary>Everything, the first time.</summary>
    public async Task CompileAsync()
    {
        if (!_isCompiled)
        {
            _isCompiled = true;
            await TypeScriptSamples.CompileAsync(page, stage, Of("ts"), $"console.log({Printed})");
            await CSharpSamples.CompileAsync(page, stage, Of("csharp"), $"System.Console.WriteLine({Printed});");
        }
    }

    public async Task<string> OutputOfAsync(Block block)
    {
        if (!_outputs.ContainsKey(block))
        {
            var blocks = Of(block.Language);
            var output = await stage.Shell.RunAsync(block.Language == "ts" ? TypeScriptSamples.Command : CSharpSamples.Command);
            foreach (var (part, of) in output.Split(End).Zip(blocks))
            {
                _outputs[of] = part;
            }
        }

        return _outputs[block].TrimStart('\n');
    }

    private static string Printed => $"\"\\u{(int)End:X4}\"";

    private List<Block> Of(string language) =>
        [.. page.Blocks.Where(block => block.Language == language && block.Note("file") is null && block.Note("quotes") is null)];
}
