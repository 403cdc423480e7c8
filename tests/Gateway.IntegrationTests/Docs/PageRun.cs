namespace Gateway.IntegrationTests.Docs;

/// <summary>The blocks of a page from the first to the last, each by what its language says it is.</summary>
internal sealed class PageRun(Page page, Stage stage)
{
    private static readonly string[] s_results = ["json", "http", "text"];
    private readonly CodeSamples _code = new(page, stage);

    /// <summary>What the block before printed; null where it printed nothing that a page could show.</summary>
    private string? _printed;

    public static async Task RunAsync(Page page)
    {
        await using var stage = await Stage.SetAsync(page);
        var run = new PageRun(page, stage);
        foreach (var block in page.Blocks)
        {
            try
            {
                await run.RunAsync(block);
            }
            catch (Exception fault)
            {
                throw new AssertionException($"{block.Place} ({block.Language}): {fault.Message}", fault);
            }
        }
    }

    private async Task RunAsync(Block block)
    {
        var printed = _printed;
        _printed = null;
        await SetUpAsync(block);
        if (block.Note("quotes") is { } source)
        {
            block.MustBeQuotedFrom(source);
        }
        else if (block.Note("defect") is not null)
        {
            Shown.MustBe(block.Language, block.Text, await Defect.AnswerAsync());
        }
        else if (printed is not null && !block.IsFirst && s_results.Contains(block.Language))
        {
            Shown.MustBe(block.Language, block.Text, stage.AsShown(printed));
        }
        else
        {
            await RunIfAnyAsync(block.Note("before"));
            _printed = await ExecuteAsync(block);
            await RunIfAnyAsync(block.Note("after"));
        }
    }

    private async Task<string?> ExecuteAsync(Block block)
    {
        switch (block.Language)
        {
            case "sh":
                await _code.CompileAsync();
                return await RunShellAsync(block);
            case "ndjson":
                stage.Write("observations.ndjson", block.Text + "\n");
                return await stage.Shell.RunAsync("gateway import ndjson observations.ndjson --session sess_1 --dry-run --json");
            case "ts" or "csharp" or "xml":
                await _code.CompileAsync();
                return block.Note("file") is null && block.Language != "xml" ? await _code.OutputOfAsync(block) : null;
            case "sql":
                await stage.Store.GrantAsync(stage.Real(block.Text));
                return null;
            case "ini":
                return await stage.Shell.RunAsync(stage.Real(UnitFile.CommandsOf(block)));
            case "regex" or "toml" or "yaml":
                await ScannerRules.MustFindKeysAsync(block);
                return null;
            case "js":
                await ScannerRules.MustTellKeysAsync(block);
                return null;
            case "text":
                FolderMap.MustBeTrue(block);
                return null;
            default:
                throw new AssertionException("Nothing can run such a block: a page shows only what is run. CONTRIBUTING.md says what there is.");
        }
    }

    private async Task<string> RunShellAsync(Block block)
    {
        FolderMap.ProgramsMustExist(block);
        var text = stage.RealCommands(block.Text);
        return await stage.Shell.RunAsync(block.Note("serves") is { } address ? $"serve '{stage.Real(address)}' '{stage.Real(address)}' {text}" : text);
    }

    /// <summary>Stores that the reader has from here on, and what their owners write to them.</summary>
    private async Task SetUpAsync(Block block)
    {
        foreach (var store in block.NotesOf("store"))
        {
            await stage.AddStoreAsync(store);
        }

        foreach (var sql in block.NotesOf("owner"))
        {
            await stage.Store.RunAsync(sql);
        }
    }

    private Task RunIfAnyAsync(string? commands) => commands is null ? Task.CompletedTask : stage.Shell.RunAsync(stage.Real(commands));
}
