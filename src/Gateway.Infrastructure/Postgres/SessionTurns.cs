namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// Writers of one session in this process go one after the other, before they ask for a connection: there they would wait for the
/// session's lock with one each, and reads would find none free.
/// </summary>
internal sealed class SessionTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Turn> _turns = [];

    public async Task<T> TakeAsync<T>(long session, Func<Task<T>> write, CancellationToken cancellationToken)
    {
        var turn = Join(session);
        try
        {
            await turn.Free.WaitAsync(cancellationToken);
            try
            {
                return await write();
            }
            finally
            {
                turn.Free.Release();
            }
        }
        finally
        {
            Leave(session, turn);
        }
    }

    private Turn Join(long session)
    {
        lock (_lock)
        {
            var turn = _turns.TryGetValue(session, out var taken) ? taken : _turns[session] = new Turn();
            turn.Writers++;
            return turn;
        }
    }

    private void Leave(long session, Turn turn)
    {
        lock (_lock)
        {
            if (--turn.Writers == 0)
            {
                _turns.Remove(session);
                turn.Free.Dispose();
            }
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Free { get; } = new(1);

        public int Writers { get; set; }
    }
}
