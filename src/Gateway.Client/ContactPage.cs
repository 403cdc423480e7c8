using System.Globalization;
using System.Text.Json.Serialization;

namespace Gateway.Client;

/// <content>What the gateway tells in headers.</content>
public partial class ContactPage
{
    private const string DataAsOfHeader = "Gateway-Data-As-Of";
    private const string StatusHeader = "Gateway-Session-Status";

    /// <summary>When the session last took in data; null when never: an empty page then means that nothing has been synced.</summary>
    [JsonIgnore]
    public DateTimeOffset? DataAsOf { get; private set; }

    /// <summary>Whether the number was online, as last reported. The list comes from stored data either way.</summary>
    [JsonIgnore]
    public SessionStatus SessionStatus { get; private set; }

    internal void Read(IReadOnlyDictionary<string, IEnumerable<string>> headers)
    {
        DataAsOf = DateTimeOffset.TryParse(Headers.Text(headers, DataAsOfHeader), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        SessionStatus = Headers.Text(headers, StatusHeader) switch
        {
            "connected" => SessionStatus.Connected,
            "disconnected" => SessionStatus.Disconnected,
            _ => SessionStatus.Unknown,
        };
    }
}

/// <summary>Whether a session's number is online, as last reported.</summary>
public enum SessionStatus
{
    /// <summary>Nothing was reported.</summary>
    Unknown,

    /// <summary>The number is online.</summary>
    Connected,

    /// <summary>The number is offline; what is stored of it is served all the same.</summary>
    Disconnected,
}
