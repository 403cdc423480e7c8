namespace Gateway.IntegrationTests.Docs;

/// <summary>Part of a sample that another page shows whole, and that is run there.</summary>
internal static class Quotation
{
    public static void MustBeIn(Block block, string page) =>
        Assert.That(
            Page.Of("docs/" + page).Blocks.Where(other => other.Language == block.Language && other.Note("quotes") is null).Select(other => Words(other.Text)),
            Has.Some.Contains(Words(block.Text)),
            $"{page} does not show this.");

    /// <summary>However it is laid out.</summary>
    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
