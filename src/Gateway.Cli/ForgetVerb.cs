using System.CommandLine;
using Gateway.Application.Contacts;
using Gateway.Domain.Whatsapp;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Cli;

internal static class ForgetVerb
{
    public static Command Create()
    {
        var session = Options.Session();
        var jid = new Option<Identifier?>("--jid") { Description = "One of the person's JIDs, by phone or LID.", Required = true, CustomParser = Parse };
        var command = new Command("forget", "Removes one person entirely: both identifiers, facts, memberships, mappings.") { session, jid };
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            var forget = new ForgetContactCommand(parsed.GetRequiredValue(session), parsed.GetRequiredValue(jid)!.Value);
            if (!await services.GetRequiredService<IMediator>().Send(forget, cancellationToken))
            {
                await services.FinishErasuresAsync(parsed, cancellationToken); // of a removal that was interrupted
                return parsed.Fail(ExitCode.Failed, "Nothing is stored of such a person.");
            }

            parsed.Write(new { forgotten = true }, ["Forgotten."]);
            return await services.FinishErasuresAsync(parsed, cancellationToken) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static Identifier? Parse(System.CommandLine.Parsing.ArgumentResult result)
    {
        var jid = Jid.Parse(result.Tokens[0].Value);
        if (jid.Kind != JidKind.Person)
        {
            result.AddError("A person's JID is such as 6281234567890@s.whatsapp.net or 205227043110953@lid.");
        }

        return jid.Person;
    }
}
