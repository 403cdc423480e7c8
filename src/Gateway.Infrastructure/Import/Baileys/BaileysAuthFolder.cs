using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Application;
using Gateway.Domain.Ingest;

namespace Gateway.Infrastructure.Import.Baileys;

/// <summary>
/// The folder of useMultiFileAuthState. It holds the account's keys: of creds.json nothing but <c>me</c> becomes text, and no
/// other file is opened but those that map LIDs.
/// </summary>
internal sealed class BaileysAuthFolder
{
    private const string Credentials = "creds.json";
    private const string Prefix = "lid-mapping-";
    private const string Suffix = ".json";
    private const string Reverse = "_reverse";
    private readonly string _path;

    private BaileysAuthFolder(string path) => _path = path;

    public static BaileysAuthFolder Open(string path) =>
        Directory.Exists(path) ? new BaileysAuthFolder(path) : throw new UnavailableException("There is no such folder as --auth names.");

    /// <summary>The session's own number, and which LID belongs to which number.</summary>
    public async IAsyncEnumerable<Observation?> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(_path, Credentials)))
        {
            yield return StoreLines.Own(await OwnAsync(cancellationToken));
        }

        foreach (var file in Directory.EnumerateFiles(_path, Prefix + "*" + Suffix).Order(StringComparer.Ordinal))
        {
            var number = Path.GetFileName(file)[Prefix.Length..^Suffix.Length];
            if (!number.EndsWith(Reverse, StringComparison.Ordinal)
                && await TextOfAsync(file, cancellationToken) is { } lid
                && await IsCurrentAsync(lid, number, cancellationToken))
            {
                yield return StoreLines.Mapping(lid + "@lid", number + "@s.whatsapp.net", at: null);
            }
        }
    }

    public string ChangeMark()
    {
        var files = Directory.Exists(_path) ? new DirectoryInfo(_path).EnumerateFiles(Prefix + "*" + Suffix).ToList() : throw new UnavailableException("The folder of --auth is gone.");
        return string.Create(CultureInfo.InvariantCulture, $"{files.Count} {files.Select(file => file.LastWriteTimeUtc.Ticks).DefaultIfEmpty().Max()}");
    }

    /// <summary>A LID that went to another number leaves the former one's file behind.</summary>
    private async Task<bool> IsCurrentAsync(string lid, string number, CancellationToken cancellationToken)
    {
        var reverse = Path.Combine(_path, Path.GetFileName(Prefix + lid + Reverse + Suffix));
        return await TextOfAsync(reverse, cancellationToken) is not { } owner || owner == number;
    }

    private async Task<List<string?>> OwnAsync(CancellationToken cancellationToken)
    {
        var own = new List<string?>();
        await using var file = BaileysFileStore.OpenFile(Path.Combine(_path, Credentials));
        await foreach (var item in new JsonItems(file, "me").ReadAsync(cancellationToken))
        {
            if (item is { Key: "id" or "lid", Value.ValueKind: JsonValueKind.String })
            {
                own.Add(item.Value.GetString());
            }
        }

        return own;
    }

    /// <summary>What a file holds, if that is a JSON string.</summary>
    private static async Task<string?> TextOfAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (Exception fault) when (fault is JsonException or FileNotFoundException)
        {
            return null;
        }
    }
}
