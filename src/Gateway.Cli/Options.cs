using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Domain.Access;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Cli;

/// <summary>Options that several verbs share, read into domain values or refused.</summary>
internal static class Options
{
    public static Option<string> Organization(bool required)
    {
        var option = new Option<string>("--org") { Description = "The organization's id, as tokens carry it.", Required = required };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !OrganizationId.IsWellFormed(token.Value)))
            {
                result.AddError($"An organization's id is 1 to {OrganizationId.MaxLength} characters, printable, with no space at its ends.");
            }
        });
        return option;
    }

    public static Option<SessionId> Session() => new("--session")
    {
        Description = "The session's id, sess_….",
        Required = true,
        CustomParser = ParseSession,
    };

    public static SessionId ParseSession(ArgumentResult result)
    {
        if (!SessionId.TryParse(result.Tokens[0].Value, out var id))
        {
            result.AddError("A session's id is sess_ and 1 to 64 letters and digits.");
        }

        return id;
    }

    /// <summary>A JID in any form, or the bare number behind it.</summary>
    /// <param name="server">What a bare number is completed with.</param>
    public static Identifier? ParseIdentifier(ArgumentResult result, string server)
    {
        var text = result.Tokens[0].Value;
        var jid = Jid.Parse(text.Contains('@', StringComparison.Ordinal) ? text : text.TrimStart('+') + server);
        if (jid.Kind != JidKind.Person || (server == Identifier.LidSuffix) != jid.Person.IsLid)
        {
            result.AddError(server == Identifier.LidSuffix ? "A LID is digits and @lid." : "A number is 5 to 15 digits, country code first.");
            return null;
        }

        return jid.Person;
    }
}
