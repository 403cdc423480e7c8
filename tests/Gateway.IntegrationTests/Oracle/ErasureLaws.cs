using System.Text;
using Gateway.Application.Sessions;
using Gateway.Application.Storage;
using Gateway.Domain.Whatsapp;
using Gateway.IntegrationTests.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>
/// Random histories of 6,000 people, some of whom are renamed, merged with a LID, moved to another number, and forgotten, in any order; at
/// the end one of the sessions is removed. No name, number or LID of theirs is left in any byte of the embedded database's files.
/// <c>GATEWAY_ERASURES=100</c> asks for a hundred histories.
/// </summary>
[Category(TestCategories.Long)]
[Parallelizable(ParallelScope.All)]
internal sealed class ErasureLaws
{
    private const int People = 6_000;
    private const int Forgotten = 40;
    private const int Batches = 6;
    private static readonly int s_histories = Law.Asked("GATEWAY_ERASURES") ?? 1;

    [Test]
    public async Task Removed_people_leave_no_byte_whatever_came_before([Range(0, 3)] int first)
    {
        for (var seed = first; seed < s_histories * 4; seed += 4)
        {
            await using var database = new SqliteTestDatabase();
            var services = await database.StartMigratedAsync();
            var (kept, removed) = (await TestSession.CreateAsync(services), await TestSession.CreateAsync(services));
            var (history, other) = (new History(new Random(seed), '6'), new History(new Random(seed + 1_000_000), '7'));
            for (var batch = 0; batch < Batches; batch++)
            {
                await kept.ImportAsync(history.NextLines());
                await removed.ImportAsync(other.NextLines());
                foreach (var person in history.Forget(Forgotten / Batches))
                {
                    Assert.That(await kept.ForgetAsync(person), $"history {seed}");
                }
            }

            Assert.That(await services.GetRequiredService<ISessionRepository>().RemoveAsync(removed.Id, CancellationToken.None));
            Assert.That(TracesIn(database.Folder, other.Everything), Is.Not.Empty, "removing rows alone leaves their bytes");

            Assert.That(await services.GetRequiredService<IDatabase>().FinishErasuresAsync(CancellationToken.None));

            Assert.That(TracesIn(database.Folder, [.. history.Gone, .. other.Everything]), Is.Empty, $"history {seed}");
            Assert.That(await kept.ContactsAsync(), Has.Count.EqualTo(history.Listed), $"history {seed}");
        }
    }

    private static List<string> TracesIn(string folder, IReadOnlyCollection<string> texts)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(Read).ToList();
        return [.. from text in texts
            from trace in new[] { text, text.ToLowerInvariant() }.Distinct()
            where files.Any(bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(trace)) >= 0)
            select trace];
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Lines about people of whom each has texts that no one else has.</summary>
    /// <param name="digit">With which all numbers begin.</param>
    private sealed class History(Random dice, char digit)
    {
        private readonly List<Somebody> _people = [];
        private readonly List<Somebody> _gone = [];
        private int _names;

        /// <summary>Gets every text of the people who were forgotten.</summary>
        public IReadOnlyCollection<string> Gone => [.. _gone.SelectMany(person => person.Texts)];

        public IReadOnlyCollection<string> Everything => [.. _people.Concat(_gone).SelectMany(person => person.Texts)];

        /// <summary>Gets how many people are left.</summary>
        public int Listed => _people.Count;

        public List<string> NextLines()
        {
            var lines = new List<string>();
            for (var i = 0; i < People / Batches; i++)
            {
                var phone = NewNumber(12);
                var person = new Somebody(phone, [phone]);
                _people.Add(person);
                lines.Add(Named(person));
            }

            for (var i = 0; i < People / Batches / 2; i++)
            {
                var person = _people[dice.Next(_people.Count)];
                lines.AddRange(dice.Next(4) switch
                {
                    0 => [Named(person)],
                    1 => Merged(person),
                    2 => Moved(person),
                    _ => [$$"""{"type":"group","jid":"12036300000000{{dice.Next(10)}}@g.us","members":["{{person.Jid}}"]}"""],
                });
            }

            return lines;
        }

        /// <summary>Takes people at random, who are gone then; gives one identifier of each.</summary>
        public IReadOnlyList<Identifier> Forget(int count) => [.. Enumerable.Range(0, count).Select(_ =>
        {
            var person = _people[dice.Next(_people.Count)];
            _people.Remove(person);
            _gone.Add(person);
            return Identifier.FromText(dice.Next(2) == 0 && person.Lid is not null ? $"{person.Lid}@lid" : person.Phone);
        })];

        /// <summary>A name for the LID where there is one, else for the number.</summary>
        private string Named(Somebody person)
        {
            var field = dice.Next(3) switch { 0 => "savedName", 1 => "pushName", _ => "businessName" };
            return $$"""{"type":"contact","jid":"{{person.Jid}}","{{field}}":"{{NewName(person.Lid is null ? person.TextsOfPhone : person.TextsOfLid)}}","directChat":true}""";
        }

        /// <summary>First a person of its own, with a name, and then the same one.</summary>
        private List<string> Merged(Somebody person)
        {
            if (person.Lid is not null)
            {
                return [];
            }

            person.Lid = NewNumber(15);
            person.TextsOfLid.Add(person.Lid);
            return
            [
                $$"""{"type":"contact","jid":"{{person.Lid}}@lid","pushName":"{{NewName(person.TextsOfLid)}}"}""",
                $$"""{"type":"mapping","lid":"{{person.Lid}}@lid","phone":"{{person.Phone}}@s.whatsapp.net"}""",
            ];
        }

        /// <summary>The LID moves to another number. The old number stays, with its names, as another person.</summary>
        private List<string> Moved(Somebody person)
        {
            if (person.Lid is null)
            {
                return [];
            }

            if (person.TextsOfPhone.Count > 1)
            {
                _people.Add(new Somebody(person.Phone, person.TextsOfPhone)); // else nothing names the number
            }

            person.Phone = NewNumber(12);
            person.TextsOfPhone = [person.Phone];
            return [$$"""{"type":"mapping","lid":"{{person.Lid}}@lid","phone":"{{person.Phone}}@s.whatsapp.net"}""", Named(person)];
        }

        private string NewName(List<string> texts)
        {
            var name = (char)('A' + dice.Next(26)) + string.Concat(Enumerable.Range(0, 12).Select(_ => (char)('a' + dice.Next(26)))) + ++_names;
            texts.Add(name);
            return name;
        }

        private string NewNumber(int digits) => digit + string.Concat(Enumerable.Range(1, digits - 1).Select(_ => (char)('0' + dice.Next(10))));
    }

    private sealed class Somebody(string phone, List<string> textsOfPhone)
    {
        public string Phone { get; set; } = phone;

        public string? Lid { get; set; }

        /// <summary>Gets the number, and what it was called.</summary>
        public List<string> TextsOfPhone { get; set; } = textsOfPhone;

        public List<string> TextsOfLid { get; } = [];

        public IEnumerable<string> Texts => [.. TextsOfPhone, .. TextsOfLid];

        public string Jid => Lid is null ? $"{Phone}@s.whatsapp.net" : $"{Lid}@lid";
    }
}
