using System.Diagnostics;
using Gateway.Domain.Contacts;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Who no longer waits costs nothing more.</summary>
internal abstract class CancellationContract(TestDatabase database) : PortFixture(database)
{
    private const int People = 4_000;
    private const int NameCharacters = 20_000;
    private const int Attempts = 10;
    private static readonly TimeSpan s_promptly = TimeSpan.FromSeconds(10);
    private static readonly string s_expensive = new string('a', SearchTerm.MaxCodePoints - 1) + "b";

    private TestSession _session = null!;

    /// <summary>Names far longer than any that is stored, so that few of them make a long search.</summary>
    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _session = await NewSessionAsync();
        var name = new string('a', NameCharacters);
        await _session.WriteAsync([.. Enumerable.Range(1, People).Select(position => Rows.Contact(position, name))]);
    }

    [Test]
    [NonParallelizable]
    public async Task A_long_read_ends_promptly()
    {
        await SearchAsync(CancellationToken.None); // warms up
        var whole = Stopwatch.StartNew();
        await SearchAsync(CancellationToken.None);
        Assert.That(await WasCutAsync(whole.Elapsed / 4), Is.True, $"reads of {whole.ElapsedMilliseconds} ms");
        Assert.That(await _session.PositionsAsync(take: 2), Has.Count.EqualTo(2)); // the connection is good for the next
    }

    [Test]
    [NonParallelizable] // an embedded database has one writer at a time
    public async Task A_writer_that_waits_for_another_ends_promptly_and_the_session_stays_writable()
    {
        var session = await NewSessionAsync();
        using var first = new HeldSession(session);
        await first.IsHeldAsync();
        using var cancel = new CancellationTokenSource();
        var waiting = Task.Run(() => Observations.ApplyAsync(session.Scope, Rows.Nobody, Rows.None, cancel.Token));
        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(300))); // time to get into the queue
        Assert.That(waiting.IsCompleted, Is.False);
        await cancel.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => waiting.WaitAsync(s_promptly));
        await first.ReleaseAsync();
        await session.WriteAsync([Rows.Contact(1)]).WaitAsync(s_promptly);
        Assert.That(await session.PositionsAsync(), Is.EqualTo(new long[] { 1 }));
    }

    [Test]
    public void Nothing_begins_for_who_is_already_gone()
    {
        var gone = new CancellationToken(canceled: true);
        Assert.Multiple(() =>
        {
            Assert.CatchAsync<OperationCanceledException>(() => Contacts.ListAsync(_session.Organization, _session.Id, new(), 0, 5, gone));
            Assert.CatchAsync<OperationCanceledException>(() => Sessions.ListAsync(_session.Organization, gone));
            Assert.CatchAsync<OperationCanceledException>(() => Sessions.RemoveAsync(_session.Id, gone));
            Assert.CatchAsync<OperationCanceledException>(() => Keys.FindAsync([], gone));
            Assert.CatchAsync<OperationCanceledException>(() => Observations.ApplyAsync(_session.Scope, Rows.Nobody, Rows.None, gone));
        });
    }

    /// <summary>A busy machine may cancel too late for one read, not for every one of several.</summary>
    private async Task<bool> WasCutAsync(TimeSpan delay)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var cancel = new CancellationTokenSource();
            var read = SearchAsync(cancel.Token);
            var canceller = new Thread(() =>
            {
                Thread.Sleep(delay);
                cancel.Cancel();
            });
            canceller.Start();
            var ended = await Task.WhenAny(read);
            canceller.Join();
            if (ended.IsCanceled)
            {
                return true;
            }
        }

        return false;
    }

    private Task<Application.Contacts.ContactRows?> SearchAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Contacts.ListAsync(_session.Organization, _session.Id, Rows.Filter(q: s_expensive), 0, 5, cancellationToken), CancellationToken.None);
}
