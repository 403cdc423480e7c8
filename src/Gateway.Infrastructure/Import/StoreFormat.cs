using Gateway.Infrastructure.Import.Baileys;
using Gateway.Infrastructure.Import.Evolution;
using Gateway.Infrastructure.Import.Wacli;
using Gateway.Infrastructure.Import.WahaNoweb;
using Gateway.Infrastructure.Import.Whatsmeow;

namespace Gateway.Infrastructure.Import;

/// <summary>Where a store is, and what of it is meant.</summary>
/// <param name="Source">A file, or how to reach a database.</param>
/// <param name="Device">Which of several numbers: its digits, or what the store calls it.</param>
/// <param name="AuthFolder">Where Baileys keeps its login, which holds LIDs.</param>
public sealed record StorePlace(string Source, string? Device = null, string? AuthFolder = null);

/// <summary>A kind of store that can be taken over.</summary>
public sealed class StoreFormat
{
    private StoreFormat(string name, string description, string sourceDescription, Func<StorePlace, CancellationToken, Task<IStore>> openAsync) =>
        (Name, Description, SourceDescription, OpenAsync) = (name, description, sourceDescription, openAsync);

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<StoreFormat> All { get; } =
    [
        new("baileys", "From a store file of Baileys (makeInMemoryStore).", "The JSON file.", BaileysFileStore.OpenAsync) { HasAuthFolder = true },
        new("baileys-api", "From the database of baileys-api (Prisma).", "The address of its PostgreSQL.", BaileysApiStore.OpenAsync) { HoldsSeveral = true },
        new("evolution", "From the database of the Evolution API.", "The address of its PostgreSQL.", EvolutionStore.OpenAsync) { HoldsSeveral = true },
        new("wacli", "From a store of wacli.", "The file wacli.db; session.db is looked for beside it.", WacliStore.OpenAsync) { HoldsSeveral = true },
        new("waha-noweb", "From a store of WAHA's engine NOWEB.", "The file store.sqlite3 of its session, or the address of its PostgreSQL.", WahaNowebStore.OpenAsync),
        new("whatsmeow", "From a store of whatsmeow: wuzapi, GOWA, mautrix-whatsapp, WAHA's engine GOWS, bots.", "The SQLite file, or the address of its PostgreSQL.", WhatsmeowStore.OpenAsync) { HoldsSeveral = true },
    ];

    public string Name { get; }

    public string Description { get; }

    public string SourceDescription { get; }

    /// <summary>Whether one store may hold several numbers.</summary>
    public bool HoldsSeveral { get; private init; }

    /// <summary>Whether the login's folder, beside the store, tells more.</summary>
    public bool HasAuthFolder { get; private init; }

    internal Func<StorePlace, CancellationToken, Task<IStore>> OpenAsync { get; }
}
