using Gateway.IntegrationTests.Clients;

namespace Gateway.IntegrationTests.Docs;

/// <summary>The TypeScript SDK, packed once for all pages, and where it is installed.</summary>
[SetUpFixture]
public sealed class TypeScriptClient
{
    public const string Name = "gateway-client";
    private static readonly Lazy<Task<TypeScriptPackage>> s_package = new(TypeScriptPackage.PackAsync);
    private static readonly Lazy<Task<string>> s_project = new(async () => await (await s_package.Value).NewProjectAsync("pages"));

    /// <summary>Puts it where samples import it from.</summary>
    internal static async Task InstallAsync(Stage stage) =>
        TypeScriptSamples.Link(stage, Name, Path.Combine(await s_project.Value, "node_modules"));

    [OneTimeTearDown]
    public async Task ClearAsync()
    {
        if (s_package.IsValueCreated)
        {
            (await s_package.Value).Dispose();
        }
    }
}
