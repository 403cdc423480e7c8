using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Application;
using Gateway.Domain.Ingest;

namespace Gateway.Infrastructure.Import.Baileys;

/// <summary>The file that makeInMemoryStore of Baileys 6 writes, and that programs go on writing, with what its login folder knows of LIDs.</summary>
internal sealed class BaileysFileStore(string path, BaileysAuthFolder? auth) : IStore
{
    public IReadOnlyList<string> CannotTell { get; } =
    [
        "Baileys' store file keeps no member lists: in groups are those whose messages it holds.",
        .. auth is null ? ["Without --auth, the login's folder, neither the session's own number is known nor which LID belongs to which number, unless contacts say it."] : Array.Empty<string>(),
    ];

    public static Task<IStore> OpenAsync(StorePlace place, CancellationToken cancellationToken)
    {
        if (!File.Exists(place.Source))
        {
            throw new UnavailableException("There is no such file.");
        }

        return Task.FromResult<IStore>(new BaileysFileStore(place.Source, place.AuthFolder is { } folder ? BaileysAuthFolder.Open(folder) : null));
    }

    public async IAsyncEnumerable<Observation?> ReadAsync(StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (auth is not null)
        {
            await foreach (var observation in auth.ReadAsync(cancellationToken))
            {
                yield return observation;
            }
        }

        await foreach (var observation in TalkAsync(lines, cancellationToken))
        {
            yield return observation;
        }

        await using var file = OpenFile(path);
        var contacts = new JsonItems(file, "contacts");
        await foreach (var item in contacts.ReadAsync(cancellationToken))
        {
            foreach (var observation in BaileysJson.Contact(item.Value, item.Key, lines))
            {
                yield return observation;
            }
        }

        if (!contacts.HasSections)
        {
            throw new UnavailableException("The source is no store file of Baileys: it has no contacts.");
        }
    }

    public Task<string> ChangeMarkAsync(CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? Task.FromResult(string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks} {auth?.ChangeMark()}"))
            : throw new UnavailableException("The source is gone.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static FileStream OpenFile(string path) =>
        new(path, new FileStreamOptions { Options = FileOptions.SequentialScan, Share = FileShare.ReadWrite | FileShare.Delete });

    /// <summary>Chats, and who wrote where: of each sender in a chat the latest message.</summary>
    private async IAsyncEnumerable<Observation?> TalkAsync(StoreLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = OpenFile(path);
        var latest = new Dictionary<(string? Sender, string? Other, bool IsOwn), SentMessage>();
        var chat = "";
        await foreach (var item in new JsonItems(file, "chats", "messages").ReadAsync(cancellationToken))
        {
            if (item.Key != chat)
            {
                foreach (var observation in latest.Values.SelectMany(message => BaileysJson.Sender(message, lines)))
                {
                    yield return observation;
                }

                latest.Clear();
                chat = item.Key;
            }

            if (item.Section == "messages")
            {
                Keep(latest, SentMessage.Of(item.Value, lines));
                continue;
            }

            foreach (var observation in BaileysJson.Chat(item.Value, item.Key, lines.Seconds(BaileysJson.Number(item.Value, "conversationTimestamp")), lines))
            {
                yield return observation;
            }
        }

        foreach (var observation in latest.Values.SelectMany(message => BaileysJson.Sender(message, lines)))
        {
            yield return observation;
        }
    }

    /// <summary>A message without a name tells less.</summary>
    private static void Keep(Dictionary<(string?, string?, bool), SentMessage> latest, SentMessage? message)
    {
        if (message is null)
        {
            return;
        }

        var key = (message.Sender, message.Other, message.IsOwn);
        if (!latest.TryGetValue(key, out var known) || (message.PushName is not null, message.At ?? 0).CompareTo((known.PushName is not null, known.At ?? 0)) >= 0)
        {
            latest[key] = message;
        }
    }
}
