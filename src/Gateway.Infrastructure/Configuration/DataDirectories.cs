namespace Gateway.Infrastructure.Configuration;

/// <summary>Where data lives when nobody says so.</summary>
internal static class DataDirectories
{
    private const string SolutionFile = "Gateway.sln";

    /// <summary><c>data</c> beside the solution when run from a checkout, else the user's data folder; null when there is neither.</summary>
    public static string? Default()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionFile)))
            {
                return Path.Combine(folder.FullName, "data");
            }
        }

        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return user.Length == 0 ? null : Path.Combine(user, "gateway");
    }
}
