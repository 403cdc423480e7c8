using Gateway.Api.Errors;

namespace Gateway.IntegrationTests.Docs;

/// <summary>docs/errors.md has a section for each error there is, and for no other.</summary>
public sealed class ErrorsPageTests
{
    private static readonly Page s_page = Page.Of("docs/errors.md");

    /// <summary>Errors of which each cause has a message of its own.</summary>
    private static readonly string[] s_ownMessages = ["bad_request", "not_found", "method_not_allowed", "unsupported_media_type"];

    [Test]
    public void Every_error_has_its_section() => Assert.That(
        s_page.Lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)),
        Is.EquivalentTo(ApiError.All.Select(error => string.Create(null, $"## {error.Status} {error.Code}"))));

    [TestCaseSource(typeof(ApiError), nameof(ApiError.All))]
    public void Every_section_shows_the_envelope(object error)
    {
        var (status, code, message) = (ApiError)error;
        var section = s_page.Lines.SkipWhile(line => line != string.Create(null, $"## {status} {code}")).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        var text = string.Concat(section).Replace(" ", "", StringComparison.Ordinal);
        Assert.That(text, Does.Contain($"\"code\":\"{code}\""));

        Assert.That(s_ownMessages.Contains(code) || text.Contains($"\"message\":\"{message.Replace(" ", "", StringComparison.Ordinal)}", StringComparison.Ordinal));
    }
}
