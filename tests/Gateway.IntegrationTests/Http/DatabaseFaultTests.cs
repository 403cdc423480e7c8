using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Gateway.IntegrationTests.Http;

/// <summary>The embedded database breaks under a running program, which says so and heals by itself.</summary>
public sealed class DatabaseFaultTests
{
    [Test]
    public async Task A_file_of_garbage_is_unavailable_until_it_is_put_right()
    {
        await using var application = new GatewayApplication();
        var tenant = await SeededAsync(application);
        Close(application);
        File.Copy(FileOf(application), FileOf(application) + ".kept");
        await File.WriteAllBytesAsync(FileOf(application), RandomNumberGenerator.GetBytes(65536));
        await MustBeUnavailableAsync(tenant);

        File.Move(FileOf(application) + ".kept", FileOf(application), overwrite: true);
        (await tenant.ListAsync()).MustBePage(1);
        Assert.That((await tenant.Client.AskAsync("/readyz")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_file_that_is_gone_is_unavailable_and_not_made_anew()
    {
        await using var application = new GatewayApplication();
        var tenant = await SeededAsync(application);
        Close(application);
        File.Move(FileOf(application), FileOf(application) + ".kept");
        await MustBeUnavailableAsync(tenant);
        Assert.That(FileOf(application), Does.Not.Exist);

        File.Move(FileOf(application) + ".kept", FileOf(application));
        (await tenant.ListAsync()).MustBePage(1);
    }

    [Test]
    public async Task A_directory_that_is_gone_is_unavailable()
    {
        await using var application = new GatewayApplication();
        var tenant = await SeededAsync(application);
        Close(application);
        Directory.Delete(application.DataDirectory, recursive: true);
        await MustBeUnavailableAsync(tenant);
    }

    [TestCase("UPDATE migrations SET number = number + 1000")]
    [TestCase("DELETE FROM migrations")]
    public async Task Another_schema_than_the_programs_is_not_ready(string change)
    {
        await using var application = new GatewayApplication();
        var tenant = await SeededAsync(application);
        await using (var connection = new SqliteConnection($"Data Source={FileOf(application)};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = new SqliteCommand(change, connection);
            await command.ExecuteNonQueryAsync();
        }

        (await tenant.Client.AskAsync("/readyz")).MustBe(503, "unavailable");
        Assert.That((await tenant.Client.AskAsync("/livez")).Status, Is.EqualTo(200));
    }

    private static async Task MustBeUnavailableAsync(Tenant tenant)
    {
        using var newcomer = tenant.Application.ClientWith(Gateway.Domain.Access.ApiKeyText.New());
        foreach (var answer in new[] { await tenant.ListAsync(), await newcomer.AskAsync(tenant.Path), await tenant.Client.AskAsync("/readyz") })
        {
            answer.MustBe(503, "unavailable");
            Assert.That(answer.Header("Retry-After"), Does.Match("^[1-9][0-9]*$"));
            Assert.That(answer.Text, Does.Not.Contain("SQLite").IgnoreCase.And.Not.Contain(tenant.Application.DataDirectory));
        }

        (await tenant.ListAsync("limit=abc")).MustBe(503, "unavailable");
        Assert.That((await tenant.Client.AskAsync("/livez")).Status, Is.EqualTo(200));
        Assert.That((await tenant.Client.AskAsync("/unknown")).Status, Is.EqualTo(404));
    }

    private static async Task<Tenant> SeededAsync(GatewayApplication application)
    {
        var tenant = await application.NewTenantAsync();
        await tenant.SeedContactsAsync(1);
        return tenant;
    }

    private static string FileOf(GatewayApplication application) => Path.Combine(application.DataDirectory, "gateway.db");

    /// <summary>Pooled connections would go on reading the file that was there; the last one to close leaves no log behind.</summary>
    private static void Close(GatewayApplication application)
    {
        SqliteConnection.ClearAllPools();
        Assert.That(() => File.Exists(FileOf(application) + "-wal"), Is.False.After(60_000, 50));
    }
}
