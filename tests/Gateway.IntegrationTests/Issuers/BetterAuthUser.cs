using System.Net;
using System.Text.Json;
using Gateway.Domain.Sessions;

namespace Gateway.IntegrationTests.Issuers;

/// <summary>Somebody signed in at Better Auth, as a browser would be: by a cookie.</summary>
internal sealed class BetterAuthUser : IDisposable
{
    private readonly HttpClient _http;

    private BetterAuthUser(Uri issuer)
    {
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = issuer };
        _http.DefaultRequestHeaders.Add("Origin", issuer.GetLeftPart(UriPartial.Authority));
    }

    private string Email { get; } = $"{Ulid.New(TimeProvider.System).ToLowerInvariant()}@example.com";

    public static async Task<BetterAuthUser> SignUpAsync(Uri issuer)
    {
        var user = new BetterAuthUser(issuer);
        try
        {
            await user.PostAsync("sign-up/email", new { email = user.Email, password = "correct horse battery", name = "Somebody" });
            return user;
        }
        catch
        {
            user.Dispose();
            throw;
        }
    }

    /// <summary>Becomes its owner; it is the active one from now on. Gives its id.</summary>
    public async Task<string> CreateOrganizationAsync()
    {
        var slug = Ulid.New(TimeProvider.System).ToLowerInvariant();
        var created = await PostAsync("organization/create", new { name = "Organization", slug });
        return created.GetProperty("id").GetString()!;
    }

    public Task ActivateAsync(string? organization) => PostAsync("organization/set-active", new { organizationId = organization });

    /// <summary>Takes somebody into the active organization, which is then the active one of theirs.</summary>
    public async Task TakeInAsync(BetterAuthUser other, params string[] roles)
    {
        var invitation = await PostAsync("organization/invite-member", new { email = other.Email, role = roles });
        await other.PostAsync("organization/accept-invitation", new { invitationId = invitation.GetProperty("id").GetString() });
    }

    public async Task<string> TokenAsync() => (await _http.GetForJsonAsync("api/auth/token")).GetProperty("token").GetString()!;

    public void Dispose() => _http.Dispose();

    private Task<JsonElement> PostAsync(string path, object body) => _http.PostForJsonAsync("api/auth/" + path, body);
}
