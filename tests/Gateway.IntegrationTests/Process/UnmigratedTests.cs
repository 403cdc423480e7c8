using System.Net;
using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Process;

[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class UnmigratedTests(TestedDatabase database)
{
    [Test]
    public async Task Without_its_schema_it_lives_but_is_not_ready_until_somebody_migrates_beside_it()
    {
        await using var place = (await Workplace.CreateAsync(database, isMigrated: false)).With("Gateway__Database__MigrateOnStart", "false");
        var service = await place.ServeAsync();

        Assert.That(await service.StatusOfAsync("/livez"), Is.EqualTo(HttpStatusCode.OK));
        await IsUnavailableAsync(service);
        Assert.That(await service.Process.ErrorLineAsync(line => line.Contains("Warning", StringComparison.Ordinal)), Does.Contain("Run gateway migrate."), "the first warning says what to do");

        (await place.CliAsync("migrate")).Done();

        Assert.That(async () => await service.StatusOfAsync("/readyz"), Is.EqualTo(HttpStatusCode.OK).After(60_000, 50));
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        Assert.That((await service.PageAsync(session, key)).People, Is.Empty);
        if (database == TestedDatabase.Sqlite)
        {
            OwnersAlone.Assert(place.Data);
        }
    }

    internal static async Task IsUnavailableAsync(RunningService service)
    {
        Assert.That(await service.StatusOfAsync("/readyz"), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        using var answer = await service.GetAsync("/api/v1/sessions/sess_any/contacts", ApiKeyText.New());
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Headers.RetryAfter, Is.Not.Null);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"unavailable\"").And.Not.Contain("api_keys"));
    }
}

/// <summary>A file of the embedded database that holds nothing.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class UnmigratedFileTests
{
    [Test]
    public async Task An_empty_file_is_no_schema_either()
    {
        await using var place = new Workplace().With("Gateway__Database__MigrateOnStart", "false");
        Directory.CreateDirectory(place.Data);
        await File.WriteAllBytesAsync(Path.Combine(place.Data, "gateway.db"), []);

        await UnmigratedTests.IsUnavailableAsync(await place.ServeAsync());
        (await place.CliAsync("sessions", "list")).FailedWithOneSentence(exitCode: 1);
    }
}
