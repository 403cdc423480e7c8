using Gateway.Application;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Infrastructure.Import.Whatsmeow;

/// <summary>A number that a store was paired with. Its rows carry the JID as it is, with the device's number.</summary>
internal sealed record WhatsmeowDevice(string Jid, string? Lid);

/// <summary>One store may hold many numbers; a session is one of them.</summary>
internal static class WhatsmeowDevices
{
    public const string Table = "whatsmeow_device";
    private const int ShownDigits = 4;

    /// <summary>The devices of one number: it may have been paired more than once.</summary>
    /// <param name="number">Its digits; null where there is but one.</param>
    /// <exception cref="ConfigurationException">There are several, and none is named.</exception>
    /// <exception cref="UnavailableException">There is none, or not that one.</exception>
    public static async Task<IReadOnlyList<WhatsmeowDevice>> OfAsync(SourceDatabase database, string? number, CancellationToken cancellationToken)
    {
        var chosen = await AnyOfAsync(database, number, cancellationToken);
        return chosen.Count > 0 ? chosen : throw new UnavailableException(number is null ? "The store holds no number: nobody is logged in." : "The store does not hold the number of --device.");
    }

    /// <summary>The same; none where nobody is logged in, or not that one.</summary>
    public static async Task<IReadOnlyList<WhatsmeowDevice>> AnyOfAsync(SourceDatabase database, string? number, CancellationToken cancellationToken)
    {
        var columns = await database.ColumnsAsync(Table, cancellationToken);
        if (columns.Count == 0)
        {
            throw new UnavailableException($"The source holds no store of whatsmeow: it has no table {Table}.");
        }

        var devices = new List<(string Number, WhatsmeowDevice Device)>();
        var sql = columns.Contains("lid") ? "SELECT jid, lid FROM whatsmeow_device ORDER BY jid" : "SELECT jid, NULL FROM whatsmeow_device ORDER BY jid";
        await foreach (var row in database.QueryAsync(sql, null, cancellationToken))
        {
            if (Jid.Parse(row.Text(0)) is { Kind: JidKind.Person } own)
            {
                devices.Add((own.Person.Text, new WhatsmeowDevice(row.Text(0)!, row.Text(1))));
            }
        }

        return ChosenOf(devices, number?.TrimStart('+'));
    }

    private static List<WhatsmeowDevice> ChosenOf(List<(string Number, WhatsmeowDevice Device)> devices, string? number)
    {
        var numbers = devices.Select(device => device.Number).Distinct(StringComparer.Ordinal).ToList();
        if (numbers.Count > 1 && number is null)
        {
            throw new ConfigurationException([$"The store holds {numbers.Count} numbers, ending in {string.Join(", ", numbers.Select(Ending))}: say which with --device."]);
        }

        return [.. devices.Where(device => number is null || device.Number == number).Select(device => device.Device)];
    }

    private static string Ending(string number) => "…" + number[^Math.Min(ShownDigits, number.Length)..];
}
