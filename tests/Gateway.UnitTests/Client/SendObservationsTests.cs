using System.Net;
using System.Threading.Channels;
using Gateway.Client;

namespace Gateway.UnitTests.Client;

/// <summary>Observations go out as they come, once.</summary>
public sealed class SendObservationsTests
{
    private const string Report = """{"lines":{"total":6,"applied":4,"ignored":1,"rejected":1,"suppressed":0,"ahead":2},"people":{"new":1,"merged":2,"changed":3,"unseen":4,"unchanged":5},"membersRejected":3,"unknownFields":{"savedname":4},"rejections":[{"line":5,"reason":"bad_jid","field":"jid"}]}""";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Are_lines_of_the_neutral_form()
    {
        var wire = new Wire();
        await Client(wire).SendObservationsAsync("sess_a", new Observation[]
        {
            new ContactObservation { Jid = "6281234567890@s.whatsapp.net", Lid = "205227043110953@lid", PushName = "Ω \"x\"\n", DirectChat = true, At = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero) },
            new GroupObservation { Jid = "1@g.us", Name = "Team", Members = [new GroupMember { Jid = "6281234567890@s.whatsapp.net", Role = "admin" }], Complete = true },
            new MappingObservation { Lid = "205227043110953@lid", Phone = "6281234567890@s.whatsapp.net" },
            new SessionObservation { Jid = "6281200000001:12@s.whatsapp.net", Status = SessionStatus.Connected },
        }.ToAsyncEnumerable());
        Assert.That(wire.Text.Split('\n'), Is.EqualTo(new[]
        {
            """{"type":"contact","jid":"6281234567890@s.whatsapp.net","lid":"205227043110953@lid","pushName":"\u03A9 \u0022x\u0022\n","directChat":true,"at":"2026-11-22T07:00:00+00:00"}""",
            """{"type":"group","jid":"1@g.us","name":"Team","members":[{"jid":"6281234567890@s.whatsapp.net","role":"admin"}],"complete":true}""",
            """{"type":"mapping","lid":"205227043110953@lid","phone":"6281234567890@s.whatsapp.net"}""",
            """{"type":"session","jid":"6281200000001:12@s.whatsapp.net","status":"connected"}""",
            "",
        }));
    }

    [Test]
    public async Task Are_reported()
    {
        var wire = new Wire();
        var report = await Client(wire).SendObservationsAsync("sess_a", AsyncEnumerable.Empty<Observation>());
        Assert.That((report.Lines.Total, report.Lines.Applied, report.Lines.Ignored, report.Lines.Rejected), Is.EqualTo((6L, 4L, 1L, 1L)));
        Assert.That((report.People.New, report.People.Merged, report.People.Changed, report.People.Unseen, report.People.Unchanged), Is.EqualTo((1L, 2L, 3L, 4L, 5L)));
        Assert.That((report.Lines.Suppressed, report.Lines.Ahead, report.MembersRejected, report.UnknownFields["savedname"]), Is.EqualTo((0L, 2L, 3L, 4L)));
        Assert.That(report.Rejections.Select(rejection => (rejection.Line, rejection.Reason, rejection.Field)), Is.EqualTo(new[] { (5L, RejectionReason.BadJid, "jid") }));
        Assert.That((wire.Method, wire.Path, wire.ContentType, wire.IsExpecting), Is.EqualTo(("POST", "/api/v1/sessions/sess_a/observations", "application/x-ndjson", true)));
    }

    [Test]
    public async Task Go_out_before_the_next_is_there()
    {
        var (wire, seen) = (new Wire(), Channel.CreateUnbounded<Observation>());
        var sending = Client(wire).SendObservationsAsync("sess_a", seen.Reader.ReadAllAsync());
        for (var number = 1; number <= 3; number++)
        {
            await seen.Writer.WriteAsync(new MappingObservation { Lid = "1@lid", Phone = "2" });
            await wire.Flushed.Reader.ReadAsync().AsTask().WaitAsync(s_patience);
            Assert.That(wire.Text.Count(letter => letter == '\n'), Is.EqualTo(number));
        }

        seen.Writer.Complete();
        await sending;
    }

    [Test]
    public async Task May_be_lines_already_and_the_stream_stays_open()
    {
        var (wire, lines) = (new Wire(), new MemoryStream("{}\n{}\n"u8.ToArray()));
        await Client(wire).SendObservationsAsync("sess_a", lines);
        Assert.That((wire.Text, lines.CanRead), Is.EqualTo(("{}\n{}\n", true)));
    }

    [TestCase(HttpStatusCode.ServiceUnavailable)]
    [TestCase(HttpStatusCode.TooManyRequests)]
    public void Are_never_sent_again(HttpStatusCode status)
    {
        var wire = new Wire { Status = status };
        Assert.ThrowsAsync<GatewayException>(() => Client(wire).SendObservationsAsync("sess_a", AsyncEnumerable.Empty<Observation>()));
        Assert.That(wire.Requests, Is.EqualTo(1));
    }

    [Test]
    public void End_with_the_error_of_whoever_gives_them()
    {
        static async IAsyncEnumerable<Observation> Breaking()
        {
            yield return new MappingObservation { Lid = "1@lid", Phone = "2" };
            await Task.Yield();
            throw new InvalidDataException("the source broke");
        }

        Assert.ThrowsAsync<InvalidDataException>(() => Client(new Wire()).SendObservationsAsync("sess_a", Breaking()));
    }

    [TestCase("<html>")]
    [TestCase("""{"lines":null}""")]
    [TestCase("""{"people":null}""")]
    [TestCase("""{"membersRejected":0,"unknownFields":{},"rejections":null}""")]
    public void Are_not_reported_by_what_is_no_report(string body) =>
        Assert.ThrowsAsync<GatewayException>(() => Client(new Wire { Body = body }).SendObservationsAsync("sess_a", AsyncEnumerable.Empty<Observation>()));

    [Test]
    public void A_read_does_not_wait_for_ever()
    {
        var clock = new HastyClock();
        using var silent = new HttpClient(new ReadDeadlines(clock) { InnerHandler = new Silent() }) { BaseAddress = StubGateway.Address, Timeout = Timeout.InfiniteTimeSpan };
        var late = Assert.ThrowsAsync<TaskCanceledException>(() => new GatewayClient(silent).ListContactsAsync("sess_a"));
        Assert.That(late!.InnerException, Is.TypeOf<TimeoutException>());
        Assert.That(clock.Waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(100) }));
    }

    private static GatewayClient Client(Wire wire)
    {
        var options = new GatewayClientOptions { BaseAddress = StubGateway.Address, Token = "wa_key" };
        return new GatewayClient(new HttpClient(new ReadDeadlines(new HastyClock()) { InnerHandler = new Retries(options, new HastyClock()) { InnerHandler = wire } }) { BaseAddress = new Uri("https://gateway.example/") });
    }

    private sealed class Silent : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It goes on for ever.");
        }
    }

    /// <summary>Takes the body as a connection does: what is written goes out when it is flushed.</summary>
    private sealed class Wire : HttpMessageHandler
    {
        private readonly MemoryStream _sent = new();

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public string Body { get; init; } = Report;

        public Channel<bool> Flushed { get; } = Channel.CreateUnbounded<bool>();

        public string Text => System.Text.Encoding.UTF8.GetString(_sent.ToArray());

        public int Requests { get; private set; }

        public string? Method { get; private set; }

        public string? Path { get; private set; }

        public string? ContentType { get; private set; }

        public bool? IsExpecting { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            (Method, Path, ContentType, IsExpecting) = (request.Method.Method, request.RequestUri!.AbsolutePath, request.Content!.Headers.ContentType!.ToString(), request.Headers.ExpectContinue);
            await request.Content.CopyToAsync(new Connection(this), cancellationToken);
            return StubGateway.Answer((int)Status, Body);
        }

        private sealed class Connection(Wire wire) : MemoryStream
        {
            public override async Task FlushAsync(CancellationToken cancellationToken)
            {
                if (Length > 0)
                {
                    wire._sent.Write(ToArray());
                    SetLength(0);
                    await wire.Flushed.Writer.WriteAsync(true, cancellationToken);
                }
            }
        }
    }
}
