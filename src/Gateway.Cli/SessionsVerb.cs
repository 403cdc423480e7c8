using System.CommandLine;
using System.Globalization;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Cli;

internal static class SessionsVerb
{
    private const string PhoneServer = "@s.whatsapp.net";

    public static Command Create() => new("sessions", "The attached WhatsApp numbers.") { Add(), List(), Remove(), RepairTimes() };

    private static Command Add()
    {
        var organization = Options.Organization(required: true);
        var id = new Option<SessionId?>("--id") { Description = "Its id; made when absent.", CustomParser = result => Options.ParseSession(result) };
        var number = new Option<Identifier?>("--number") { Description = "Its own number.", CustomParser = result => Options.ParseIdentifier(result, PhoneServer) };
        var lid = new Option<Identifier?>("--lid") { Description = "Its own LID.", CustomParser = result => Options.ParseIdentifier(result, Identifier.LidSuffix) };
        var command = new Command("add", "Adds a session; prints its id alone on the last line.") { organization, id, number, lid };
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            var session = parsed.GetValue(id) ?? SessionId.New(services.GetRequiredService<TimeProvider>());
            var own = new[] { parsed.GetValue(number), parsed.GetValue(lid) }.OfType<Identifier>().ToList();
            var isNew = await services.GetRequiredService<ISessionRepository>()
                .AddAsync(session, parsed.GetRequiredValue(organization), own, cancellationToken);
            if (!isNew)
            {
                return parsed.Fail(ExitCode.Failed, "This id is taken, or was once: ids are not given out again.");
            }

            await services.WarnOfSharedNumberAsync(parsed, session, cancellationToken);
            parsed.Write(new { id = session.Text }, [session.Text]);
            return ExitCode.Done;
        }, _ => DatabaseUse.IsMade);
        return command;
    }

    private static Command List()
    {
        var organization = Options.Organization(required: false);
        var command = new Command("list", "Lists sessions.") { organization };
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            var sessions = await services.GetRequiredService<ISessionRepository>().ListAsync(parsed.GetValue(organization), cancellationToken);
            parsed.Write(sessions.Select(Json), sessions.Select(Line));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Remove()
    {
        var id = new Argument<SessionId>("session") { Description = "The session's id.", CustomParser = Options.ParseSession };
        var command = new Command("remove", "Removes a session and everything stored of it, for good.") { id };
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            var session = parsed.GetRequiredValue(id);
            if (!await services.GetRequiredService<ISessionRepository>().RemoveAsync(session, cancellationToken))
            {
                await services.FinishErasuresAsync(parsed, cancellationToken); // of a removal that was interrupted
                return parsed.Fail(ExitCode.Failed, "There is no such session.");
            }

            parsed.Write(new { removed = session.Text }, [$"Removed {session.Text}."]);
            return await services.FinishErasuresAsync(parsed, cancellationToken) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static Command RepairTimes()
    {
        var session = Options.Session();
        var organization = Options.Organization(required: false);
        var command = new Command("repair-times", "Sets stored times that are later than now to now, after a clock that ran ahead. What is listed stays as it is.") { session, organization };
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            var scope = new SessionScope(parsed.GetRequiredValue(session), parsed.GetValue(organization));
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            if (await services.GetRequiredService<ISessionRepository>().RepairTimesAsync(scope, now, cancellationToken) is not { } repaired)
            {
                return parsed.Fail(ExitCode.Failed, "There is no such session.");
            }

            parsed.Write(new { repaired }, [repaired == 0 ? "No stored time is later than now." : $"Set {repaired} stored times to now."]);
            return ExitCode.Done;
        });
        return command;
    }

    private static object Json(Session session) => new
    {
        id = session.Id.Text,
        organization = session.OrganizationId,
        own = session.OwnIdentifiers.Select(identifier => identifier.Text),
        status = session.Freshness.Status,
        dataAsOf = session.Freshness.DataAsOf,
        contacts = session.ContactCount,
    };

    private static string Line(Session session) => string.Create(
        CultureInfo.InvariantCulture,
        $"{session.Id.Text}  organization {session.OrganizationId}, own {string.Join(' ', session.OwnIdentifiers)}, {session.Freshness.Status}, data as of {session.Freshness.DataAsOf?.ToString("u", CultureInfo.InvariantCulture) ?? "never"}, {session.ContactCount} people");
}
