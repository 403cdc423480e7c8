using System.Text.Json;
using System.Xml.Linq;

namespace Gateway.IntegrationTests.Clients;

/// <summary>The npm package is whole, typed, tested, and works where it is installed.</summary>
[Category(TestCategories.Node)]
public sealed class TypeScriptPackageTests
{
    private TypeScriptPackage _package = null!;

    [OneTimeSetUp]
    public async Task PackAsync() => _package = await TypeScriptPackage.PackAsync();

    [OneTimeTearDown]
    public void Clear() => _package?.Dispose();

    [Test]
    public async Task Holds_what_its_users_need_and_nothing_else()
    {
        var contents = await _package.ContentsAsync();
        var modules = Directory.GetFiles(Checkout.PathOf("clients", "typescript", "src")).Select(Path.GetFileNameWithoutExtension);
        var built = modules.SelectMany(module => new[] { $"dist/{module}.js", $"dist/{module}.js.map", $"dist/{module}.d.ts" });
        Assert.That(contents.Keys, Is.EquivalentTo(built.Concat(["LICENSE", "README.md", "package.json"])));
        Assert.That(contents["LICENSE"], Is.EqualTo(await File.ReadAllTextAsync(Checkout.PathOf("LICENSE"))));
        Assert.That(contents.Values, Has.None.Contains(_package.Source), "says nothing of the machine");
    }

    [Test]
    public async Task Needs_no_other_package()
    {
        var package = JsonElement.Parse((await _package.ContentsAsync())["package.json"]);
        var needs = package.EnumerateObject().Select(field => field.Name).Where(name => name.EndsWith("ependencies", StringComparison.Ordinal));
        Assert.That(needs, Is.EqualTo(new[] { "devDependencies" }), "for those who change it alone");
    }

    [Test]
    public async Task Brings_its_sources_in_the_source_maps()
    {
        foreach (var (name, text) in (await _package.ContentsAsync()).Where(file => file.Key.EndsWith(".map", StringComparison.Ordinal)))
        {
            var source = await File.ReadAllTextAsync(Checkout.PathOf("clients", "typescript", "src", Path.GetFileName(name).Replace(".js.map", ".ts", StringComparison.Ordinal)));
            Assert.That(JsonElement.Parse(text).GetProperty("sourcesContent")[0].GetString(), Is.EqualTo(source), name);
        }
    }

    [Test]
    public async Task Is_typed_for_programs_of_Node_without_the_browsers_types()
    {
        var project = await _package.NewProjectAsync("node", TypeScriptPackage.Consumer);
        (await TypeScriptPackage.CompileAsync(project, TypeScriptPackage.NodesTypes)).Done();
    }

    [Test]
    public async Task Is_typed_for_pages_without_Nodes_types_and_lets_no_mistake_compile()
    {
        (string Statement, string Errors)[] programs =
        [
            ("for await (const { name } of gateway.listAllContacts('sess_a', { source: 'dm', q: undefined })) document.title = name;", ""),
            ("gateway.listContacts('sess_a', { source: 'dms' });", "TS2322"),
            ("gateway.listContacts('sess_a', { limit: '5' });", "TS2322"),
            ("gateway.listContacts();", "TS2554"),
            ("gateway.listAllContacts('sess_a', { cursor: 'abc' });", "TS2353"),
            ("new GatewayClient({ baseUrl: '/' });", "TS2345"),
            ("export const since: Date = (await gateway.listContacts('sess_a')).dataAsOf;", "TS2322"),
            ("import { ApiException } from 'gateway-client';", "TS2305"),
            ("import { GatewayOperations } from 'gateway-client/dist/generated.js';", "TS2307"),
        ];
        var project = await _package.NewProjectAsync("page");
        foreach (var (number, (statement, _)) in programs.Index())
        {
            await File.WriteAllTextAsync(Path.Combine(project, $"program{number}.ts"), $$"""
                import { GatewayClient } from "gateway-client";
                export const gateway = new GatewayClient({ baseUrl: "/", token: async () => "wa_key" });
                {{statement}}
                """);
        }

        string[] asBundlersDo = ["--strict", "--exactOptionalPropertyTypes", "--target", "ES2022", "--module", "ESNext", "--moduleResolution", "bundler", "--lib", "ES2022,DOM"];
        var compiled = await TypeScriptPackage.CompileAsync(project, [.. asBundlersDo, .. programs.Index().Select(program => $"program{program.Index}.ts")]);
        foreach (var (number, (statement, errors)) in programs.Index())
        {
            var said = compiled.OutputLines.Where(line => line.StartsWith($"program{number}.ts(", StringComparison.Ordinal)).Select(line => line.Split("error ")[1].Split(':')[0]);
            Assert.That(string.Join(' ', said), Is.EqualTo(errors), statement);
        }

        Assert.That(compiled.OutputLines.Where(line => line[0] != ' '), Has.All.StartsWith("program"), "nothing else is wrong");
    }

    [Test]
    public async Task Passes_its_own_tests()
    {
        var source = _package.Source;
        (await TypeScriptPackage.CompileAsync(source)).Done();
        var tests = Directory.GetFiles(Path.Combine(source, "test"), "*.test.ts").Select(file => $"test-dist/test/{Path.GetFileNameWithoutExtension(file)}.js");
        var ran = await TypeScriptPackage.NodeAsync(source, ["--test", "--test-reporter=junit", .. tests]);
        var cases = XDocument.Parse(ran.Output).Descendants("testcase").ToList();
        Assert.That(cases, Is.Not.Empty, ran.Output + ran.Error);
        Assert.That(cases.Count(test => test.HasElements), Is.Zero, ran.Output + ran.Error); // failed or skipped
        ran.Done();
    }
}
