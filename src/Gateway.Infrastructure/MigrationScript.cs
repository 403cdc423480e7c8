using System.Globalization;

namespace Gateway.Infrastructure;

/// <summary>An embedded script of SQL, <c>NNNN-what.sql</c>.</summary>
internal sealed record MigrationScript(long Number, string Name)
{
    private const string Compatible = "-- Programs of this schema and later work with it: ";

    private string Resource { get; init; } = "";

    /// <summary>
    /// Gets the oldest schema whose programs still work when this script was applied, from a comment in the script; null where it names
    /// none: then only programs that have the script do.
    /// </summary>
    public long? CompatibleSince => Read().Split('\n')
        .Where(line => line.StartsWith(Compatible, StringComparison.Ordinal))
        .Select(line => (long?)long.Parse(line.AsSpan(Compatible.Length), NumberStyles.None, CultureInfo.InvariantCulture))
        .SingleOrDefault();

    /// <summary>Those in a database's folder <c>Migrations</c>, in order.</summary>
    public static IReadOnlyList<MigrationScript> FindIn(string folder)
    {
        var prefix = $"{typeof(MigrationScript).Namespace}.{folder}.Migrations.";
        return [.. typeof(MigrationScript).Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal))
            .Select(resource => Of(resource, resource[prefix.Length..]))
            .OrderBy(script => script.Number)];
    }

    public string Read()
    {
        using var stream = typeof(MigrationScript).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static MigrationScript Of(string resource, string name) =>
        new(long.Parse(name.AsSpan(0, name.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture), name) { Resource = resource };
}
