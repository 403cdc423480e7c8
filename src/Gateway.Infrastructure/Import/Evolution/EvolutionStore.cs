using System.Runtime.CompilerServices;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Import.Baileys;

namespace Gateway.Infrastructure.Import.Evolution;

/// <summary>The database of the Evolution API (prisma/postgresql-schema.prisma): contacts, chats and messages of several instances.</summary>
internal sealed class EvolutionStore(SourceDatabase database, EvolutionInstance instance, EvolutionTables tables) : IStore
{
    public IReadOnlyList<string> CannotTell { get; } =
    [
        "The Evolution API keeps no member lists: in groups are those whose messages it holds.",
        "The Evolution API does not tell saved, own and business names apart: all are taken for the person's own.",
        "The Evolution API has no column of LIDs: they are known from messages and from the numbers that were looked up.",
        .. database.Closed,
    ];

    public static Task<IStore> OpenAsync(StorePlace place, CancellationToken cancellationToken) =>
        SourceDatabase.OpenAsync(
            place.Source,
            async database =>
            {
                var tables = await EvolutionTables.OfAsync(database, cancellationToken);
                return new EvolutionStore(database, await EvolutionInstance.OfAsync(database, place.Device, cancellationToken), tables);
            },
            cancellationToken);

    public async IAsyncEnumerable<Observation?> ReadAsync(StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return StoreLines.Own(instance.OwnJid);
        var ours = new { Instance = instance.Id };
        if (tables.LookUps)
        {
            await foreach (var row in database.PagesAsync(EvolutionTables.LookUpRows, [""], null, cancellationToken))
            {
                yield return LookedUp(row, lines);
            }
        }

        if (tables.Messages)
        {
            await foreach (var row in database.QueryAsync(EvolutionTables.SenderRows, ours, cancellationToken))
            {
                var message = new SentMessage(row.Text(0) ?? "", row.Text(1), row.Text(2), row.Flag(3), ContactName.CleanFirst(row.Texts(4)), lines.Seconds(row.Number(5)));
                foreach (var observation in BaileysJson.Sender(message, lines))
                {
                    yield return observation;
                }
            }
        }

        await foreach (var row in database.PagesAsync(EvolutionTables.ChatRows, [""], ours, cancellationToken))
        {
            foreach (var observation in lines.Contact(row.Text(0), other: null, default, directChat: true, lines.Time(row.Time(1))))
            {
                yield return observation;
            }
        }

        await foreach (var row in database.PagesAsync(EvolutionTables.ContactRows, [""], ours, cancellationToken))
        {
            foreach (var observation in lines.Contact(row.Text(0), other: null, new StoreNames(Push: row.Text(1)), directChat: false, lines.Time(row.Time(2))))
            {
                yield return observation;
            }
        }
    }

    public Task<string> ChangeMarkAsync(CancellationToken cancellationToken) => database.ChangeMarkAsync(EvolutionTables.All, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>A look-up lists all JIDs that a number may have, the LID among them. The column <c>lid</c> holds the word.</summary>
    private static MappingObservation? LookedUp(SourceRow row, StoreLines lines)
    {
        var lids = (row.Text(1) ?? "").Split(',', StringSplitOptions.TrimEntries)
            .Where(jid => Jid.Parse(jid) is { Kind: JidKind.Person, Person.IsLid: true })
            .ToList();
        return lids is [var only] ? StoreLines.Mapping(row.Text(0), only, lines.Time(row.Time(2))) : null;
    }
}
