using System.Runtime.CompilerServices;
using Gateway.Application;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Infrastructure.Import.Baileys;

/// <summary>The database of baileys-api (prisma/schema.prisma of ookamiiixd and nizarfadlan): contacts, chats and whole member lists of several sessions.</summary>
internal sealed class BaileysApiStore(SourceDatabase database, string session, BaileysApiTables tables) : IStore
{
    public IReadOnlyList<string> CannotTell { get; } =
    [
        "baileys-api does not tell the session's own number: give it with sessions add --number, or it may be listed as a member of its groups.",
        "baileys-api keeps no times of names.",
        .. database.Closed,
    ];

    public static Task<IStore> OpenAsync(StorePlace place, CancellationToken cancellationToken) =>
        SourceDatabase.OpenAsync(
            place.Source,
            async database =>
            {
                var tables = await BaileysApiTables.OfAsync(database, cancellationToken);
                return new BaileysApiStore(database, await SessionAsync(database, tables, place.Device, cancellationToken), tables);
            },
            cancellationToken);

    public async IAsyncEnumerable<Observation?> ReadAsync(StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ours = new { Session = session };
        if (tables.Groups)
        {
            await foreach (var row in database.PagesAsync(BaileysApiTables.GroupRows, [""], ours, cancellationToken))
            {
                var members = BaileysJson.Parse(row.Text(2));
                foreach (var observation in BaileysJson.Group(null, row.Text(0), members, lines))
                {
                    yield return observation is GroupObservation group ? Named(group, row.Text(1)) : observation;
                }
            }
        }

        if (tables.ChatRows is { } chats)
        {
            await foreach (var row in database.PagesAsync(chats, [""], ours, cancellationToken))
            {
                foreach (var observation in Chat(row, lines))
                {
                    yield return observation;
                }
            }
        }

        await foreach (var row in database.PagesAsync(BaileysApiTables.ContactRows, [""], ours, cancellationToken))
        {
            foreach (var observation in lines.Contact(row.Text(0), other: null, new StoreNames(row.Text(1), row.Text(2), row.Text(3)), directChat: false, at: null))
            {
                yield return observation;
            }
        }
    }

    public Task<string> ChangeMarkAsync(CancellationToken cancellationToken) => database.ChangeMarkAsync(BaileysApiTables.All, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static GroupObservation Named(GroupObservation group, string? subject) =>
        group with { Name = ContactName.CleanLabel(subject) };

    private static IEnumerable<Observation?> Chat(SourceRow row, StoreLines lines)
    {
        var (id, lid, number) = (row.Text(0), row.Text(2), row.Text(3));
        var other = StoreLines.Mapping(id, lid, at: null) is null ? number : lid;
        return BaileysJson.IsGroup(id) ? [] : lines.Contact(id, other, default, directChat: true, lines.Seconds(row.Number(1)));
    }

    private static async Task<string> SessionAsync(SourceDatabase database, BaileysApiTables tables, string? wanted, CancellationToken cancellationToken)
    {
        var sessions = new List<string>();
        await foreach (var row in database.QueryAsync(tables.SessionIds, null, cancellationToken))
        {
            sessions.Add(row.Text(0) ?? "");
        }

        return sessions switch
        {
            [var only] when wanted is null => only,
            _ when wanted is not null && sessions.Contains(wanted, StringComparer.Ordinal) => wanted,
            [] => throw new UnavailableException("The store holds no session: nobody is logged in."),
            _ when wanted is null => throw new ConfigurationException([$"The store holds {sessions.Count} sessions: say which with --device and its sessionId."]),
            _ => throw new UnavailableException("The store does not hold the session of --device."),
        };
    }
}
