using FsCheck;

namespace Gateway.Laws;

/// <summary>What laws about histories start from: a store, in which every history gets sessions of its own.</summary>
internal abstract class StoreLaws(LawStore store)
{
    [OneTimeSetUp]
    public Task StartAsync() => store.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => store.DisposeAsync();

    protected LawSession NewSession() => store.NewSession();

    protected LawSession InBatches(History history, Random random)
    {
        var session = NewSession();
        foreach (var batch in history.InBatches(random))
        {
            session.Take(batch);
        }

        return session;
    }

    protected void Holds(Gen<History> histories, Action<History> law) => Law.Holds(
        histories,
        history => history.Shrink(),
        history =>
        {
            law(history);
            store.Clear();
        },
        store.Runs);
}
