namespace Gateway.Infrastructure.Postgres;

/// <summary>Statements with $1, $2 and so on. With names, Npgsql reads each statement and writes it anew every time it runs.</summary>
internal static class NumberedParameters
{
    /// <summary>The statement with $1, $2 and so on in the places of these names.</summary>
    public static string Number(string statement, params IReadOnlyList<string> names) =>
        names.Select((name, i) => (Name: "@" + name, Number: $"${i + 1}")).Aggregate(
            statement, (text, place) => text.Replace(place.Name, place.Number, StringComparison.Ordinal));
}
