using Gateway.Application;
using Gateway.Application.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>A program over a database that a later version of it has migrated.</summary>
internal abstract class LaterSchemaContract(Func<TestDatabase> create)
{
    private const string Compatible = "INSERT INTO migrations (number, name, compatible_since) SELECT 99, '0099-later.sql', max(number) FROM migrations";
    private static readonly string[] s_incompatible =
    [
        "INSERT INTO migrations (number, name) VALUES (99, '0099-later.sql')",
        "INSERT INTO migrations (number, name, compatible_since) VALUES (99, '0099-later.sql', 98)",
        Compatible + "; INSERT INTO migrations (number, name) VALUES (100, '0100-last.sql')",
        "UPDATE search_text_version SET version = '99/99.0'",
        "UPDATE search_text_version SET version = '99/99.0/unfinished'",
    ];

    private TestDatabase _storage = null!;
    private IDatabase _database = null!;
    private TestSession _session = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _storage = create();
        var services = await _storage.StartMigratedAsync();
        _database = services.GetRequiredService<IDatabase>();
        _session = await TestSession.CreateAsync(services);
        await _session.ImportAsync(Lines.Person(1));
    }

    [TearDown]
    public ValueTask StopAsync() => _storage.DisposeAsync();

    [Test]
    public async Task Program_serves_and_writes_when_the_later_schema_is_compatible()
    {
        await _storage.PokeAsync(Compatible);

        await _database.CheckAsync(CancellationToken.None);
        Assert.That(await _database.MigrateAsync(CancellationToken.None), Is.Empty);
        await _session.ImportAsync(Lines.Person(2));
        Assert.That(await _session.ContactsAsync(), Has.Count.EqualTo(2));
    }

    [TestCaseSource(nameof(s_incompatible))]
    public async Task Program_refuses_to_start_to_migrate_and_to_write_when_it_is_not(string later)
    {
        await _storage.PokeAsync(later);
        var rows = await _storage.CountRowsAsync();

        Assert.Multiple(() =>
        {
            Assert.That(() => _database.CheckAsync(CancellationToken.None), Refused);
            Assert.That(() => _database.MigrateAsync(CancellationToken.None), Refused);
            Assert.That(() => _session.ImportAsync(Lines.Person(2)), Refused);
        });
        Assert.That(await _storage.CountRowsAsync(), Is.EqualTo(rows));
        Assert.That(await _session.ContactsAsync(), Has.Count.EqualTo(1), "reading goes on");
    }

    private static NUnit.Framework.Constraints.IResolveConstraint Refused =>
        Throws.TypeOf<UnavailableException>().With.Property(nameof(UnavailableException.PreventsStart)).True.And.Message.Contain("Install that version");
}
