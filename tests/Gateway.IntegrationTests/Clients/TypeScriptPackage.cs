using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Clients;

/// <summary>The npm package of <c>clients/typescript</c>, packed from a copy, and projects that have it installed.</summary>
internal sealed class TypeScriptPackage : IDisposable
{
    private static readonly string[] s_built = ["node_modules", "dist", "test-dist"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-typescript-");

    private TypeScriptPackage()
    {
        Copy(Checkout.PathOf("clients", "typescript"), Source);
        Directory.CreateSymbolicLink(Path.Combine(Source, "node_modules"), Path.Combine(Tools.Packages, "node_modules"));
    }

    /// <summary>A program of a user of the package.</summary>
    public static string[] Consumer => Directory.GetFiles(Checkout.PathOf("tests", "clients", "typescript"));

    /// <summary>For the compiler: where Node's types are.</summary>
    public static string[] NodesTypes => ["--typeRoots", Tools.PathOf("@types")];

    /// <summary>Where the package is built and packed: what npm would have installed there is the tools'.</summary>
    public string Source => Path.Combine(_folder.FullName, "source");

    public string Archive => Directory.GetFiles(_folder.FullName, "*.tgz").Single();

    public static async Task<TypeScriptPackage> PackAsync()
    {
        var package = new TypeScriptPackage();
        try
        {
            await package.NpmAsync(package.Source, "pack", "--pack-destination", package._folder.FullName);
            return package;
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <summary>A folder with the package installed as users install it, and these files.</summary>
    public async Task<string> NewProjectAsync(string name, params IEnumerable<string> files)
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(project, "package.json"), """{"private":true,"type":"module"}""");
        foreach (var file in files)
        {
            File.Copy(file, Path.Combine(project, Path.GetFileName(file)));
        }

        await NpmAsync(project, "install", "--no-package-lock", Archive);
        return project;
    }

    /// <summary>What the archive holds: names below the package's root, and contents.</summary>
    public async Task<Dictionary<string, string>> ContentsAsync()
    {
        var contents = new Dictionary<string, string>();
        await using var archive = new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress);
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            using var text = new StreamReader(entry.DataStream ?? Stream.Null, Encoding.UTF8);
            contents.Add(entry.Name["package/".Length..], await text.ReadToEndAsync());
        }

        return contents;
    }

    /// <summary>TypeScript's compiler, with what the project says or with these arguments.</summary>
    public static Task<Finished> CompileAsync(string project, params IEnumerable<string> arguments) => NodeAsync(project, [Tools.PathOf("typescript/bin/tsc"), .. arguments]);

    public static Task<Finished> NodeAsync(string project, params IEnumerable<string> arguments) => Tools.RunAsync(project, Tools.Node, arguments);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Without a network, and with a node on the path for the scripts of packages.</summary>
    private async Task NpmAsync(string folder, params IEnumerable<string> arguments)
    {
        var path = $"PATH={Path.GetDirectoryName(Tools.Node)}:{Environment.GetEnvironmentVariable("PATH")}";
        string[] quietly = ["--offline", "--no-update-notifier", "--no-audit", "--no-fund", "--cache", Path.Combine(_folder.FullName, "npm-cache")];
        (await Tools.RunAsync(folder, "env", [path, Tools.Node, Tools.PathOf("npm/bin/npm-cli.js"), .. arguments, .. quietly])).Done();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.GetDirectories(from).Where(folder => !s_built.Contains(Path.GetFileName(folder))))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
