namespace Gateway.UnitTests.Ingest.Reducing;

// The laws, held by tables in memory: by the reducer alone.

internal sealed class MemoryReducerLaws() : ReducerLaws(new ReducerStores());

internal sealed class MemoryPeopleLaws() : PeopleLaws(new ReducerStores());

/// <summary>Sessions in memory.</summary>
internal sealed class ReducerStores : LawStore
{
    public override int Runs => Law.Runs;

    public override Task StartAsync() => Task.CompletedTask;

    public override LawSession NewSession() => new ReducerStore();

    public override void Clear()
    {
        // The garbage collector does.
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
