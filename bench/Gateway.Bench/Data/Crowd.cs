using Gateway.Api.Demo;

namespace Gateway.Bench.Data;

/// <summary>One made-up person, the same for the same seed and number.</summary>
internal sealed record Person(string Phone, string Lid, string Name, bool IsSaved, string Business, bool HasDirectChat);

internal sealed record Group(string Jid, IReadOnlyList<int> Members);

/// <summary>All that one session has seen: people and groups, as lines of observations.</summary>
internal sealed class Crowd(ulong seed, int size)
{
    public const int DirectPercent = 27;
    public const int LidPercent = 60;
    public const int BusinessPercent = 10;
    private const int SavedPercent = 30;
    public const double MembershipsAPerson = 1.5;
    public const int CommunitySize = 5000;
    public const int LargeGroupSize = 1000;
    private const int FewestMembers = 3;
    private const int MostMembers = 1024;

    /// <summary>One community to so many people.</summary>
    private const int PeopleACommunity = 250_000;

    /// <summary>From here on a session has a group of each size that is measured.</summary>
    private const int PeopleOfLargeSession = 50_000;

    private IReadOnlyList<Group>? _groups;

    public int Size => size;

    /// <summary>The first is a community, the second of a thousand, where the session is large.</summary>
    public IReadOnlyList<Group> Groups => _groups ??= MakeGroups();

    /// <summary>Also beyond the size: whoever comes later.</summary>
    public Person Person(int index, int version = 0)
    {
        var dice = DiceOf(index, 0);
        var names = Names.Pick(dice);
        var phone = names.Number(dice, (ulong)index);
        var lid = dice.Chance(LidPercent) ? $"{100_000_000_000_000UL + ((ulong)index * 7_919_000_003UL % 100_000_000_000_000UL)}@lid" : "";
        var business = dice.Chance(BusinessPercent) ? names.Business(dice) : "";
        var (isDirect, isSaved) = (dice.Chance(DirectPercent), dice.Chance(SavedPercent));
        return new Person(phone, lid, names.Name(version == 0 ? dice : DiceOf(index, version)), isSaved, business, isDirect);
    }

    /// <summary>As stores hold them: people, then groups.</summary>
    public async Task WriteStoreAsync(Stream stream)
    {
        await using var lines = new LineWriter(stream);
        for (var i = 0; i < size; i++)
        {
            await lines.WriteAsync(Person(i));
        }

        foreach (var group in Groups)
        {
            await lines.WriteAsync(group, this);
        }
    }

    /// <summary>As they were heard of: groups stand between people.</summary>
    public async Task WriteHistoryAsync(Stream stream)
    {
        await using var lines = new LineWriter(stream);
        var written = 0;
        for (var i = 0; i < size; i++)
        {
            await lines.WriteAsync(Person(i));
            for (; written < Groups.Count && written * (long)size <= i * (long)Groups.Count; written++)
            {
                await lines.WriteAsync(Groups[written], this);
            }
        }
    }

    private Dice DiceOf(int index, int version) => new((seed * 0x9E3779B97F4A7C15) ^ ((ulong)index << 20) ^ (uint)version);

    private List<Group> MakeGroups()
    {
        var dice = new Dice(seed ^ 0xC0FFEE);
        // Whoever has no direct chat is in some group, or would not be listed.
        var unseen = new Queue<int>(dice.Shuffle(Enumerable.Range(0, size).Where(i => !Person(i).HasDirectChat)));
        var groups = new List<Group>();
        var left = (long)(size * MembershipsAPerson);
        while (left > 0 || unseen.Count > 0)
        {
            var members = Gather(dice, Math.Min(SizeOf(groups.Count, dice), size / 2), unseen);
            groups.Add(new Group($"120363{(seed % 100_000) + 100_000}{groups.Count:0000000}@g.us", members));
            left -= members.Length;
        }

        return groups;
    }

    private int SizeOf(int number, Dice dice) =>
        size < PeopleOfLargeSession ? Any(dice)
        : number == 1 ? LargeGroupSize
        : number % 2 == 0 && number / 2 < Math.Max(1, size / PeopleACommunity) ? CommunitySize
        : Any(dice);

    /// <summary>Small ones are many: as many from 3 to 30 as from 30 to 300.</summary>
    private static int Any(Dice dice) => (int)(FewestMembers * Math.Pow((double)MostMembers / FewestMembers, dice.Below(1_000_000) / 1e6));

    private int[] Gather(Dice dice, int count, Queue<int> unseen)
    {
        var members = new HashSet<int>(count);
        while (members.Count < count)
        {
            members.Add(unseen.Count > 0 && dice.Chance(60) ? unseen.Dequeue() : (int)dice.Below(size));
        }

        return [.. members];
    }
}
