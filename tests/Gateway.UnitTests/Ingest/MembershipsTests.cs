using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Ingest;

public sealed class MembershipsTests
{
    [TestCase(1)]
    [TestCase(16)]
    [TestCase(17)]
    [TestCase(200)]
    public void Hold_what_a_dictionary_holds(int groups)
    {
        var (dice, expected, memberships) = (new Random(groups), new Dictionary<GroupJid, Membership>(), Memberships.None);
        for (var turn = 0; turn < 3 * groups; turn++)
        {
            var (group, membership) = (Group(dice.Next(groups)), new Membership(turn, null));
            (expected[group], memberships) = (membership, memberships.With(group, membership));
        }

        var walked = new List<KeyValuePair<GroupJid, Membership>>();
        foreach (var row in memberships)
        {
            walked.Add(row);
        }

        Assert.Multiple(() =>
        {
            Assert.That(walked, Is.EquivalentTo(expected));
            Assert.That(memberships.ToList(), Is.EqualTo(walked));
            Assert.That(Memberships.Of(expected), Is.EquivalentTo(expected));
            Assert.That(Enumerable.Range(0, groups).Select(number => memberships.Find(Group(number))), Is.EqualTo(Enumerable.Range(0, groups).Select(number => expected.GetValueOrDefault(Group(number)))));
            Assert.That(memberships.Find(Group(groups)), Is.Null);
            Assert.That(memberships.IsEmpty, Is.False);
        });
    }

    [TestCase(2)]
    [TestCase(20)]
    public void Stay_as_they_are(int groups)
    {
        var known = Memberships.Of([.. Enumerable.Range(0, groups).Select(number => KeyValuePair.Create(Group(number), new Membership(1, null)))]);
        var before = known.ToList();
        known.With(Group(0), new Membership(2, null)).With(Group(groups), new Membership(2, null));
        Assert.That(known, Is.EqualTo(before));
    }

    [Test]
    public void Are_none_of_no_rows() => Assert.That(Memberships.Of([]), Is.SameAs(Memberships.None).And.Property(nameof(Memberships.IsEmpty)).True);

    private static GroupJid Group(int number) => GroupJid.FromText($"{number + 1}@g.us");
}
