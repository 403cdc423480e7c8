namespace Gateway.IntegrationTests;

/// <summary>The working copy that the tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>What it was built as: <c>Debug</c> or <c>Release</c>.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
