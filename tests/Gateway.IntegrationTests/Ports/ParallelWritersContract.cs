using Gateway.Domain.Ingest;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Writers side by side: each sees what those before it wrote, and nothing is lost.</summary>
internal abstract class ParallelWritersContract(TestDatabase database) : PortFixture(database)
{
    private const int Writers = 8;
    private const int Batches = 12;
    private const int PeopleABatch = 5;

    [Test]
    public async Task Of_one_session_lose_nothing()
    {
        var session = await NewSessionAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(session, writer))));
        var contacts = await session.ContactsAsync();
        var arrivals = (await session.ReadAsync(Rows.Nobody)).Session.LastArrival;
        Assert.Multiple(() =>
        {
            Assert.That(contacts.Select(contact => contact.Position), Is.EqualTo(Enumerable.Range(1, Writers * Batches * PeopleABatch)));
            Assert.That(contacts.Select(contact => contact.PhoneNumber), Is.Unique);
            Assert.That(arrivals, Is.EqualTo(Storage.Clock.Microseconds + (Writers * Batches * PeopleABatch) - 1));
        });
    }

    [Test]
    public async Task Of_several_sessions_lose_nothing()
    {
        var sessions = new List<TestSession>();
        for (var i = 0; i < 4; i++)
        {
            sessions.Add(await NewSessionAsync());
        }

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(sessions[writer % sessions.Count], writer))));
        foreach (var session in sessions)
        {
            Assert.That(await session.PositionsAsync(), Is.EqualTo(Enumerable.Range(1, Writers / sessions.Count * Batches * PeopleABatch)));
        }
    }

    [Test]
    public async Task See_each_others_state()
    {
        var session = await NewSessionAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Batches; i++)
            {
                await session.ApplyAsync(Rows.Nobody, state =>
                {
                    Thread.Yield();
                    return Rows.None(state) with { Session = state.Session with { LastPosition = state.Session.LastPosition + 1 } };
                });
            }
        })));
        Assert.That((await session.ReadAsync(Rows.Nobody)).Session.LastPosition, Is.EqualTo(Writers * Batches));
    }

    [Test]
    public async Task Do_not_show_readers_half_a_batch()
    {
        var session = await NewSessionAsync();
        using var done = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            var torn = new List<int>();
            while (!done.IsCancellationRequested)
            {
                var contacts = await session.ContactsAsync();
                if (contacts.Count % PeopleABatch != 0 || contacts.Select(contact => contact.Name).Distinct().Count() > 1)
                {
                    torn.Add(contacts.Count);
                }
            }

            return torn;
        });
        for (var i = 0; i < Batches * 4; i++)
        {
            var name = $"{i}";
            await session.WriteAsync([.. Enumerable.Range(1, PeopleABatch).Select(position => Rows.Contact(position, name))]);
        }

        await done.CancelAsync();
        Assert.That(await reader, Is.Empty);
    }

    [Test]
    public async Task Adding_the_same_session_make_it_once()
    {
        var session = await NewSessionAsync();
        await Sessions.RemoveAsync(session.Id, CancellationToken.None);
        Assert.That(Domain.Sessions.SessionId.TryParse(session.Id.Text + "2", out var id), Is.True);
        var added = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ =>
            Task.Run(() => Sessions.AddAsync(id, session.Organization, [], CancellationToken.None))));
        Assert.That(added.Count(one => one), Is.EqualTo(1));
    }

    private static async Task WriteAsync(TestSession session, int writer)
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            var first = (writer * 10_000) + (batch * 100);
            var lines = Enumerable.Range(first, PeopleABatch).Select(number => (Observation)new ContactObservation(
                new PersonObservation(Domain.Whatsapp.Identifier.FromText($"{62_000_000_000 + number}"), null, PushName: $"{number}x"), true, null)).ToList();
            await session.ApplyAsync(Footprint.Of(lines), state => Reducer.Reduce(state, lines, new TestClock().Microseconds));
        }
    }
}
