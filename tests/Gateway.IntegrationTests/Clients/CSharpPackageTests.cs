using System.IO.Compression;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Clients;

/// <summary>The packed client, as somebody has it who never saw the checkout.</summary>
[Category(TestCategories.Long)]
public sealed class CSharpPackageTests
{
    private const int People = 20_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-package-");
    private readonly GatewayApplication _application = new();
    private string _version = "";

    private string Packages => Path.Combine(_folder.FullName, "packages");

    [OneTimeSetUp]
    public async Task PackAsync()
    {
        _version = $"0.1.0-test.{Environment.ProcessId}"; // no cache has it
        (await Tools.RunAsync(
            Checkout.Root, "dotnet", "pack", "src/Gateway.Client", "--no-build", "--configuration", Checkout.Configuration, "--output", Packages, $"-p:PackageVersion={_version}")).Done();
    }

    [OneTimeTearDown]
    public async Task ClearAsync()
    {
        _folder.Delete(recursive: true);
        await _application.DisposeAsync();
    }

    [Test]
    public void Holds_the_library_its_documentation_and_its_readme_and_the_symbols_beside()
    {
        Assert.That(EntriesOf("nupkg"), Is.SupersetOf(new[] { "README.md", "lib/net10.0/Gateway.Client.dll", "lib/net10.0/Gateway.Client.xml" }));
        Assert.That(EntriesOf("nupkg").Count(entry => entry.EndsWith(".dll", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(EntriesOf("snupkg"), Has.Member("lib/net10.0/Gateway.Client.pdb"));
    }

    [Test]
    public async Task Pages_through_everybody_from_a_program_that_knows_only_the_package()
    {
        var tenant = await _application.NewTenantAsync();
        await tenant.SeedContactsAsync(People);
        var consumer = await ConsumerAsync();
        var told = (await RunAsync(consumer, tenant)).Done().Json;
        Assert.That((int?)told["contacts"], Is.EqualTo(People));
        Assert.That((int?)told["distinct"], Is.EqualTo(People));
        Assert.That((int?)told["pages"], Is.EqualTo(People / 200));
        Assert.That((string?)told["refused"], Has.Length.EqualTo(32));
    }

    /// <summary>Built outside the checkout, whose build settings would reach it there; what the package needs besides may come from this machine's cache.</summary>
    private async Task<string> ConsumerAsync()
    {
        var source = Path.Combine(_folder.FullName, "consumer");
        Directory.CreateDirectory(source);
        foreach (var file in Directory.EnumerateFiles(Checkout.PathOf("tests", "clients", "csharp")))
        {
            File.Copy(file, Path.Combine(source, Path.GetFileName(file)));
        }

        (await Tools.RunAsync(
            source, "dotnet", "build", "--output", Path.Combine(source, "out"), $"-p:GatewayClientVersion={_version}", $"-p:RestoreAdditionalProjectSources={Packages}",
            $"-p:RestorePackagesPath={_folder.FullName}/cache", $"-p:RestoreFallbackFolders={CacheOfThisMachine}")).Done();
        return Path.Combine(source, "out", "Consumer.dll");
    }

    private static string CacheOfThisMachine =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static async Task<Finished> RunAsync(string program, Tenant tenant)
    {
        await using var process = RunningProcess.Start("dotnet", [program], environment =>
        {
            environment["GATEWAY_URL"] = tenant.Application.Address.ToString();
            environment["GATEWAY_KEY"] = tenant.Token;
            environment["GATEWAY_SESSION"] = tenant.Session;
        });
        return await process.ExitAsync();
    }

    private List<string> EntriesOf(string kind)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Packages, $"Gateway.Client.{_version}.{kind}"));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }
}
