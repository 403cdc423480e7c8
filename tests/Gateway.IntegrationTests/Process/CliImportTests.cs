namespace Gateway.IntegrationTests.Process;

[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class CliImportTests(TestedDatabase database)
{
    private const string Nobody = "{\"new\":0,\"merged\":0,\"changed\":0,\"unseen\":0,\"unchanged\":0}";
    private static readonly string s_three = string.Join('\n', Observations.Chat("6281200000001", "ana"), Observations.Chat("6281200000002", "bo"), Observations.Chat("6281200000003", "cy")) + "\n";

    [Test]
    public async Task Takes_a_file_in_and_the_running_service_lists_it()
    {
        await using var place = await Workplace.CreateAsync(database);
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        var service = await place.ServeAsync();
        Assert.That((await service.PageAsync(session, key)).DataAsOf, Is.Null);

        var end = (await place.CliProcessAsync("import", "ndjson", place.Write("three.ndjson", s_three), "--session", session)).Done();
        var page = await service.PageAsync(session, key);

        Assert.That(end.OutputLines, Is.EqualTo(new[]
        {
            "Lines   3: 3 applied, 0 ignored, 0 rejected",
            "People  3 new, 0 merged, 0 changed, 0 unseen, 0 unchanged",
        }));
        Assert.That(page.People[1], Is.EqualTo("{\"businessName\":\"\",\"lid\":\"\",\"name\":\"bo\",\"phoneNumber\":\"6281200000002\",\"source\":\"dm\"}"));
        Assert.That((page.People.Count, page.NextCursor), Is.EqualTo((3, "")));
        Assert.That(page.DataAsOf, Is.Not.Null);
    }

    [Test]
    public async Task Rejected_lines_are_told_by_number_and_the_exit_code_is_1()
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();
        var source = place.Write("mixed.ndjson", $$"""
            {{Observations.Chat("6281200000001", "ana")}}
            {"type":"contact","jid":"nobody"}
            {"type":"weather"}
            not JSON
            {"type":"contact","jid":"6281200000002@s.whatsapp.net"}
            {"type":"contact","jid":"status@broadcast"}
            """);

        var json = await place.CliAsync("import", "ndjson", source, "--session", session, "--json");
        var text = await place.CliAsync("import", "ndjson", source, "--session", session);

        Assert.That((json.ExitCode, text.ExitCode), Is.EqualTo((1, 1)));
        Assert.That(json.OutputLines.Single(), Is.EqualTo(
            "{\"lines\":{\"total\":6,\"applied\":2,\"ignored\":2,\"rejected\":2,\"suppressed\":0,\"ahead\":0},"
            + "\"people\":{\"new\":1,\"merged\":0,\"changed\":0,\"unseen\":1,\"unchanged\":0},"
            + "\"membersRejected\":0,\"unknownFields\":{},\"rejections\":[{\"line\":2,\"reason\":\"bad_jid\",\"field\":\"jid\"},{\"line\":4,\"reason\":\"bad_json\",\"field\":\"\"}]}"));
        Assert.That(text.OutputLines, Is.SupersetOf(new[] { "Rejected line 2: bad_jid (jid)", "Rejected line 4: bad_json" }));
        Assert.That(text.Output + text.Error, Does.Not.Contain("nobody"));
    }

    [Test]
    public async Task Standard_input_may_have_any_line_ends_a_byte_order_mark_blank_lines_and_no_last_end()
    {
        await using var place = await Workplace.CreateAsync(database);
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        var input = "\uFEFF" + s_three.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\n  \n" + Observations.Chat("6281200000004", "di");

        var report = (await place.CliReadingAsync(System.Text.Encoding.UTF8.GetBytes(input), "import", "ndjson", "-", "--session", session, "--json")).Done().Json;

        Assert.That(report["lines"]!.ToJsonString(), Is.EqualTo("{\"total\":7,\"applied\":4,\"ignored\":3,\"rejected\":0,\"suppressed\":0,\"ahead\":0}"));
        Assert.That(await place.ServeInProcess().EverybodyAsync(session, key), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task An_overlong_line_is_rejected_and_those_around_it_are_taken()
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();
        var tooLong = Observations.Chat("6281200000005", new string('x', 5 * 1024 * 1024));
        var source = place.Write("long.ndjson", s_three + tooLong + "\n" + Observations.Chat("6281200000004", "di") + "\n");

        var end = await place.CliAsync("import", "ndjson", source, "--session", session, "--json");

        Assert.That(end.ExitCode, Is.EqualTo(1));
        Assert.That(end.Json["lines"]!.ToJsonString(), Is.EqualTo("{\"total\":5,\"applied\":4,\"ignored\":0,\"rejected\":1,\"suppressed\":0,\"ahead\":0}"));
        Assert.That(end.Json["rejections"]!.ToJsonString(), Is.EqualTo("[{\"line\":4,\"reason\":\"too_long\",\"field\":\"\"}]"));
    }

    [Test]
    public async Task An_empty_source_makes_nothing_current()
    {
        await using var place = await Workplace.CreateAsync(database);
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());

        var report = (await place.CliReadingAsync([], "import", "ndjson", "-", "--session", session, "--json")).Done().Json;

        Assert.That(report["people"]!.ToJsonString(), Is.EqualTo(Nobody));
        Assert.That((await place.ServeInProcess().PageAsync(session, key)).DataAsOf, Is.Null);
    }

    [TestCase("three.ndjson.gz")]
    [TestCase("three.ndjson")]
    [TestCase("-")]
    public async Task Lines_compressed_with_gzip_are_read_whatever_the_name(string name)
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();
        byte[] twoParts = [.. Gzip(s_three), .. Gzip(Observations.Chat("6281200000004", "di"))];

        var end = await place.CliReadingAsync(twoParts, "import", "ndjson", name == "-" ? name : place.Write(name, twoParts), "--session", session);

        Assert.That(end.Done().OutputLines[0], Is.EqualTo("Lines   4: 4 applied, 0 ignored, 0 rejected"));
    }

    [Test]
    public async Task Lines_that_are_named_as_compressed_and_are_not_are_read()
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();
        var end = await place.CliAsync("import", "ndjson", place.Write("three.ndjson.gz", s_three), "--session", session);
        Assert.That(end.Done().OutputLines[0], Is.EqualTo("Lines   3: 3 applied, 0 ignored, 0 rejected"));
    }

    [TestCase(15)]
    [TestCase(-9)]
    [TestCase(-1)]
    public async Task A_compressed_file_whose_end_is_missing_is_told(int end)
    {
        await using var place = await Workplace.CreateAsync(database);
        var (session, whole) = (await place.AddSessionAsync(), Gzip(s_three));
        var cut = await place.CliProcessAsync("import", "ndjson", place.Write("cut.ndjson.gz", end > 0 ? whole[..end] : whole[..^-end]), "--session", session);
        cut.FailedWithOneSentence(exitCode: 1);
        Assert.That(cut.Error, Does.Contain("end is missing"));
    }

    [TestCase("28B52FFD24000100", "zstd")]
    [TestCase("504B030414000000", "zip")]
    [TestCase("425A683931415926", "bzip2")]
    [TestCase("FD377A585A000004", "xz")]
    public async Task Other_compression_is_told_by_name(string bytes, string format)
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();
        var end = await place.CliAsync("import", "ndjson", place.Write("x.ndjson", Convert.FromHexString(bytes)), "--session", session);
        end.FailedWithOneSentence(exitCode: 1);
        Assert.That(end.Error, Does.Contain($"compressed with {format}"));
    }

    [Test]
    public async Task What_is_no_file_is_told_for_what_it_is()
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();
        var path = Path.Combine(place.TemporaryFiles, "s");
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
        foreach (var (source, kind) in new[] { (place.TemporaryFiles, "folder"), (path, "socket"), ("/dev/zero", "device") })
        {
            var end = await place.CliAsync("import", "ndjson", source, "--session", session);
            end.FailedWithOneSentence(exitCode: 1);
            Assert.That(end.Error, Does.StartWith($"The source is a {kind}"));
        }
    }

    [Test]
    public async Task A_pipe_is_read_once_something_writes_to_it()
    {
        await using var place = await Workplace.CreateAsync(database);
        var (session, path) = (await place.AddSessionAsync(), Path.Combine(place.TemporaryFiles, "pipe"));
        (await place.Start("mkfifo", path).ExitAsync()).Done();
        var import = place.StartCli("import", "ndjson", path, "--session", session);
        await import.ErrorLineAsync(line => line.StartsWith("Waiting to open the source", StringComparison.Ordinal));
        await File.WriteAllTextAsync(path, s_three);
        Assert.That((await import.ExitAsync()).Done().OutputLines[0], Is.EqualTo("Lines   3: 3 applied, 0 ignored, 0 rejected"));
    }

    [Test]
    public async Task Members_that_cannot_be_read_and_unknown_fields_are_told()
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();
        var lines = Observations.Bytes(["""{"type":"group","jid":"1@g.us","subject":"T","members":["6281200000001@s.whatsapp.net",null,{"savedname":"Nemo"}],"complete":true}"""]);

        var text = (await place.CliReadingAsync(lines, "import", "ndjson", "-", "--session", session)).Done();
        var json = (await place.CliReadingAsync(lines, "import", "ndjson", "-", "--session", session, "--json")).Done().Json;

        Assert.That(text.OutputLines, Is.SupersetOf(new[] { "Members 2 cannot be read and are left out; their groups' lists are not complete", "Unknown fields: savedname 1, subject 1" }));
        Assert.That((json["membersRejected"]!.ToJsonString(), json["unknownFields"]!.ToJsonString()), Is.EqualTo(("2", "{\"savedname\":1,\"subject\":1}")));
        Assert.That(text.Output + text.Error, Does.Not.Contain("Nemo"));
    }

    [Test]
    public async Task A_number_that_another_session_has_is_told_when_it_is_learnt()
    {
        await using var place = await Workplace.CreateAsync(database);
        var first = await place.AddSessionByCliAsync("--number", "6281200000001");
        var second = await place.AddSessionAsync();
        var lines = Observations.Bytes(["""{"type":"session","jid":"6281200000001:7@s.whatsapp.net"}"""]);

        var learnt = (await place.CliReadingAsync(lines, "import", "ndjson", "-", "--session", second)).Done();
        var again = (await place.CliReadingAsync(lines, "import", "ndjson", "-", "--session", second)).Done();

        Assert.That(learnt.Error, Does.StartWith("Warning: ").And.Contain(first).And.Not.Contain("6281200000001"));
        Assert.That(again.Error, Is.Empty);
    }

    [Test]
    public async Task A_dry_run_reports_as_for_an_empty_session_and_leaves_it_and_no_file_behind()
    {
        await using var place = await Workplace.CreateAsync(database);
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        var service = place.ServeInProcess();
        (await place.CliReadingAsync(Observations.Bytes([Observations.Chat("6281200000001", "Vormieter")]), "import", "ndjson", "-", "--session", session)).Done();
        var before = await service.PageAsync(session, key);

        var end = (await place.CliProcessAsync("import", "ndjson", place.Write("three.ndjson", s_three), "--session", session, "--dry-run")).Done();
        var unknown = (await place.CliAsync("import", "ndjson", place.Write("three.ndjson", s_three), "--session", "sess_notYet", "--dry-run")).Done();
        var after = await service.PageAsync(session, key);

        Assert.That(end.Output, Does.Contain("3 applied").And.Contain("3 new"));
        Assert.That(unknown.Output, Is.EqualTo(end.Output), "to be tried before there is a session");
        Assert.That(after.People, Is.EqualTo(before.People));
        Assert.That(after.DataAsOf, Is.EqualTo(before.DataAsOf));
        Assert.That(Directory.EnumerateDirectories(place.TemporaryFiles), Is.Empty);
    }

    [Test]
    public async Task A_missing_file_and_an_unknown_session_fail_with_a_sentence()
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();

        (await place.CliAsync("import", "ndjson", "/no/such.ndjson", "--session", session)).FailedWithOneSentence(exitCode: 1);
        (await place.CliAsync("import", "ndjson", place.Write("three.ndjson", s_three), "--session", "sess_unknown")).FailedWithOneSentence(exitCode: 1);
    }

    private static byte[] Gzip(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }
}
