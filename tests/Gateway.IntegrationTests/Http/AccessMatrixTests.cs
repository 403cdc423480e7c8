using Gateway.Api.Auth;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Http.Feeding;
using Gateway.IntegrationTests.Tokens;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;

namespace Gateway.IntegrationTests.Http;

/// <summary>Every route, whoever asks for whatever: against an oracle that shares nothing with the service.</summary>
[OverEveryDatabase]
internal sealed class AccessMatrixTests(TestedDatabase database)
{
    /// <summary>A new route fails the tests until it has its line here.</summary>
    private static readonly Route[] s_routes =
    [
        new("api/v1/sessions/{session}/contacts", "read"),
        new("api/v1/sessions/{session}/observations", "ingest") { Methods = ["POST"] },
        new("/livez", null),
        new("/readyz", null),
        new("/openapi.json", null),
        new("/", null),
        new("/docs", null),
        new("/docs/page.css", null),
        new("/docs/page.js", null),
        new("/docs/swagger-ui.css", null),
        new("/docs/swagger-ui-bundle.js", null),
        new("/docs/favicon-32x32.png", null),
    ];

    private static readonly Permissions[] s_permissions =
        [Permissions.None, Permissions.Read, Permissions.Send, Permissions.Manage, Permissions.Ingest, Permissions.Read | Permissions.Send | Permissions.Manage | Permissions.Ingest];

    private TestIssuer _issuer = null!;
    private GatewayApplication _application = null!;
    private Tenant _own = null!;
    private string[] _organizations = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _issuer = await TestIssuer.StartAsync(TokenScene.Shared.KeySet);
        _application = new GatewayApplication(database, [.. _issuer.Settings, .. s_permissions.SelectMany(Role)]);
        _own = await _application.NewTenantAsync();
        await _own.SeedContactsAsync(1);
        var other = await _application.NewTenantAsync();
        await other.SeedContactsAsync(2);
        _organizations = [_own.Organization, other.Organization, GatewayApplication.NewOrganization()];
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Test]
    public void Every_route_is_in_the_matrix()
    {
        var endpoints = _application.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.That(endpoints.Select(endpoint => endpoint.RoutePattern.RawText).Distinct(), Is.EquivalentTo(s_routes.Select(route => route.Pattern)));
        var methods = endpoints.SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["any"]);
        Assert.That(methods.Distinct(), Is.EquivalentTo(s_routes.SelectMany(route => route.Methods).Distinct()));
    }

    [Test]
    public void Every_route_without_a_time_limit_ends_with_its_credential()
    {
        var unlimited = _application.Service<EndpointDataSource>().Endpoints.Where(endpoint => endpoint.Metadata.Any(IsLongTimeLimit)).ToList();
        Assert.That(unlimited, Is.Not.Empty);
        Assert.That(unlimited.Where(endpoint => endpoint.Metadata.GetMetadata<LongRequestAttribute>() is null), Is.Empty);
    }

    /// <summary>None, or more than the 5 seconds in which a credential must end.</summary>
    private static bool IsLongTimeLimit(object metadata) => metadata switch
    {
        DisableRequestTimeoutAttribute => true,
        RequestTimeoutAttribute { PolicyName: not null } => true,
        RequestTimeoutAttribute limited => limited.Timeout is not { } time || time > TimeSpan.FromSeconds(5),
        RequestTimeoutPolicy policy => policy.Timeout is not { } time || time > TimeSpan.FromSeconds(5),
        _ => false,
    };

    [Test]
    public async Task Everybody_gets_what_the_contract_says_they_get([Values] Kind kind)
    {
        var (wrong, asked) = (new List<string>(), 0);
        foreach (var who in await CallersAsync(kind))
        {
            using var client = who.Token is null ? _application.Anonymous() : _application.ClientWith(who.Token);
            foreach (var question in Questions())
            {
                asked++;
                var answer = question.Route.IsUpload && question.Method == "POST"
                    ? await client.SendAsync(question.Target, Feeder.Content(new ByteArrayContent([]), question.IsMalformed ? "application/json" : Feeder.Ndjson))
                    : await client.AskAsync(question.Target, question.Method);
                if (Fault(answer, question, Expected(who, question)) is { } fault)
                {
                    wrong.Add($"{question} by {who with { Token = "" }}: {fault}");
                }
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(asked, Is.EqualTo(kind is Kind.Nobody or Kind.Garbage ? 88 : 88 * 18));
    }

    /// <summary>Contract, section 2: routing, token, permission, parameters, session.</summary>
    private int Expected(Who who, Question question) =>
        question.Method == "OPTIONS" ? 204
        : !question.Route.Methods.Contains(question.Method) ? 405
        : question.Route.Permission is not { } needed ? question.Route.Pattern == "/" ? 302 : 200
        : who.Kind is not (Kind.ApiKey or Kind.LoginByCurve or Kind.LoginByEdwards) ? 401
        : !who.Permissions.ToString().ToLowerInvariant().Split(", ").Contains(needed) ? 403
        : question.IsMalformed ? (question.Route.IsUpload ? 415 : 400)
        : question.Session == _own.Session && who.Organization == _own.Organization ? 200
        : 404;

    private static string? Fault(Answer answer, Question question, int status)
    {
        if (answer.Status != status)
        {
            return $"{answer.Status}, not {status}";
        }

        if (question.Method is "HEAD" or "OPTIONS")
        {
            return answer.Body.Length == 0 ? null : "a body";
        }

        var code = status switch { 400 => "validation_error", 401 => "unauthorized", 403 => "forbidden", 404 => "not_found", 405 => "method_not_allowed", 415 => "unsupported_media_type", _ => null };
        return code is not null ? (answer.Json.GetProperty("error").GetProperty("code").GetString() == code ? null : answer.Text)
            : question.Route.Permission is null || question.Route.IsUpload || answer.Names is ["Person 0001"] ? null
            : "another page";
    }

    private IEnumerable<Question> Questions() =>
        from route in s_routes
        from session in route.Permission is null ? [""] : new[] { _own.Session, "sess_unknown", "malformed!" }
        from isMalformed in route.Permission is null ? [false] : new[] { false, true }
        from method in new[] { "GET", "HEAD", "OPTIONS", "POST" }
        select new Question(route, session, isMalformed, method);

    private async Task<IReadOnlyList<Who>> CallersAsync(Kind kind)
    {
        if (kind is Kind.Nobody or Kind.Garbage)
        {
            return [new Who(kind, kind == Kind.Nobody ? null : "garbage", "", Permissions.None)];
        }

        var callers = new List<Who>();
        foreach (var (organization, permissions) in _organizations.SelectMany(_ => s_permissions, (organization, permissions) => (organization, permissions)))
        {
            callers.Add(new Who(kind, await TokenAsync(kind, organization, permissions), organization, permissions));
        }

        return callers;
    }

    private async Task<string> TokenAsync(Kind kind, string organization, Permissions permissions)
    {
        var now = TimeProvider.System.GetUtcNow();
        switch (kind)
        {
            case Kind.LoginByCurve:
                return Login("ES256", organization, permissions, now);
            case Kind.LoginByEdwards:
                return Login("EdDSA", organization, permissions, now);
            case Kind.ExpiredLogin:
                return Login("ES256", organization, permissions, now.AddHours(-1));
            default:
                var (key, id) = await _application.NewKeyAsync(organization, permissions, kind == Kind.ExpiredApiKey ? now.AddSeconds(-1) : null);
                Assert.That(kind != Kind.RevokedApiKey || await _application.RevokeAsync(id));
                return key;
        }
    }

    private static string Login(string algorithm, string organization, Permissions permissions, DateTimeOffset now)
    {
        var claims = Jwt.Claims(now);
        (claims["org"], claims["role"]) = (organization, RoleOf(permissions));
        return Jwt.Sign(TokenScene.Shared.Good[algorithm], claims);
    }

    private static IEnumerable<(string Key, string Value)> Role(Permissions permissions) =>
        PermissionNames.Of(permissions).Select((name, at) => ($"Gateway:Jwt:Roles:{RoleOf(permissions)}:{at}", name));

    private static string RoleOf(Permissions permissions) => $"role-{(int)permissions}";

    /// <summary>How somebody shows who they are.</summary>
    public enum Kind
    {
        Nobody,
        Garbage,
        ApiKey,
        RevokedApiKey,
        ExpiredApiKey,
        LoginByCurve,
        LoginByEdwards,
        ExpiredLogin,
    }

    /// <param name="Permission">Null where nobody is asked for a token.</param>
    private sealed record Route(string Pattern, string? Permission)
    {
        public string[] Methods { get; init; } = ["GET", "HEAD"];

        public bool IsUpload => Methods is ["POST"];
    }

    private sealed record Who(Kind Kind, string? Token, string Organization, Permissions Permissions);

    private sealed record Question(Route Route, string Session, bool IsMalformed, string Method)
    {
        public string Target => "/" + Route.Pattern.TrimStart('/').Replace("{session}", Session, StringComparison.Ordinal) + (IsMalformed ? "?limit=abc" : "");
    }
}
