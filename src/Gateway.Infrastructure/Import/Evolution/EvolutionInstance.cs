using Gateway.Application;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Infrastructure.Import.Evolution;

/// <summary>One of the numbers that an Evolution API serves.</summary>
internal sealed record EvolutionInstance(string Id, string Name, string? OwnJid)
{
    private const string PhoneServer = "@s.whatsapp.net";

    // Its token is its owner's.
    private const string Instances = """
        SELECT "id", "name", "ownerJid", "number" FROM "Instance" ORDER BY "name"
        """;

    /// <param name="wanted">Its digits or its name; null where there is but one.</param>
    /// <exception cref="ConfigurationException">There are several, and none is named.</exception>
    /// <exception cref="UnavailableException">There is none, or not that one.</exception>
    public static async Task<EvolutionInstance> OfAsync(SourceDatabase database, string? wanted, CancellationToken cancellationToken)
    {
        var instances = new List<EvolutionInstance>();
        await foreach (var row in database.QueryAsync(Instances, null, cancellationToken))
        {
            instances.Add(new EvolutionInstance(row.Text(0)!, row.Text(1) ?? "", row.Text(2) ?? (row.Text(3) is { } number ? number.TrimStart('+') + PhoneServer : null)));
        }

        if (wanted is null && instances.Count > 1)
        {
            throw new ConfigurationException([$"The store holds {instances.Count} instances: say which with --device and its number or name."]);
        }

        return instances.FirstOrDefault(instance => wanted is null || instance.Name == wanted || instance.Number == wanted.TrimStart('+'))
            ?? throw new UnavailableException(wanted is null ? "The store holds no instance." : "The store does not hold the instance of --device.");
    }

    private string? Number => Jid.Parse(OwnJid) is { Kind: JidKind.Person } own ? own.Person.Text : null;
}
