using Gateway.Application;
using Gateway.Domain.Contacts;

namespace Gateway.Infrastructure;

/// <summary>How the schema and the folded search text of a database compare with those of this program.</summary>
internal sealed record SchemaState
{
    /// <summary>Gets the number of the last migration.</summary>
    public long Version { get; init; }

    /// <summary>Gets the first later migration that programs of this version do not work with; null where there is none.</summary>
    public string? Incompatible { get; init; }

    /// <summary>Gets the version of the folding that the search text was made with; null before the first one was.</summary>
    public string? Folding { get; init; }

    /// <summary>Reads the state. A migration that does not say since which version programs work with it is incompatible.</summary>
    public const string Statement = """
        SELECT (SELECT coalesce(max(number), 0) FROM migrations) AS Version,
               (SELECT min(name) FROM migrations WHERE number > @Latest AND coalesce(compatible_since, number) > @Latest) AS Incompatible,
               (SELECT max(version) FROM search_text_version) AS Folding
        """;

    /// <summary>Returns when programs of this version may write.</summary>
    /// <exception cref="UnavailableException">A later program has changed the schema or the search text.</exception>
    public void MustNotBeLater()
    {
        var isFoldedLater = Folding is not null && TextFolding.IsLater(Folding);
        if (Incompatible is not null || isFoldedLater)
        {
            throw new UnavailableException($"A later version of this program has changed the database ({Incompatible ?? "the folding of search text"}). Install that version.") { NeedsOperator = true, PreventsStart = true };
        }
    }

    /// <summary>Returns when programs of this version may serve.</summary>
    /// <param name="latest">The last migration of this program.</param>
    /// <exception cref="UnavailableException">The database was changed by a later program, or is still to be migrated.</exception>
    public void MustFit(long latest)
    {
        MustNotBeLater();
        if (Version < latest || Folding != TextFolding.Version)
        {
            throw new UnavailableException("The database has the schema or the search text of an older version. Run gateway migrate.");
        }
    }
}
