using System.Text.Json;
using Gateway.IntegrationTests.Issuers;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Docs;

/// <summary>TypeScript, judged by tsc as strictly as it can, and run by Node.</summary>
internal static class TypeScriptSamples
{
    public static string Command(Sample sample) => "node " + NameOf(sample);

    public static async Task CompileAsync(Page page, Stage stage, List<Sample> samples, string between)
    {
        var files = page.Blocks.Where(block => block.Language == "ts" && block.Note("file") is not null).ToList();
        if (samples.Count + files.Count == 0)
        {
            return;
        }

        Link(stage, "better-auth", Path.Combine(Path.GetDirectoryName(IssuerPrograms.Find("").Program.TrimEnd('/'))!, "node_modules"));
        Link(stage, "@types", Tools.PathOf(""));
        if (samples.SelectMany(sample => sample.Blocks).Concat(files).Any(block => block.Text.Contains(TypeScriptClient.Name, StringComparison.Ordinal)))
        {
            await TypeScriptClient.InstallAsync(stage);
        }

        Browser.Write(stage);
        files.ForEach(file => stage.Write(file.Note("file")!, stage.Real(page.Only([file], ""))));
        samples.ForEach(sample => stage.Write(NameOf(sample), stage.Real(page.Only(sample.Blocks, between) + "\nexport {};")));

        stage.Write("package.json", """{"type":"module"}""");
        stage.Write("tsconfig.json", JsonSerializer.Serialize(new
        {
            compilerOptions = new
            {
                strict = true,
                noUncheckedIndexedAccess = true,
                noUnusedLocals = true,
                target = "es2022",
                lib = new[] { "es2022", "dom" },
                module = "nodenext",
                rewriteRelativeImportExtensions = true,
                skipLibCheck = true,
                types = new[] { "node" },
                outDir = ".samples/js",
                rootDir = ".",
            },
            include = new[] { "*.ts" },
        }));
        var built = await Tools.RunAsync(stage.Folder.FullName, Tools.Node, Tools.PathOf("typescript/bin/tsc"));
        Assert.That(built.ExitCode, Is.Zero, $"{page.Name}, by the lines of the page: {built.Output}");
    }

    private static string NameOf(Sample sample) => string.Create(null, $"sample{sample.Number}.ts");

    /// <summary>A package of another folder, found as if it were installed here.</summary>
    public static void Link(Stage stage, string package, string packages)
    {
        var target = Path.Combine(packages, package);
        Assert.That(Directory.Exists(target), $"There is no {target}.");
        Directory.CreateSymbolicLink(Path.Combine(stage.Folder.CreateSubdirectory("node_modules").FullName, package), target);
    }
}
