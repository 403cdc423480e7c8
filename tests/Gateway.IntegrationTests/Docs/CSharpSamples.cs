using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Docs;

/// <summary>C#, compiled against the SDK's project as the page says, or as anybody would, and run.</summary>
internal static class CSharpSamples
{
    private const string ClientOnThePage = "../src/Gateway.Client/Gateway.Client.csproj";

    private const string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="{ClientOnThePage}" />
          </ItemGroup>
        </Project>
        """;

    public static string Command(Sample sample) => string.Create(null, $"dotnet csharp/bin/{Checkout.Configuration}/net10.0/samples.dll {sample.Number}");

    public static async Task CompileAsync(Page page, Stage stage, List<Sample> samples, string between)
    {
        if (samples.Count == 0)
        {
            return;
        }

        var client = Checkout.PathOf("src", "Gateway.Client", "Gateway.Client.csproj");
        var project = page.Blocks.FirstOrDefault(block => block.Language == "xml")?.Text ?? Project;
        Assert.That(project, Does.Contain(ClientOnThePage));
        stage.Write("csharp/samples.csproj", project.Replace(ClientOnThePage, client, StringComparison.Ordinal));
        samples.ForEach(sample => stage.Write($"csharp/{NameOf(sample)}.cs", stage.Real(AsMethod(page, sample, between))));
        stage.Write("csharp/Start.cs", $"await (args[0] switch {{ {string.Concat(samples.Select(sample => $"\"{sample.Number}\" => {NameOf(sample)}.RunAsync(), "))} _ => throw new InvalidOperationException() }});");

        // The build of these tests has built the SDK, and left a compiler server that this build uses.
        var built = await Tools.RunAsync(
            Path.Combine(stage.Folder.FullName, "csharp"), "dotnet", "build", "--no-dependencies", "-c", Checkout.Configuration, "-v", "q", "-nologo", "-nodeReuse:false", "-warnaserror");
        Assert.That(built.ExitCode, Is.Zero, $"{page.Name}, by the lines of the page: {built.Output}");
    }

    /// <summary>Top-level statements as the body of a method, since a project takes those of one file: usings go before it, on the first line.</summary>
    private static string AsMethod(Page page, Sample sample, string between)
    {
        var lines = page.Only(sample.Blocks, between).Split('\n');
        var first = sample.Blocks[0].Line;
        var usings = lines.Skip(first).TakeWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal)).ToList();
        lines[0] = string.Concat(usings);
        Array.Fill(lines, "", first, usings.Count);
        lines[first - 1] = $"internal static class {NameOf(sample)} {{ public static async Task RunAsync() {{";
        return string.Join('\n', lines) + "\nawait Task.CompletedTask; } }";
    }

    private static string NameOf(Sample sample) => string.Create(null, $"Sample{sample.Number}");
}
