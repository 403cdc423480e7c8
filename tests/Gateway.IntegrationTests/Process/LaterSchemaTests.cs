using System.Collections.Concurrent;
using System.Net;
using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Process;

/// <summary>A running service and the tool, while a later version of the program migrates the database beside them.</summary>
[OverEveryDatabase]
[Category(TestCategories.Long)]
[Parallelizable(ParallelScope.All)]
internal sealed class LaterSchemaTests(TestedDatabase database)
{
    private const int Readers = 3;
    private const int Feeders = 2;
    private const string Sentence = "A later version of this program has changed the database (0099-later.sql). Install that version.";
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(2);

    [Test]
    public async Task Service_and_tool_go_on_under_load_when_the_later_schema_is_compatible()
    {
        await using var place = await Workplace.CreateAsync(database);
        var service = place.ServeInProcess();
        await using var load = await Load.BeginAsync(place, service);

        await place.PokeAsync("INSERT INTO migrations (number, name, compatible_since) SELECT 99, '0099-later.sql', max(number) FROM migrations");
        await Task.Delay(s_time);

        Assert.That(await service.StatusOfAsync("/readyz"), Is.EqualTo(HttpStatusCode.OK));
        (await place.CliAsync("import", "ndjson", place.Write("one.ndjson", Lines.Person(999_999)), "--session", load.Session)).Done();
        (await place.CliAsync("migrate")).Done();
        var statuses = await load.EndAsync();
        Assert.That(statuses.Reads.Concat(statuses.Writes), Is.All.EqualTo(200));
    }

    [Test]
    public async Task Service_and_tool_refuse_to_write_and_to_start_under_load_when_it_is_not()
    {
        await using var place = await Workplace.CreateAsync(database);
        var service = place.ServeInProcess();
        await using var load = await Load.BeginAsync(place, service);

        await place.PokeAsync("INSERT INTO migrations (number, name) VALUES (99, '0099-later.sql')");
        var from = await load.EarlierRequestsEndedAsync();
        var people = await load.CountAsync();
        await Task.Delay(s_time);

        Assert.That(await service.StatusOfAsync("/readyz"), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        var refused = new[]
        {
            await place.CliAsync("import", "ndjson", place.Write("one.ndjson", Lines.Person(999_999)), "--session", load.Session),
            await place.CliAsync("sessions", "add", "--org", Workplace.Organization),
            await place.CliAsync("sessions", "remove", load.Session),
            await place.CliAsync("keys", "create", "--org", Workplace.Organization, "--name", "late", "--permissions", "read"),
            await place.CliAsync("forget", "--session", load.Session, "--jid", "6281200000001@s.whatsapp.net"),
            await place.CliAsync("migrate"),
        };
        Assert.That(refused.Select(end => (end.ExitCode, end.Error.Contains(Sentence, StringComparison.Ordinal))), Is.All.EqualTo((1, true)));
        Assert.That(await load.CountAsync(), Is.EqualTo(people));
        var starting = await StartToItsEndAsync(place);
        Assert.That((starting.ExitCode, starting.Error), Is.EqualTo((2, Sentence + Environment.NewLine)));

        var statuses = await load.EndAsync(from);
        Assert.That(statuses.Reads, Is.Not.Empty.And.All.EqualTo(200), "what is stored is read as before");
        Assert.That(statuses.Writes, Is.Not.Empty.And.All.EqualTo(503));
    }

    /// <summary>On a busy machine the database may be out of reach for a starting service, which then starts, unready.</summary>
    private static async Task<Finished> StartToItsEndAsync(Workplace place)
    {
        while (true)
        {
            var process = place.StartApi();
            var exit = process.ExitAsync();
            var listening = process.ErrorLineAsync(line => line.Contains("Now listening on", StringComparison.Ordinal));
            await Task.WhenAny(exit, listening);
            if (!listening.IsCompletedSuccessfully)
            {
                return await exit;
            }

            await process.KillAsync();
        }
    }

    /// <summary>Readers and uploads, one request after the other, until told to end.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(bool IsWrite, int Status)> _answers = [];
        private readonly int[] _ended = new int[Readers + Feeders];
        private readonly CancellationTokenSource _end = new();
        private readonly Workplace _place;
        private readonly List<Task> _tasks = [];

        private Load(Workplace place, string session) => (_place, Session) = (place, session);

        public string Session { get; }

        public static async Task<Load> BeginAsync(Workplace place, ListeningService service)
        {
            var load = new Load(place, await place.AddSessionAsync());
            var (read, ingest) = (await place.CreateKeyAsync(), await place.CreateKeyAsync(Permissions.Ingest));
            load._tasks.AddRange(Enumerable.Range(0, Readers).Select(loop => load.RepeatAsync(loop, isWrite: false, async _ => (int)await service.StatusOfAsync(Tenant.PathOf(load.Session), read))));
            load._tasks.AddRange(Enumerable.Range(0, Feeders).Select(feeder => load.RepeatAsync(Readers + feeder, isWrite: true, async turn => (await service.FeedAsync(load.Session, ingest, [Lines.Person((feeder * 100_000) + turn)])).Status)));
            while (load._answers.Count < (Readers + Feeders) * 3)
            {
                await Task.Delay(20);
            }

            return load;
        }

        /// <summary>Waits for the answers of all requests that began before; returns how many answers there are.</summary>
        public async Task<int> EarlierRequestsEndedAsync()
        {
            // Whatever order the answers come in, each of the loops has at most one request from before.
            var ended = _ended.ToArray();
            while (_ended.Where((count, loop) => count < ended[loop] + 1).Any())
            {
                await Task.Delay(20);
            }

            return _answers.Count;
        }

        public async Task<long> CountAsync() => Convert.ToInt64((await _place.PokeAsync("SELECT count(*) FROM contacts"))[0], System.Globalization.CultureInfo.InvariantCulture);

        public async Task<(IEnumerable<int> Reads, IEnumerable<int> Writes)> EndAsync(int from = 0)
        {
            await _end.CancelAsync();
            await Task.WhenAll(_tasks);
            return (_answers.Skip(from).Where(answer => !answer.IsWrite).Select(answer => answer.Status), _answers.Skip(from).Where(answer => answer.IsWrite).Select(answer => answer.Status));
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            _end.Dispose();
        }

        private Task RepeatAsync(int loop, bool isWrite, Func<int, Task<int>> ask) => Task.Run(async () =>
        {
            for (var turn = 0; !_end.IsCancellationRequested; turn++)
            {
                _answers.Enqueue((isWrite, await ask(turn)));
                Interlocked.Increment(ref _ended[loop]);
            }
        });
    }
}
