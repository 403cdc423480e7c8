using System.Buffers;

namespace Gateway.Domain.Whatsapp;

/// <summary>What a JID names.</summary>
public enum JidKind
{
    /// <summary>Not a JID in any form that stores are known to hold.</summary>
    Malformed,

    /// <summary>A person, by phone or by LID.</summary>
    Person,

    /// <summary>A group.</summary>
    Group,

    /// <summary>Never a contact: status, broadcast lists, newsletters, calls, bots, other networks, official accounts.</summary>
    NeverContact,
}

/// <summary>
/// A JID in any form met in the wild, reduced to what it names: device and agent suffixes are dropped, <c>@c.us</c> and
/// <c>@hosted</c> are <c>@s.whatsapp.net</c>, <c>@hosted.lid</c> is <c>@lid</c>, and Signal addresses
/// (<c>205227043110953_1:3</c>, without a server) are read too. After whatsmeow's types/jid.go and Baileys' jid-utils.ts.
/// </summary>
public readonly record struct Jid(JidKind Kind, Identifier Person = default, GroupJid Group = default)
{
    private const int MaxLength = 128;
    private const int MaxSuffixDigits = 5;

    /// <summary>Agents of a Signal address: 1 is a LID, 128 a hosted phone, 129 a hosted LID; none or 0 is a phone.</summary>
    private const string LidAgent = "1";
    private const string HostedAgent = "128";
    private const string HostedLidAgent = "129";

    private static readonly string[] s_servers =
        ["s.whatsapp.net", "c.us", "hosted", "lid", "hosted.lid", "g.us", "broadcast", "newsletter", "bot", "call", "msgr", "interop"];

    private static readonly SearchValues<char> s_userCharacters = SearchValues.Create("0123456789.:_-");

    /// <summary>Whether it names a person by LID.</summary>
    public bool IsLid => Kind == JidKind.Person && Person.IsLid;

    /// <summary>Whether it names a person by phone number.</summary>
    public bool IsPhone => Kind == JidKind.Person && !Person.IsLid;

    /// <summary>
    /// Returns whether a text looks like a JID, of whatever kind and length: digits, with or without suffixes, <c>@</c> and one of
    /// WhatsApp's servers. An e-mail address does not.
    /// </summary>
    public static bool HasForm(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        if (at <= 0 || !s_servers.Contains(text[(at + 1)..].ToString(), StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        var user = text[..at];
        return user is "status" or "server" || (char.IsAsciiDigit(user[0]) && !user.ContainsAnyExcept(s_userCharacters));
    }

    public static Jid Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            return default;
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return SignalAddress(text);
        }

        var user = text.AsSpan(0, at);
        return text.AsSpan(at + 1) switch
        {
            "s.whatsapp.net" or "c.us" or "hosted" => Phone(user),
            "lid" or "hosted.lid" => Lid(user),
            "g.us" => GroupJid.TryParse(text, out var group) ? new(JidKind.Group, Group: group) : default,
            "broadcast" or "newsletter" or "bot" or "call" or "msgr" or "interop" => user.IsEmpty ? default : new(JidKind.NeverContact),
            _ => default,
        };
    }

    private static Jid Phone(ReadOnlySpan<char> user) =>
        !TryDropSuffixes(user, out var digits, out _) ? default
        : OfficialAccount.Is(digits) ? new(JidKind.NeverContact)
        : Identifier.TryPhone(digits, out var phone) ? new(JidKind.Person, phone)
        : default;

    private static Jid Lid(ReadOnlySpan<char> user) =>
        TryDropSuffixes(user, out var digits, out _) && Identifier.TryLid(digits, out var lid) ? new(JidKind.Person, lid) : default;

    private static Jid SignalAddress(ReadOnlySpan<char> text) =>
        !text.Contains(':') || !TryDropSuffixes(text, out _, out var agent) ? default
        : agent is LidAgent or HostedLidAgent ? Lid(text)
        : agent is "" or "0" or HostedAgent ? Phone(text)
        : default;

    /// <summary><c>digits[(.|_)agent][:device]</c>.</summary>
    private static bool TryDropSuffixes(ReadOnlySpan<char> user, out ReadOnlySpan<char> digits, out ReadOnlySpan<char> agent)
    {
        agent = [];
        digits = user;
        var colon = digits.IndexOf(':');
        if (colon >= 0)
        {
            if (!IsSuffix(digits[(colon + 1)..]))
            {
                return false;
            }

            digits = digits[..colon];
        }

        var mark = digits.IndexOfAny('.', '_');
        if (mark < 0)
        {
            return true;
        }

        agent = digits[(mark + 1)..];
        digits = digits[..mark];
        return IsSuffix(agent);
    }

    private static bool IsSuffix(ReadOnlySpan<char> text) => text.Length is >= 1 and <= MaxSuffixDigits && Identifier.AllDigits(text);
}

/// <summary>Numbers that WhatsApp itself speaks from: announcements, Meta AI and bots.</summary>
internal static class OfficialAccount
{
    public static bool Is(ReadOnlySpan<char> digits) =>
        digits is "0" or "16505361212"
        || (digits.Length == 11 && Identifier.AllDigits(digits) && (digits.StartsWith("1313555") || digits.StartsWith("131655500")));
}
