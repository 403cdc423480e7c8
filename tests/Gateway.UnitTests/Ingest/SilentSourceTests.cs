using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.UnitTests.Ingest;

/// <summary>A live source, which gives a line now and then.</summary>
public sealed class SilentSourceTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task What_was_sent_is_applied_once_no_more_comes_for_a_second()
    {
        var (source, store) = (new LiveSource(), new CountingStore());
        await using var services = new ServiceCollection().AddApplication().AddSingleton(TimeProvider.System).AddSingleton<IObservationStore>(store).BuildServiceProvider();
        var import = services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(new SessionScope(SessionId.New(TimeProvider.System)), source));

        source.Give(2);
        Assert.That(await store.NextAsync(s_patience), Is.EqualTo(2));
        source.Give(1);
        Assert.That(await store.NextAsync(s_patience), Is.EqualTo(1));
        source.End();
        var report = await import;
        Assert.That((report.Lines.Applied, source.IsLeft), Is.EqualTo((3L, true)));
    }

    [Test]
    public async Task What_was_sent_is_applied_within_a_second_though_the_next_line_is_always_near()
    {
        var (source, store) = (new LiveSource(), new CountingStore());
        await using var services = new ServiceCollection().AddApplication().AddSingleton(TimeProvider.System).AddSingleton<IObservationStore>(store).BuildServiceProvider();
        var import = services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(new SessionScope(SessionId.New(TimeProvider.System)), source));

        for (var applied = store.NextAsync(s_patience); !applied.IsCompletedSuccessfully; await Task.WhenAny(applied, Task.Delay(50)))
        {
            Assert.That(applied.IsCompleted, Is.False, "never applied");
            source.Give(1);
        }

        source.End();
        await import;
    }

    [Test]
    public async Task Who_gives_up_leaves_the_source()
    {
        var (source, store) = (new LiveSource(), new CountingStore());
        await using var services = new ServiceCollection().AddApplication().AddSingleton(TimeProvider.System).AddSingleton<IObservationStore>(store).BuildServiceProvider();
        using var cancel = new CancellationTokenSource();
        var import = services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(new SessionScope(SessionId.New(TimeProvider.System)), source), cancel.Token);
        source.Give(1);
        await store.NextAsync(s_patience);
        await cancel.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => import);
        Assert.That(() => source.IsLeft, Is.True.After(60_000, 10));
    }

    private sealed class LiveSource : IObservationSource
    {
        private static readonly ParsedLine s_line = new(new ContactObservation(new PersonObservation(Identifier.FromText("6281234567890"), null), DirectChat: true, At: null), null);
        private readonly Channel<ParsedLine> _lines = Channel.CreateUnbounded<ParsedLine>();

        public double? Share => null;

        public bool IsLeft { get; private set; }

        public void Give(int lines) => Enumerable.Repeat(s_line, lines).ToList().ForEach(line => _lines.Writer.TryWrite(line));

        public void End() => _lines.Writer.Complete();

        public async IAsyncEnumerable<ParsedLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                await foreach (var line in _lines.Reader.ReadAllAsync(cancellationToken))
                {
                    yield return line;
                }
            }
            finally
            {
                IsLeft = true;
            }
        }
    }

    /// <summary>Keeps nothing; tells of the lines that batches hold.</summary>
    private sealed class CountingStore : IObservationStore
    {
        private readonly Channel<int> _batches = Channel.CreateUnbounded<int>();

        public Task<int> NextAsync(TimeSpan patience) => _batches.Reader.ReadAsync().AsTask().WaitAsync(patience);

        public Task<bool> HasAsync(SessionScope session, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Reduction> ApplyAsync(SessionScope session, Footprint footprint, Func<SessionState, Reduction> reduce, CancellationToken cancellationToken)
        {
            var reduction = reduce(SessionState.Empty);
            _batches.Writer.TryWrite((int)(reduction.People.New + reduction.People.Unchanged));
            return Task.FromResult(reduction);
        }

        public Task<SessionMemory?> RememberAsync(SessionScope session, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Func<CancellationToken, Task<bool>> PrepareWrite(SessionScope session, SessionState remembered, Reduction reduction) => throw new NotSupportedException();
    }
}
