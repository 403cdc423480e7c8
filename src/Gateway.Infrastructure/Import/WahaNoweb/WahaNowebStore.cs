using System.Runtime.CompilerServices;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Infrastructure.Import.Baileys;

namespace Gateway.Infrastructure.Import.WahaNoweb;

/// <summary>What WAHA's engine NOWEB keeps of one number: Baileys' types as JSON. Since 2025 groups and LIDs have tables of their own.</summary>
internal sealed class WahaNowebStore(SourceDatabase database, WahaNowebTables tables) : IStore
{
    public IReadOnlyList<string> CannotTell { get; } =
    [
        "WAHA's store does not tell the session's own number: give it with sessions add --number, or it may be listed as a member of its groups.",
        "WAHA's store keeps no times of names.",
        .. database.Closed,
        .. tables.Groups ? Array.Empty<string>() : ["This store is of a version without groups: in groups are those whose messages it holds."],
        .. tables.LidMap ? Array.Empty<string>() : ["This store is of a version without LIDs: which belongs to which number is known only where contacts say it."],
    ];

    public static Task<IStore> OpenAsync(StorePlace place, CancellationToken cancellationToken) =>
        SourceDatabase.OpenAsync(
            place.Source,
            async database => new WahaNowebStore(database, await WahaNowebTables.OfAsync(database, cancellationToken)),
            cancellationToken);

    public async IAsyncEnumerable<Observation?> ReadAsync(StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (tables.LidMap)
        {
            await foreach (var row in database.PagesAsync("SELECT id, pn FROM lid_map WHERE id > @After0 ORDER BY id LIMIT @Page", [""], null, cancellationToken))
            {
                yield return StoreLines.Mapping(row.Text(0), row.Text(1), at: null);
            }
        }

        await foreach (var observation in tables.Groups ? GroupsAsync(lines, cancellationToken) : WritersAsync(lines, cancellationToken))
        {
            yield return observation;
        }

        await foreach (var row in database.PagesAsync(WahaNowebTables.ChatRows, [""], null, cancellationToken))
        {
            foreach (var observation in BaileysJson.Chat(BaileysJson.Parse(row.Text(2)), row.Text(0), lines.Seconds(row.Number(1)), lines))
            {
                yield return observation;
            }
        }

        await foreach (var row in database.PagesAsync("SELECT id, data FROM contacts WHERE id > @After0 ORDER BY id LIMIT @Page", [""], null, cancellationToken))
        {
            foreach (var observation in BaileysJson.Contact(BaileysJson.Parse(row.Text(1)), row.Text(0), lines))
            {
                yield return observation;
            }
        }
    }

    public Task<string> ChangeMarkAsync(CancellationToken cancellationToken) => database.ChangeMarkAsync(WahaNowebTables.All, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async IAsyncEnumerable<Observation?> GroupsAsync(StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in database.PagesAsync("SELECT id, data FROM groups WHERE id > @After0 ORDER BY id LIMIT @Page", [""], null, cancellationToken))
        {
            var group = BaileysJson.Parse(row.Text(1));
            var participants = group is { } known && known.TryGetProperty("participants", out var list) ? list : default;
            foreach (var observation in BaileysJson.Group(group, row.Text(0), participants, lines))
            {
                yield return observation;
            }
        }
    }

    /// <summary>A line for each who wrote in a group, as of the latest message.</summary>
    private async IAsyncEnumerable<Observation?> WritersAsync(StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!tables.Messages)
        {
            yield break;
        }

        var latest = new Dictionary<(string?, string?), SentMessage>();
        var chat = "";
        await foreach (var row in database.PagesAsync(WahaNowebTables.WriterRows(database), ["", ""], null, cancellationToken))
        {
            if (row.Text(0) is { } group && group != chat)
            {
                foreach (var observation in latest.Values.SelectMany(message => BaileysJson.Sender(message, lines)))
                {
                    yield return observation;
                }

                latest.Clear();
                chat = group;
            }

            var at = lines.Seconds(row.Number(2));
            if (!latest.TryGetValue((row.Text(3), row.Text(4)), out var known) || (at ?? 0) >= (known.At ?? 0))
            {
                latest[(row.Text(3), row.Text(4))] = new SentMessage(chat, row.Text(3), row.Text(4), IsOwn: row.Text(3) is null, ContactName.CleanFirst(row.Text(5), known?.PushName), at);
            }
        }

        foreach (var observation in latest.Values.SelectMany(message => BaileysJson.Sender(message, lines)))
        {
            yield return observation;
        }
    }
}
