using Gateway.Application.Access;
using Gateway.Application.Contacts;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Domain.Whatsapp;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>A database of a test's or fixture's own, of the kind that its subclass knows.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>What the services take for the time.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>Services over this database, which is empty and not migrated at first; asked again, others over the same one.</summary>
    public abstract Task<IServiceProvider> StartAsync();

    /// <summary>Services over this database, which has its schema; asked again, others over the same one.</summary>
    public abstract Task<IServiceProvider> StartMigratedAsync();

    /// <summary>Runs statements behind the adapter's back; gives the first value of every row.</summary>
    public abstract Task<IReadOnlyList<object>> PokeAsync(string sql);

    /// <summary>Another database of the same kind.</summary>
    public abstract TestDatabase Another();

    public abstract ValueTask DisposeAsync();

    /// <summary>How many rows all tables hold together, as stored now.</summary>
    public async Task<long> CountRowsAsync()
    {
        var rows = 0L;
        foreach (var table in await PokeAsync(Tables))
        {
            rows += (long)(await PokeAsync($"SELECT count(*) FROM {table}"))[0];
        }

        return rows;
    }

    /// <summary>Gives every table's name, as statements write it.</summary>
    protected abstract string Tables { get; }
}

/// <summary>What every contract of a port starts from: a migrated database, shared by the tests of the fixture.</summary>
[Parallelizable(ParallelScope.All)]
internal abstract class PortFixture(TestDatabase database)
{
    protected IServiceProvider Services { get; private set; } = null!;

    protected TestDatabase Storage => database;

    protected ISessionRepository Sessions => Services.GetRequiredService<ISessionRepository>();

    protected IApiKeyRepository Keys => Services.GetRequiredService<IApiKeyRepository>();

    protected IContactRepository Contacts => Services.GetRequiredService<IContactRepository>();

    protected IObservationStore Observations => Services.GetRequiredService<IObservationStore>();

    [OneTimeSetUp]
    public async Task StartAsync() => Services = await database.StartMigratedAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => database.DisposeAsync();

    protected Task<TestSession> NewSessionAsync(string? organization = null, params Identifier[] own) =>
        TestSession.CreateAsync(Services, organization, own);
}

/// <summary>A clock that stands still until told otherwise.</summary>
internal sealed class TestClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero).Ticks;

    public long Microseconds => (Interlocked.Read(ref _ticks) - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
