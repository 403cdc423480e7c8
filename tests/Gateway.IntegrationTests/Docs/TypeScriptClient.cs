using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Docs;

/// <summary>The TypeScript SDK as its package has it, made of the checkout's sources.</summary>
internal static class TypeScriptClient
{
    private const string Name = "gateway-client";

    /// <summary>Puts it where samples import it from, as it would be installed.</summary>
    public static async Task LinkAsync(Stage stage)
    {
        var source = Checkout.PathOf("clients", "typescript");
        Assert.That(File.Exists(Path.Combine(source, "package.json")), "clients/typescript has no package.json: there is no TypeScript SDK to run samples with.");
        var package = stage.Folder.CreateSubdirectory(Path.Combine("node_modules", Name)).FullName;
        File.Copy(Path.Combine(source, "package.json"), Path.Combine(package, "package.json"));
        var built = await Tools.RunAsync(source, Tools.Node, Tools.PathOf("typescript/bin/tsc"), "-p", "tsconfig.build.json", "--outDir", Path.Combine(package, "dist"));
        Assert.That(built.ExitCode, Is.Zero, built.Output);
    }
}
