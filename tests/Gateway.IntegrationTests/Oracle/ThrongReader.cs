using Gateway.Domain.Contacts;
using Gateway.IntegrationTests.Ports;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>Walks over all pages of a session again and again, whatever others write meanwhile.</summary>
/// <param name="prefix">Two digits that all of the session's identifiers begin with.</param>
internal sealed class ThrongReader(TestSession session, string prefix, IReadOnlySet<string> stable, int seed)
{
    private static readonly (string? Source, string? Group)[] s_filters = [(null, null), ("dm", null), ("group", null), (null, Throng.StableGroup), ("dm", Throng.StableGroup)];
    private readonly Random _dice = new(seed);

    public int Walks { get; private set; }

    public int Pages { get; private set; }

    /// <summary>At least one walk with every filter.</summary>
    public async Task WalkUntilAsync(Task done)
    {
        while (!done.IsCompleted || Walks < s_filters.Length)
        {
            var (source, group) = s_filters[Walks % s_filters.Length];
            Check(await WalkAsync(source, group, _dice.Next(50, 201)), $"{source} {group}");
            Walks++;
        }
    }

    private async Task<IReadOnlyList<Contact>> WalkAsync(string? source, string? group, int limit)
    {
        var (rows, cursor) = (new List<Contact>(), "");
        do
        {
            var page = await session.PageAsync(source, group, null, limit, cursor);
            Assert.That(page.Contacts.Count == limit || (page.Contacts.Count < limit && page.NextCursor.Length == 0), "every page but the last holds exactly so many");
            rows.AddRange(page.Contacts);
            cursor = page.NextCursor;
            Pages++;
        }
        while (cursor.Length > 0);
        return rows;
    }

    private void Check(IReadOnlyList<Contact> rows, string filter)
    {
        var identifiers = rows.SelectMany(row => new[] { row.PhoneNumber, row.Lid }).Where(id => id.Length > 0).ToList();
        Assert.That(rows.Zip(rows.Skip(1)).All(pair => pair.First.Position < pair.Second.Position), $"{filter}: positions ascend");
        Assert.That(identifiers.Distinct().Count(), Is.EqualTo(identifiers.Count), $"{filter}: nobody twice");
        Assert.That(identifiers.Where(id => !id.StartsWith(prefix, StringComparison.Ordinal)), Is.Empty, $"{filter}: nobody of another session's");
        Assert.That(rows.Where(row => stable.Contains(row.PhoneNumber)).ToList(), Has.Count.EqualTo(stable.Count), $"{filter}: every stable person once");
    }
}
