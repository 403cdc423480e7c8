using Gateway.Application.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>The embedded database's files are its owner's alone: folder 0700, files 0600.</summary>
[Platform(Exclude = "Win")]
internal sealed class SqliteFileTests
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Test]
    public async Task Nobody_else_may_read_them()
    {
        await using var database = new SqliteTestDatabase();
        var services = await database.StartAsync();
        await services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        var session = await TestSession.CreateAsync(services);
        await session.WriteAsync([Rows.Contact(1)]);
        var first = await session.PageAsync(null, null, null, 1, ""); // makes the cursor key
        var files = Directory.GetFiles(database.Folder);
        Assert.Multiple(() =>
        {
            Assert.That(first.Contacts, Has.Count.EqualTo(1));
            Assert.That(files.Select(Path.GetFileName), Is.EquivalentTo(new[] { "gateway.db", "gateway.db-wal", "gateway.db-shm", "cursor.key" }));
            Assert.That(files.Select(ModeOf), Is.All.EqualTo(OwnersFile));
            Assert.That(ModeOf(database.Folder), Is.EqualTo(OwnersFile | UnixFileMode.UserExecute));
        });
    }

    [Test]
    public async Task Migrating_needs_no_folder_to_be_there()
    {
        await using var database = new SqliteTestDatabase();
        Assert.That(Directory.Exists(database.Folder), Is.False);
        await (await database.StartAsync()).GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        Assert.That(File.Exists(database.File), Is.True);
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
}
