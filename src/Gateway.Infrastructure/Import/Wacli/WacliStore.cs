using System.Runtime.CompilerServices;
using Gateway.Application;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Infrastructure.Import.Whatsmeow;

namespace Gateway.Infrastructure.Import.Wacli;

/// <summary>What wacli keeps of one number (internal/store/schema.sql, from its first version on), and whatsmeow's store beside it, which maps LIDs.</summary>
internal sealed class WacliStore(SourceDatabase database, SourceDatabase? login, WhatsmeowDevice? device, WacliStatements statements) : IStore
{
    private const string LoginFile = "session.db";
    private static readonly string[] s_tables = ["chats", "contacts", "groups", "group_participants", "contact_aliases"];

    public IReadOnlyList<string> CannotTell { get; } =
    [
        .. login is null ? ["There is no session.db beside the file: which LID belongs to which number is not known."] : Array.Empty<string>(),
        .. device is null ? ["Nobody is logged in: give the session's own number with sessions add --number, or it may be listed."] : Array.Empty<string>(),
    ];

    public static Task<IStore> OpenAsync(StorePlace place, CancellationToken cancellationToken) =>
        SourceDatabase.OpenAsync(
            place.Source,
            async database =>
            {
                var statements = await WacliStatements.OfAsync(database, cancellationToken);
                var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(place.Source))!, LoginFile);
                return !File.Exists(path) && place.Device is not null ? throw new UnavailableException("There is no session.db beside the file: it does not tell whether it holds the number of --device.")
                    : !File.Exists(path) ? new WacliStore(database, login: null, device: null, statements)
                    : await SourceDatabase.OpenAsync(path, async login => new WacliStore(database, login, await DeviceAsync(login, place.Device, cancellationToken), statements), cancellationToken);
            },
            cancellationToken);

    public async IAsyncEnumerable<Observation?> ReadAsync(StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (device is not null)
        {
            yield return StoreLines.Own(device.Jid, device.Lid);
        }

        if (login is not null)
        {
            await foreach (var row in LidsAsync(cancellationToken))
            {
                yield return StoreLines.Mapping(row.Text(0) + "@lid", row.Text(1) + "@s.whatsapp.net", at: null);
            }
        }

        await foreach (var group in GroupsAsync(lines, cancellationToken))
        {
            yield return group;
        }

        await foreach (var row in database.PagesAsync(statements.Chats, [""], null, cancellationToken))
        {
            foreach (var observation in lines.Contact(row.Text(0), other: null, default, directChat: true, lines.Seconds(row.Number(1))))
            {
                yield return observation;
            }
        }

        await foreach (var row in database.PagesAsync(statements.Contacts, [""], null, cancellationToken))
        {
            var names = new StoreNames(ContactName.CleanFirst(row.Text(1), row.Text(2), row.Text(3), row.Text(4)), row.Text(5), row.Text(6));
            foreach (var observation in lines.Contact(row.Text(0), other: null, names, directChat: false, lines.Seconds(row.Number(7))))
            {
                yield return observation;
            }
        }
    }

    public async Task<string> ChangeMarkAsync(CancellationToken cancellationToken) =>
        await database.ChangeMarkAsync(s_tables, cancellationToken) + (login is null ? "" : await login.ChangeMarkAsync(WhatsmeowTables.All, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await (login?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Nobody may be logged in; but not another number than is asked for.</summary>
    private static async Task<WhatsmeowDevice?> DeviceAsync(SourceDatabase login, string? number, CancellationToken cancellationToken) =>
        number is not null ? (await WhatsmeowDevices.OfAsync(login, number, cancellationToken))[0]
        : await WhatsmeowDevices.AnyOfAsync(login, number, cancellationToken) is [var only, ..] ? only : null;

    private async IAsyncEnumerable<SourceRow> LidsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await login!.HasAsync(WhatsmeowTables.LidMapTable, cancellationToken))
        {
            await foreach (var row in login.PagesAsync("SELECT lid, pn FROM whatsmeow_lid_map WHERE lid > @After0 ORDER BY lid LIMIT @Page", [""], null, cancellationToken))
            {
                yield return row;
            }
        }
    }

    /// <summary>wacli writes a group's participants anew, all of them at once: the list is whole, as of the latest of them.</summary>
    private async IAsyncEnumerable<Observation?> GroupsAsync(StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var groups = new GroupPages(isComplete: true);
        await foreach (var row in database.PagesAsync(statements.Participants, ["", ""], null, cancellationToken))
        {
            if (groups.Add(row.Text(0) ?? "", row.Text(2), lines.Member(row.Text(1), lid: null, pushName: null, row.Text(3)), lines.Seconds(row.Number(4))) is { } line)
            {
                yield return line;
            }
        }

        if (groups.Finish() is { } last)
        {
            yield return last;
        }
    }
}
