using System.Text.Json;
using Gateway.IntegrationTests.Leaks;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Http;

/// <summary>The page where the API is read and tried: over HTTP, and in a browser.</summary>
public sealed class DocsPageTests
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    [TestCase("/docs", "text/html; charset=utf-8")]
    [TestCase("/docs/page.css", "text/css; charset=utf-8")]
    [TestCase("/docs/page.js", "text/javascript; charset=utf-8")]
    [TestCase("/docs/swagger-ui.css", "text/css; charset=utf-8")]
    [TestCase("/docs/swagger-ui-bundle.js", "text/javascript; charset=utf-8")]
    [TestCase("/docs/favicon-32x32.png", "image/png")]
    public async Task Each_part_is_the_same_compressed_or_not_and_under_the_strict_policy(string path, string type)
    {
        using var anybody = SharedApplication.Application.Anonymous();
        using var unpacking = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.GZip });
        var plain = await anybody.AskAsync(path);
        Assert.That(plain.Status, Is.EqualTo(200));
        Assert.That(plain.Header("Content-Encoding"), Is.Null);
        Assert.That(plain.Header("Content-Type"), Is.EqualTo(type));
        Assert.That(plain.Header("Content-Security-Policy"), Is.EqualTo(Policy));
        Assert.That(plain.Header("Cache-Control"), Is.EqualTo("no-cache"));
        Assert.That(await unpacking.GetByteArrayAsync(new Uri(SharedApplication.Application.Address, path)), Is.EqualTo(plain.Body));
        Assert.That((await anybody.AskAsync(path, "HEAD")).Header("Content-Length"), Is.EqualTo(plain.Body.Length.ToString(null as IFormatProvider)));
    }

    [TestCase("/docs/page.html")]
    [TestCase("/docs/index.html")]
    [TestCase("/docs/../appsettings.json")]
    [TestCase("/docs/swagger-ui.js")]
    public async Task There_is_nothing_else(string path)
    {
        using var anybody = SharedApplication.Application.Anonymous();
        (await anybody.AskAsync(path)).MustBe(404, "not_found");
    }

    [Test]
    public async Task The_root_leads_there()
    {
        using var anybody = SharedApplication.Application.Anonymous();
        var answer = await anybody.AskAsync("/");
        Assert.That(answer.Status, Is.EqualTo(302));
        Assert.That(answer.Header("Location"), Is.EqualTo("/docs"));
        Assert.That((await anybody.AskAsync("/docs/")).Header("Location"), Is.EqualTo("/docs"), "the page's parts are named from there");
    }

    [Category(TestCategories.Node)]
    [TestCase(1280, 900, "")]
    [TestCase(390, 844, "")]
    [TestCase(1280, 900, "/tools/gateway")]
    public async Task In_a_browser_the_list_is_tried_with_a_key_and_people_are_seen(int width, int height, string path)
    {
        await using var application = new GatewayApplication(("Gateway:PathBase", path));
        var tenant = await application.NewTenantAsync();
        var address = tenant.Application.Address.GetLeftPart(UriPartial.Authority) + path;
        await tenant.ObserveAsync(Lines.Contact("4915550001177", "Nomen Лариса 17"), Lines.Contact("4915550001178", "Nomen 18"));
        var seen = await BrowseAsync(tenant, address, width, height);
        Assert.That(Texts(seen, "requests"), Has.Count.EqualTo(9).And.All.StartsWith(address + "/"), "no request leaves the path");
        Assert.That(Texts(seen, "violations"), Is.Empty);
        Assert.That(Texts(seen, "complaints"), Is.Empty);
        Assert.That(Texts(seen, "failures"), Is.Empty);
        Assert.That(seen.GetProperty("address").GetString(), Is.EqualTo(address + "/docs"));
        Assert.That(Texts(seen, "prefilled"), Is.EqualTo(new[] { $"session={tenant.Session}", "group=", "q=", "limit=50", "cursor=" }));
        Assert.That(seen.GetProperty("body").GetProperty("data").GetArrayLength(), Is.EqualTo(2));
        Assert.That(seen.GetProperty("shown").GetString(), Does.Contain("Nomen Лариса 17").And.Contain("4915550001178"));
        Assert.That(seen.GetProperty("overflow").GetInt32(), Is.Zero, "nothing is wider than the window");
    }

    private static async Task<JsonElement> BrowseAsync(Tenant tenant, string address, int width, int height)
    {
        Gathered.Told(tenant.Token);
        var told = (await Tools.RunAsync(
            Checkout.PathOf("tests", "browser"),
            Tools.Node,
            ["docs.mjs", Tools.Packages, Tools.Chromium, address, tenant.Token, tenant.Session, $"{width}", $"{height}"])).Done();
        return JsonElement.Parse(told.Output);
    }

    private static List<string> Texts(JsonElement seen, string name) => [.. seen.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];
}
