using Gateway.Domain.Ingest;

namespace Gateway.Laws;

/// <summary>What holds after every history.</summary>
internal abstract class ReducerLaws(LawStore stores) : StoreLaws(stores)
{
    [Test]
    public void Lines_that_state_their_times_may_come_in_any_order_any_number_of_times_in_any_batches() =>
        Holds(History.Stated, history =>
        {
            var random = new Random(history.Seed);
            var shuffled = history.Lines.Concat(history.Lines.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(shuffled);
            var other = InBatches(history with { Lines = shuffled }, random);
            var store = InBatches(history, random);
            Law.Same(other.Persons(), store.Persons(), "people");
            Law.Same(other.Facts(withTimes: true, withPositions: false), store.Facts(withTimes: true, withPositions: false), "facts");
        });

    [Test]
    public void A_replay_of_lines_that_state_their_times_changes_nothing() =>
        Holds(History.Stated, history =>
        {
            var random = new Random(history.Seed);
            var store = InBatches(history, random);
            var (facts, people) = (store.Facts(withTimes: true, withPositions: true), store.Listed());
            foreach (var batch in history.InBatches(random, store.Now))
            {
                Law.Is(store.Take(batch).IsEmpty(), "no row");
            }

            Law.Same(store.Facts(withTimes: true, withPositions: true), facts, "facts");
            Law.Same(store.Listed(), people, "people");
        });

    [Test]
    public void A_replay_of_lines_without_times_ends_in_the_same_state() =>
        Holds(History.Unstated, history =>
        {
            var random = new Random(history.Seed);
            var store = InBatches(history, random);
            var (facts, people) = (store.Facts(withTimes: false, withPositions: true), store.Nameless());
            var shown = store.Contacts.Values.ToDictionary(contact => contact.Position);
            foreach (var batch in history.InBatches(random, store.Now))
            {
                store.Take(batch);
            }

            Law.Same(store.Facts(withTimes: false, withPositions: true), facts, "facts");
            Law.Same(store.Nameless(), people, "people");
            foreach (var contact in store.Contacts.Values)
            {
                var (names, businessNames) = NamesOf(store, contact);
                // Two halves whose names of one kind differ: which of them came last is all that a replay may change.
                Law.Is(contact.Name == shown[contact.Position].Name || (names.Count == 2 && names.Contains(contact.Name)), $"name of {contact}");
                Law.Is(contact.BusinessName == shown[contact.Position].BusinessName || (businessNames.Count == 2 && businessNames.Contains(contact.BusinessName)), $"business name of {contact}");
            }
        });

    [Test]
    public void A_batch_of_lines_is_as_many_batches_of_one_line() =>
        Holds(History.Mixed, history =>
        {
            var (whole, single) = (NewSession(), NewSession());
            whole.Take(history.Lines);
            foreach (var line in history.Lines)
            {
                single.Take(line);
            }

            Law.Same(whole.Everything(), single.Everything(), "store");
            Law.Same(whole.Counts, single.Counts, "counts");
        });

    [Test]
    public void The_rows_for_readers_are_what_the_contract_says_after_every_batch() =>
        Holds(History.Mixed, history =>
        {
            var (store, oracle) = (NewSession(), new SessionOracle());
            foreach (var batch in history.InBatches(new Random(history.Seed)))
            {
                store.Take(batch);
                oracle.Take(batch);
                Law.Same(store.Listed(), oracle.Listed(), "people");
                Law.Same(store.Listing.Freshness, oracle.Freshness(), "freshness");
                Law.Is(store.GroupContacts.Keys.All(row => store.Contacts.ContainsKey(row.Position)), "members are listed");
            }
        });

    [Test]
    public void Every_line_and_every_member_is_counted_once() =>
        Holds(History.Mixed, history =>
        {
            var store = InBatches(history, new Random(history.Seed));
            var expected = history.Lines.Sum(line => line switch { Forget => 0, GroupObservation group => group.Members.Count, _ => 1 });
            var counts = store.Counts;
            Law.Same(counts.New + counts.Merged + counts.Changed + counts.Unseen + counts.Unchanged, expected, "counts");
        });

    /// <summary>What the halves of a person are called, of the kind that is shown.</summary>
    private static (HashSet<string> Names, HashSet<string> BusinessNames) NamesOf(LawSession store, Domain.Contacts.Contact contact)
    {
        var halves = store.Identifiers.Where(id => id.Text == contact.PhoneNumber || id.Text == contact.Lid).Select(store.FactsOf).ToList();
        var saved = halves.Select(facts => facts.SavedName?.Value).OfType<string>().ToHashSet();
        var push = halves.Select(facts => facts.PushName?.Value).OfType<string>().ToHashSet();
        var business = halves.Select(facts => facts.BusinessName?.Value).OfType<string>().ToHashSet();
        return (saved.Count > 0 ? saved : push.Count > 0 ? push : business, business);
    }
}
