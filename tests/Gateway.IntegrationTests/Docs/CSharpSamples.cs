using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Docs;

/// <summary>C#, compiled against the SDK's project as the page says, or as anybody would, and run.</summary>
internal static class CSharpSamples
{
    public const string Command = "dotnet csharp/bin/samples.dll";
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

    public static async Task CompileAsync(Page page, Stage stage, List<Block> blocks, string between)
    {
        if (blocks.Count == 0)
        {
            return;
        }

        var client = Checkout.PathOf("src", "Gateway.Client", "Gateway.Client.csproj");
        Assert.That(File.Exists(client), "There is no src/Gateway.Client/Gateway.Client.csproj: there is no C# SDK to run samples with.");
        var project = page.Blocks.FirstOrDefault(block => block.Language == "xml")?.Text ?? Project;
        Assert.That(project, Does.Contain(ClientOnThePage));
        stage.Write("csharp/samples.csproj", project.Replace(ClientOnThePage, client, StringComparison.Ordinal));
        stage.Write("csharp/page.cs", stage.Real(page.Only(blocks, between)));

        // The SDK is built already, by whoever built these tests; nothing is left running.
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var built = await Tools.RunAsync(
            Path.Combine(stage.Folder.FullName, "csharp"), "dotnet", "build", "--no-dependencies", "-c", configuration, "-o", "bin", "-v", "q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-warnaserror");
        Assert.That(built.ExitCode, Is.Zero, $"{page.Name}, by the lines of the page: {built.Output}");
    }
}
