using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Gateway.Application.Access;
using Gateway.Domain.Access;
using Gateway.Domain.Ingest;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Cli;

internal static class KeysVerb
{
    public static Command Create() => new("keys", "API keys.") { CreateKey(), List(), Revoke() };

    private static Command CreateKey()
    {
        var organization = Options.Organization(required: true);
        var name = new Option<string>("--name") { Description = "What it is for.", Required = true, CustomParser = ParseName };
        var permissions = new Option<Permissions>("--permissions") { Description = "What it allows, joined by commas.", HelpName = "read,send,manage,ingest", Required = true, CustomParser = ParsePermissions };
        var expires = new Option<DateTimeOffset?>("--expires") { Description = "From when on it no longer works: 2027-01-31 (midnight UTC) or an RFC 3339 time.", CustomParser = ParseExpiry };
        var command = new Command("create", "Makes a key and prints it, once.") { organization, name, permissions, expires };
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            var clock = services.GetRequiredService<TimeProvider>();
            if (parsed.GetValue(expires) <= clock.GetUtcNow())
            {
                return parsed.Fail(ExitCode.WrongUsage, "The time of --expires must be in the future.");
            }

            var text = ApiKeyText.New();
            var key = new ApiKey(
                ApiKey.NewId(clock),
                parsed.GetRequiredValue(organization),
                parsed.GetRequiredValue(name),
                ApiKeyText.ShownPrefix(text),
                parsed.GetRequiredValue(permissions),
                clock.GetUtcNow(),
                parsed.GetValue(expires),
                RevokedAt: null);
            await services.GetRequiredService<IApiKeyRepository>().AddAsync(key, ApiKeyText.Hash(text), cancellationToken);
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"Key {key.Id}. It is shown this once; only a hash of it is stored.");
            parsed.Write(new { id = key.Id, key = text }, [text]);
            return ExitCode.Done;
        }, _ => DatabaseUse.IsMade);
        return command;
    }

    private static Command List()
    {
        var organization = Options.Organization(required: true);
        var command = new Command("list", "Lists an organization's keys.") { organization };
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            var keys = await services.GetRequiredService<IApiKeyRepository>().ListAsync(parsed.GetRequiredValue(organization), cancellationToken);
            parsed.Write(keys.Select(Json), keys.Select(Line));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("id") { Description = "The key's id, key_…." };
        var command = new Command("revoke", "Revokes a key; it stops working within 5 seconds.") { id };
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            if (!await services.GetRequiredService<IApiKeyRepository>().RevokeAsync(parsed.GetRequiredValue(id), now, cancellationToken))
            {
                return parsed.Fail(ExitCode.Failed, "There is no such key.");
            }

            parsed.Write(new { revoked = parsed.GetRequiredValue(id) }, [$"Revoked {parsed.GetRequiredValue(id)}."]);
            return ExitCode.Done;
        });
        return command;
    }

    private static string ParseName(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        if (!ApiKey.IsName(name))
        {
            result.AddError($"A key's name is 1 to {ApiKey.MaxNameLength} printable characters, with no space at its ends.");
        }

        return name;
    }

    private static Permissions ParsePermissions(ArgumentResult result)
    {
        var permissions = Permissions.None;
        foreach (var name in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (PermissionNames.TryParse(name, out var permission))
            {
                permissions |= permission;
            }
            else
            {
                result.AddError("Permissions are read, send, manage and ingest, joined by commas.");
                break;
            }
        }

        return permissions;
    }

    private static DateTimeOffset? ParseExpiry(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Timestamp.TryParse(text, out var at) || Timestamp.TryParse($"{text}T00:00:00Z", out at))
        {
            return Timestamp.ToDateTimeOffset(at);
        }

        result.AddError("An expiry is a date such as 2027-01-31, or an RFC 3339 time.");
        return null;
    }

    private static object Json(ApiKey key) => new
    {
        id = key.Id,
        name = key.Name,
        prefix = key.ShownPrefix,
        permissions = PermissionNames.Of(key.Permissions),
        createdAt = key.CreatedAt,
        lastUsedAt = key.LastUsedAt,
        expiresAt = key.ExpiresAt,
        revokedAt = key.RevokedAt,
    };

    private static string Line(ApiKey key) => string.Create(
        CultureInfo.InvariantCulture,
        $"{key.Id}  {key.ShownPrefix}…  {key.Name}, {string.Join(',', PermissionNames.Of(key.Permissions))}, created {key.CreatedAt:u}, {Time("last used", key.LastUsedAt, "never used")}{Time(", expires", key.ExpiresAt)}{Time(", revoked", key.RevokedAt)}");

    private static string Time(string label, DateTimeOffset? time, string otherwise = "") =>
        time is { } at ? string.Create(CultureInfo.InvariantCulture, $"{label} {at:u}") : otherwise;
}
