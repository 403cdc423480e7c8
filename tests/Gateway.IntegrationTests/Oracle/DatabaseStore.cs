using Gateway.Application.Sessions;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;
using Gateway.Domain.Sessions;
using Gateway.IntegrationTests.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>Sessions of a shared database for the laws; it stays small, since they go with their history.</summary>
internal sealed class DatabaseStore(TestDatabase database) : LawStore
{
    private readonly List<TestSession> _sessions = [];
    private IServiceProvider _services = null!;

    public override int Runs => 40;

    public override async Task StartAsync() => _services = await database.StartMigratedAsync();

    public override LawSession NewSession() => NewDatabaseSession();

    public DatabaseSession NewDatabaseSession()
    {
        _sessions.Add(TestSession.CreateAsync(_services).GetAwaiter().GetResult());
        return new DatabaseSession(_sessions[^1]);
    }

    public override void Clear()
    {
        foreach (var session in _sessions)
        {
            _services.GetRequiredService<ISessionRepository>().RemoveAsync(session.Id, CancellationToken.None).GetAwaiter().GetResult();
        }

        _sessions.Clear();
    }

    public override ValueTask DisposeAsync() => database.DisposeAsync();
}

/// <summary>A session in a database; what is read back comes through the ports that the programs use.</summary>
internal sealed class DatabaseSession(TestSession session) : LawSession
{
    private const int PageSize = 5;
    private const int FromMemory = 4;
    private SessionFreshness? _freshness;
    private SessionMemory? _memory;
    private int _batches;

    /// <summary>For several writers at once, who each wait for their own.</summary>
    public Task ApplyAsync(Footprint footprint, Func<SessionState, Reduction> reduce) => session.ApplyAsync(footprint, reduce);

    /// <summary>All who pass the filter, page by page.</summary>
    public IReadOnlyList<Contact> Find(ContactFilter filter)
    {
        var rows = session.WalkAsync(filter, PageSize).GetAwaiter().GetResult();
        Law.Is(rows.Contacts.Zip(rows.Contacts.Skip(1)).All(pair => pair.First.Position < pair.Second.Position), "positions ascend");
        _freshness = rows.Freshness;
        return rows.Contacts;
    }

    protected override Reduction Apply(Footprint footprint, Func<SessionState, Reduction> reduce) =>
        ApplyAsImportsDoAsync(footprint, reduce).GetAwaiter().GetResult();

    /// <summary>Some batches from what is read for them, others from what is remembered.</summary>
    private async Task<Reduction> ApplyAsImportsDoAsync(Footprint footprint, Func<SessionState, Reduction> reduce)
    {
        if (_batches++ % FromMemory == 0)
        {
            _memory = null;
            return await session.ApplyAsync(footprint, reduce);
        }

        _memory ??= await session.RememberAsync();
        var state = _memory.StateOf(footprint);
        var reduction = reduce(state);
        if (reduction.Forgotten.Count > 0)
        {
            _memory = null;
            return await session.ApplyAsync(footprint, reduce);
        }

        _memory.Take(reduction);
        Law.Is(await session.WriteAsync(state, reduction), "nobody else has written");
        return reduction;
    }

    protected override SessionState ReadState() => session.ReadAsync(History.Everything).GetAwaiter().GetResult();

    protected override Listing ReadListing()
    {
        var people = Find(new());
        var members =
            from @group in HistoryLines.Groups
            let direct = Find(new(ContactSource.DirectChat, @group))
            from member in Find(new(Group: @group))
            select KeyValuePair.Create((@group, member.Position), direct.Contains(member));
        return new Listing(new(people.ToDictionary(person => person.Position)), members.ToDictionary(), _freshness!);
    }
}
