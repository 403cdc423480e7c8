using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Ingest;

[TestFixture]
internal sealed class ListedDifferenceTests
{
    [TestCase(3)]
    [TestCase(40)]
    public void Tells_groups_left_joined_and_kept_however_many_there_are(int groups)
    {
        var before = Person(isInDirectChat: false, Enumerable.Range(1, groups));
        var difference = Between(before, Person(isInDirectChat: false, Enumerable.Range(2, groups)));
        Assert.Multiple(() =>
        {
            Assert.That(difference.GoneGroupContacts, Is.EqualTo(new[] { In(1, isInDirectChat: false) }));
            Assert.That(difference.NewGroupContacts, Is.EqualTo(new[] { In(groups + 1, isInDirectChat: false) }));
            Assert.That(difference.ChangedGroupContacts, Is.Empty);
            Assert.That(difference.Contacts.Concat(difference.RetainedTexts), Is.Empty);
        });
    }

    [TestCase(3)]
    [TestCase(40)]
    public void Tells_of_a_direct_chat_in_every_group_kept(int groups)
    {
        var difference = Between(Person(isInDirectChat: false, Enumerable.Range(1, groups)), Person(isInDirectChat: true, Enumerable.Range(1, groups)));
        Assert.Multiple(() =>
        {
            Assert.That(difference.ChangedGroupContacts, Is.EqualTo(Enumerable.Range(1, groups).Select(group => In(group, isInDirectChat: true))));
            Assert.That(difference.GoneGroupContacts.Concat(difference.NewGroupContacts), Is.Empty);
            Assert.That(difference.RetainedTexts.Select(contact => contact.HasDirectChat), Is.EqualTo(new[] { true }));
        });
    }

    private static ListedDifference Between(ListedPerson before, ListedPerson after) => new(new() { [1] = before }, new() { [1] = after });

    private static ListedPerson Person(bool isInDirectChat, IEnumerable<int> groups) =>
        new(new Contact(1, "6281234567890", "", "Alice", "", isInDirectChat, SeenInGroup: true), [.. groups.Select(Group)]);

    private static GroupContact In(int group, bool isInDirectChat) => new(Group(group), 1, isInDirectChat);

    private static GroupJid Group(int number) => GroupJid.FromText($"{number}@g.us");
}
