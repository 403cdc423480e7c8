using System.Runtime.CompilerServices;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;

namespace Gateway.Infrastructure.Import.Whatsmeow;

/// <summary>The store that whatsmeow keeps (store/sqlstore, schema versions up to 15). It has no list of chats and no members: both show in traces.</summary>
internal sealed class WhatsmeowStore(SourceDatabase database, IReadOnlyList<WhatsmeowDevice> devices, WhatsmeowTables tables) : IStore
{
    private const string LidServer = "@lid";
    private const string PhoneServer = "@s.whatsapp.net";

    public IReadOnlyList<string> CannotTell { get; } =
    [
        "whatsmeow keeps no member lists: in groups are those who wrote there.",
        "whatsmeow keeps no names of groups, and no times of names.",
        "whatsmeow keeps no list of chats: a direct chat shows in messages, chat settings and privacy tokens.",
        .. database.Closed,
    ];

    public static Task<IStore> OpenAsync(StorePlace place, CancellationToken cancellationToken) =>
        SourceDatabase.OpenAsync(
            place.Source,
            async database => new WhatsmeowStore(
                database,
                await WhatsmeowDevices.OfAsync(database, place.Device, cancellationToken),
                await WhatsmeowTables.OfAsync(database, cancellationToken)),
            cancellationToken);

    public async IAsyncEnumerable<Observation?> ReadAsync(StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return StoreLines.Own(devices.SelectMany(device => new[] { device.Jid, device.Lid }));
        if (tables.LidMap)
        {
            await foreach (var row in database.PagesAsync(tables.Mappings, [""], new { Our = devices[0].Jid }, cancellationToken))
            {
                yield return StoreLines.Mapping(row.Text(0) + LidServer, row.Text(1) + PhoneServer, at: null);
            }
        }

        foreach (var device in devices)
        {
            await foreach (var observation in OfDeviceAsync(new { Our = device.Jid }, lines, cancellationToken))
            {
                yield return observation;
            }
        }
    }

    public Task<string> ChangeMarkAsync(CancellationToken cancellationToken) => database.ChangeMarkAsync(WhatsmeowTables.All, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async IAsyncEnumerable<Observation?> OfDeviceAsync(object our, StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sql in tables.WriterRows)
        {
            var groups = new GroupPages(isComplete: false);
            await foreach (var row in database.PagesAsync(sql, ["", ""], our, cancellationToken))
            {
                if (groups.Add(row.Text(0) ?? "", name: null, lines.Member(row.Text(1), lid: null, pushName: null, role: null), at: null) is { } line)
                {
                    yield return line;
                }
            }

            if (groups.Finish() is { } last)
            {
                yield return last;
            }
        }

        if (tables.Contacts)
        {
            await foreach (var row in database.PagesAsync(tables.ContactRows, [""], our, cancellationToken))
            {
                var names = new StoreNames(ContactName.CleanFirst(row.Text(2), row.Text(1)), row.Text(3), row.Text(4));
                foreach (var observation in lines.Contact(row.Text(0), row.Text(5) + LidServer, names, directChat: row.Flag(6), at: null))
                {
                    yield return observation;
                }
            }
        }

        foreach (var sql in tables.ChatRows)
        {
            await foreach (var row in database.PagesAsync(sql, [""], our, cancellationToken))
            {
                foreach (var observation in lines.Contact(row.Text(0), other: null, default, directChat: true, at: null))
                {
                    yield return observation;
                }
            }
        }
    }
}
