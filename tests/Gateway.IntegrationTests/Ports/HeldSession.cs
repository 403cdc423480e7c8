namespace Gateway.IntegrationTests.Ports;

/// <summary>A writer in the middle of its batch, with the session's lock, for as long as a test wants.</summary>
internal sealed class HeldSession : IDisposable
{
    private readonly TaskCompletionSource _held = new();
    private readonly ManualResetEventSlim _released = new();
    private readonly Task _writer;

    public HeldSession(TestSession session) => _writer = Task.Run(() => session.ApplyAsync(Rows.Nobody, state =>
    {
        _held.SetResult();
        _released.Wait();
        return Rows.None(state);
    }));

    public Task IsHeldAsync() => Task.WhenAny(_held.Task, _writer);

    /// <summary>Lets it end, which it had not yet.</summary>
    public Task ReleaseAsync()
    {
        Assert.That(_writer.IsCompleted, Is.False);
        _released.Set();
        return _writer;
    }

    public void Dispose()
    {
        _released.Set(); // and not disposed of: the writer may still look at it
    }
}
