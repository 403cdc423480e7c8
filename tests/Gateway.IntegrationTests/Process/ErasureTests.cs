using System.Text;
using Microsoft.Data.Sqlite;

namespace Gateway.IntegrationTests.Process;

/// <summary>Files of the embedded database after people and sessions were removed: no byte of them is left.</summary>
[Category(TestCategories.Long)]
[Parallelizable(ParallelScope.All)]
public sealed class ErasureTests
{
    private const int People = 6_000;
    private const string Phone = "6281987654321";
    private const string Name = "Zyxwvut Secretname";
    private const string OldName = "Qponmlk Formername";
    private const string Lid = "205227043110953";
    private static readonly string[] s_traces = [Phone, Lid, "Zyxwvut", "zyxwvut", "Secretname", "secretname", "Qponmlk", "qponmlk"];

    [Test]
    public async Task Forgotten_person_leaves_no_byte()
    {
        await using var place = await Workplace.CreateAsync(TestedDatabase.Sqlite);
        var session = await FillAsync(place);
        Assert.That(TracesIn(place.Data), Is.Not.Empty);

        (await place.CliAsync("forget", "--session", session, "--jid", $"{Phone}@s.whatsapp.net")).Done();

        Assert.That(TracesIn(place.Data), Is.Empty);
    }

    [Test]
    public async Task Removed_session_leaves_no_byte()
    {
        await using var place = await Workplace.CreateAsync(TestedDatabase.Sqlite);
        var session = await FillAsync(place);

        (await place.CliAsync("sessions", "remove", session)).Done();

        Assert.That(TracesIn(place.Data), Is.Empty);
    }

    [Test]
    public async Task Service_finishes_the_erasure_when_a_reader_held_it_up()
    {
        await using var place = await Workplace.CreateAsync(TestedDatabase.Sqlite);
        var session = await FillAsync(place);
        await using var service = await place.ServeAsync();
        await using var reader = new SqliteConnection($"Data Source={Path.Combine(place.Data, "gateway.db")};Pooling=False");
        await reader.OpenAsync();
        await using var transaction = reader.BeginTransaction(deferred: true);
        await using var command = new SqliteCommand("SELECT count(*) FROM contacts", reader, transaction);
        Assert.That(await command.ExecuteScalarAsync(), Is.GreaterThan(0L));

        var end = (await place.CliAsync("forget", "--session", session, "--jid", $"{Phone}@s.whatsapp.net")).Done();
        Assert.That(end.Error, Does.Contain("still holds"));
        await transaction.DisposeAsync();
        await reader.CloseAsync();

        Assert.That(() => TracesIn(place.Data), Is.Empty.After(60_000, 200));
    }

    [TestCase("migrate")]
    [TestCase("forget")]
    [TestCase("remove")]
    public async Task Next_command_finishes_an_erasure_that_was_interrupted(string command)
    {
        await using var place = await Workplace.CreateAsync(TestedDatabase.Sqlite);
        var session = await FillAsync(place);
        await place.PokeAsync("DELETE FROM contacts; DELETE FROM identifiers; UPDATE erasures SET requested = requested + 1");

        _ = command switch
        {
            "migrate" => await place.CliAsync("migrate"),
            "forget" => await place.CliAsync("forget", "--session", session, "--jid", $"{Phone}@s.whatsapp.net"),
            _ => await place.CliAsync("sessions", "remove", "sess_notThere"),
        };

        Assert.That(await place.PokeAsync("SELECT requested - finished FROM erasures"), Is.EqualTo(new object[] { 0L }));
    }

    /// <summary>Many people, and one who was renamed, and merged with a LID.</summary>
    private static async Task<string> FillAsync(Workplace place)
    {
        var session = await place.AddSessionAsync();
        string[] lines =
        [
            Observations.Chat(Phone, OldName),
            .. Enumerable.Range(0, People).Select(number => Observations.Chat($"62812{number:00000000}", $"Nomen {number}")),
            $$"""{"type":"mapping","phone":"{{Phone}}@s.whatsapp.net","lid":"{{Lid}}@lid"}""",
            Observations.Chat(Phone, Name),
        ];
        foreach (var part in lines.Chunk(2_000))
        {
            (await place.CliAsync("import", "ndjson", place.Write("people.ndjson", Observations.Bytes(part)), "--session", session)).Done();
        }

        File.Delete(place.Write("people.ndjson", []));
        return session;
    }

    private static List<string> TracesIn(string folder) =>
        [.. from path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            let bytes = Read(path)
            from trace in s_traces
            where bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(trace)) >= 0
            select $"{Path.GetFileName(path)}: {trace}"];

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
