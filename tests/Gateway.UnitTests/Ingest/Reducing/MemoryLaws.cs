namespace Gateway.UnitTests.Ingest.Reducing;

// The laws, held by tables in memory: by the reducer alone.

internal sealed class MemoryReducerLaws() : ReducerLaws(new ReducerStores());

internal sealed class MemoryPeopleLaws() : PeopleLaws(new ReducerStores());
