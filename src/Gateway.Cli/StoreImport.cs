using System.CommandLine;
using System.Globalization;
using Gateway.Application;
using Gateway.Application.Sessions;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Import;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Cli;

/// <summary>Imports from the store of another gateway: once, or again whenever it has changed.</summary>
internal static class StoreImport
{
    private const string DirectChat = "dm";
    private const int UsualSeconds = 60;

    public static Command Create(StoreFormat format)
    {
        var source = new Argument<string>("source") { Description = format.SourceDescription };
        var session = Options.Session();
        var device = new Option<string?>("--device") { Description = "Which number, where the store holds several." };
        var auth = new Option<string?>("--auth") { Description = "The folder of the login, which knows LIDs." };
        var unseen = new Option<string?>("--unseen") { Description = "dm: people whom the store cannot place count as direct chats." };
        unseen.AcceptOnlyFromAmong(DirectChat);
        var dryRun = ImportVerb.DryRun();
        var follow = Follow();
        var command = new Command(format.Name, format.Description) { source, session, unseen, dryRun, follow };
        Option[] special = [.. format.HoldsSeveral ? [device] : Array.Empty<Option>(), .. format.HasAuthFolder ? [auth] : Array.Empty<Option>()];
        special.ToList().ForEach(command.Options.Add);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(dryRun) is not null && parsed.GetResult(follow) is not null)
            {
                parsed.AddError("A dry run reads once: --dry-run does not go with --follow.");
            }
        });
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            var place = new StorePlace(parsed.GetRequiredValue(source), Given(parsed, device), Given(parsed, auth));
            var own = await services.GetRequiredService<ISessionRepository>().OwnAsync(parsed.GetRequiredValue(session), cancellationToken);
            await using var store = new StoreSource(format, place, own, parsed.GetValue(unseen) == DirectChat, services.GetRequiredService<TimeProvider>());
            var import = new Import(parsed, parsed.GetRequiredValue(session), store);
            return parsed.GetResult(follow) is null ? await import.OnceAsync(services, parsed.GetValue(dryRun), cancellationToken)
                : await import.FollowAsync(services, TimeSpan.FromSeconds(parsed.GetValue(follow) ?? UsualSeconds), cancellationToken);
        });
        return command;
    }

    private static string? Given(ParseResult parsed, Option<string?> option) => parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    private static Option<int?> Follow()
    {
        var follow = new Option<int?>("--follow")
        {
            Description = $"Go on, and look every so many seconds ({UsualSeconds}) whether the store has changed.",
            HelpName = "seconds",
            Arity = ArgumentArity.ZeroOrOne,
        };
        follow.Validators.Add(result =>
        {
            if (result.Tokens is [var seconds] && !(int.TryParse(seconds.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0))
            {
                result.AddError("The seconds of --follow are a number, 1 or more.");
            }
        });
        return follow;
    }

    private sealed class Import(ParseResult parsed, SessionId session, StoreSource store)
    {
        private bool _isTold;

        public async Task<int> OnceAsync(IServiceProvider services, bool isTrial, CancellationToken cancellationToken)
        {
            await (isTrial
                ? ImportRun.OnTrialAsync(parsed, session, trial => ImportAsync(trial, cancellationToken), cancellationToken)
                : ImportAsync(services, cancellationToken));
            return ExitCode.Done;
        }

        /// <summary>Until it is told to end. What fails after the first time is tried again: stores and databases are restarted now and then.</summary>
        public async Task<int> FollowAsync(IServiceProvider services, TimeSpan pause, CancellationToken cancellationToken)
        {
            try
            {
                await store.HasChangedAsync(cancellationToken);
                await ImportAsync(services, cancellationToken);
                while (true)
                {
                    await Task.Delay(pause, services.GetRequiredService<TimeProvider>(), cancellationToken);
                    await TryAgainAsync(services, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Done;
            }
        }

        private async Task TryAgainAsync(IServiceProvider services, CancellationToken cancellationToken)
        {
            try
            {
                if (await store.HasChangedAsync(cancellationToken))
                {
                    await ImportAsync(services, cancellationToken);
                }
            }
            catch (Exception fault) when (fault is UnavailableException or IOException or UnauthorizedAccessException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"{fault.Message} It is tried again.");
                await store.CloseAsync(); // so that it counts as changed
            }
        }

        private async Task<ImportReport> ImportAsync(IServiceProvider services, CancellationToken cancellationToken)
        {
            var report = await ImportRun.ImportAsync(parsed, services, session, store, cancellationToken);
            var people = await services.GetRequiredService<ISessionRepository>().CountPeopleAsync(session, cancellationToken);
            parsed.Write(
                new { report.Lines, report.People, report.MembersRejected, report.UnknownFields, report.Rejections, Source = new { store.CannotTell, store.Skipped }, Session = people },
                [.. ImportRun.Lines(report), .. Lines(people)]);
            return report;
        }

        /// <summary><c>officialAccount</c> for people.</summary>
        private static string Words(string key) => string.Concat(key.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

        private IEnumerable<string> Lines(SessionPeople people)
        {
            yield return $"Listed  {people.Listed} in the session, {people.WithoutPhone} of them by LID without a phone number";
            if (people.Unseen > 0)
            {
                yield return $"Unseen  {people.Unseen} stored and not listed: nothing shows a chat or a group; --unseen dm lists those of this store as direct chats";
            }

            if (store.Skipped.Count > 0)
            {
                yield return $"Skipped {string.Join(", ", store.Skipped.Select(kind => $"{Words(kind.Key)} {kind.Value}"))}";
            }

            foreach (var sentence in _isTold ? [] : store.CannotTell)
            {
                yield return $"Note    {sentence}";
            }

            _isTold = true; // who follows need not be told each time
        }
    }
}
