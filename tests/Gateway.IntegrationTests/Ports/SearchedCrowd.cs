using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.IntegrationTests.Ports;

/// <summary>A session of ready rows with texts of few letters, of which parts are everywhere, and what must be found among them.</summary>
internal sealed class SearchedCrowd(TestSession session, Random random)
{
    private static readonly GroupJid s_team = GroupJid.FromText("1@g.us");
    private static readonly string[] s_letters = ["ab", "abcdefgh ", "аеиоклмн", "李明王芳伟", "0123456789 ", "a\u200bb\u00ad"];
    private readonly SortedDictionary<long, (Contact Contact, bool IsMember)> _people = [];
    private long _last;

    public TestSession Session => session;

    /// <summary>People at new positions, some of which stay empty.</summary>
    public Task AppendAsync(int count)
    {
        var first = _last + 1;
        _last += count;
        return WriteAsync([.. Enumerable.Range(0, count).Where(_ => random.Next(20) > 0).Select(i => NewPerson(first + i))], []);
    }

    /// <summary>Some renamed, some removed, some back at a position of old.</summary>
    public Task ChangeAsync(int count, bool mayRemove = true)
    {
        var positions = Enumerable.Range(0, count).Select(_ => random.NextInt64(1, _last + 1)).Distinct().ToList();
        var gone = positions.Where(position => mayRemove && _people.ContainsKey(position) && random.Next(4) == 0).ToList();
        return WriteAsync([.. positions.Except(gone).Select(NewPerson)], gone);
    }

    /// <summary>Some are seen in a group or have a direct chat: their texts stay.</summary>
    public async Task SeeAsync(int count)
    {
        var known = Enumerable.Range(0, count).Select(_ => random.NextInt64(1, _last + 1)).Distinct().Where(_people.ContainsKey).Select(position => _people[position]).Where(person => !person.IsMember);
        var seen = known.Select(person => (Contact: person.Contact with { HasDirectChat = random.Next(2) == 0, SeenInGroup = random.Next(2) == 0 }, person.IsMember)).ToList();
        await session.ApplyAsync(Rows.Nobody, state => Rows.None(state) with { RetainedTexts = [.. seen.Select(person => person.Contact)] });
        seen.ForEach(person => _people[person.Contact.Position] = person);
    }

    /// <summary>Compares pages of random searches with what a look at every row finds.</summary>
    public async Task CheckAsync(int searches)
    {
        for (var i = 0; i < searches; i++)
        {
            var (filter, after, take) = (RandomFilter(), random.Next(3) == 0 ? 0 : random.NextInt64(_last), random.Next(1, 60));
            var found = await session.PositionsAsync(filter, after, take);
            Assert.That(found, Is.EqualTo(Expected(filter, after, take)), $"{filter.Source} {filter.Group is not null} <{filter.Search!.Text}> after {after}, {take}");
        }
    }

    private List<long> Expected(ContactFilter filter, long after, int take) =>
        [.. _people.Where(entry => entry.Key > after && Passes(filter, entry.Value.Contact, entry.Value.IsMember)).Take(take).Select(entry => entry.Key)];

    private static bool Passes(ContactFilter filter, Contact contact, bool isMember) =>
        (filter.Source != ContactSource.DirectChat || contact.HasDirectChat)
        && (filter.Source != ContactSource.Group || contact.SeenInGroup)
        && (filter.Group is null || isMember)
        && (contact.SearchText.Contains(filter.Search!.Text, StringComparison.Ordinal)
            || (filter.Search.Digits is { } digits && contact.PhoneNumber.Contains(digits, StringComparison.Ordinal)));

    private ContactFilter RandomFilter()
    {
        var term = random.Next(4) == 0 && _people.Count > 0 ? PartOf(_people.ElementAt(random.Next(_people.Count)).Value.Contact) : Text(random.Next(1, 10));
        return Rows.Filter(
            random.Next(4) switch { 0 => "dm", 1 => "group", _ => null },
            random.Next(3) == 0 ? s_team.Text : null,
            term.Length > 0 ? term : "a");
    }

    private string PartOf(Contact contact)
    {
        var text = random.Next(3) == 0 ? $"+{contact.PhoneNumber}" : contact.Name;
        var start = random.Next(text.Length + 1);
        return text[start..random.Next(start, text.Length + 1)];
    }

    private (Contact Contact, bool IsMember) NewPerson(long position)
    {
        var isMember = random.Next(10) == 0;
        var contact = new Contact(
            position, random.Next(5) == 0 ? "" : $"62{random.Next(1_000_000)}", "", Text(random.Next(16)), random.Next(8) == 0 ? Text(5) : "", random.Next(4) == 0, isMember || random.Next(2) == 0);
        return (contact, isMember);
    }

    private string Text(int length)
    {
        var letters = s_letters[random.Next(s_letters.Length)];
        return string.Concat(Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)]));
    }

    private async Task WriteAsync(List<(Contact Contact, bool IsMember)> people, List<long> gone)
    {
        var left = gone.Concat(people.Where(person => !person.IsMember).Select(person => person.Contact.Position)).Where(IsMember);
        GroupContact[] leaving = [.. left.Select(position => new GroupContact(s_team, position, false))];
        GroupContact[] members = [.. people.Where(person => person.IsMember).Select(person => new GroupContact(s_team, person.Contact.Position, person.Contact.HasDirectChat))];
        await session.ApplyAsync(Rows.Nobody, state => Rows.None(state) with
        {
            Session = state.Session with { LastPosition = _last },
            Contacts = [.. people.Select(person => person.Contact)],
            GoneContacts = gone,
            NewGroupContacts = [.. members.Where(member => !IsMember(member.Position))],
            ChangedGroupContacts = [.. members.Where(member => IsMember(member.Position))],
            GoneGroupContacts = leaving,
        });
        gone.ForEach(position => _people.Remove(position));
        people.ForEach(person => _people[person.Contact.Position] = person);
    }

    private bool IsMember(long position) => _people.TryGetValue(position, out var person) && person.IsMember;
}
