using System.Text;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Laws;

/// <summary>
/// The contract's sections 4 and 5 once more, slowly and on the whole: no footprint, no rows, no difference. Knows
/// nothing of the reducer.
/// </summary>
internal sealed class SessionOracle
{
    private readonly Dictionary<(Identifier Id, char Kind), (string Value, long At)> _names = [];
    private readonly Dictionary<Identifier, (Identifier Other, long At)> _partners = [];
    private readonly Dictionary<(Identifier Id, GroupJid Group), long> _seen = [];
    private readonly Dictionary<GroupJid, long> _complete = [];
    private readonly Dictionary<Identifier, long> _positions = [];
    private readonly HashSet<Identifier> _chats = [];
    private readonly HashSet<Identifier> _own = [];
    private long _lastPosition;
    private long _lastArrival;

    private (string Value, long At)? _status;
    private long? _dataAsOf;
    private long _now;

    public void Take(Batch batch)
    {
        _now = batch.Now;
        foreach (var line in batch.Lines)
        {
            Take(line);
        }
    }

    /// <summary>Everybody listed, as <see cref="StoreText.Listed"/> writes them.</summary>
    public string Listed()
    {
        var rows = new List<string>();
        foreach (var (id, position) in _positions.OrderBy(entry => entry.Value))
        {
            var halves = Halves(id);
            if (halves.Any(_own.Contains) || halves.Any(half => _positions.TryGetValue(half, out var other) && other < position))
            {
                continue;
            }

            var business = Name(halves, 'b');
            var name = Name(halves, 's') ?? Name(halves, 'p') ?? business;
            var groups = _seen.Keys.Where(row => halves.Contains(row.Id) && IsMember(row.Id, row.Group)).Select(row => row.Group.Text);
            rows.Add($"{position} '{halves.Where(half => !half.IsLid).Select(half => half.Text).SingleOrDefault()}' '{halves.Where(half => half.IsLid).Select(half => half.Text).SingleOrDefault()}' "
                + $"'{name}' '{business}' {halves.Any(_chats.Contains)} {_seen.Keys.Any(row => halves.Contains(row.Id))} {string.Join(' ', groups.Distinct().Order(StringComparer.Ordinal))}");
        }

        return string.Join('\n', rows);
    }

    public SessionFreshness Freshness() => new(
        _dataAsOf is { } at ? DateTimeOffset.UnixEpoch.AddMicroseconds(at) : null,
        _status is { } status ? Enum.Parse<SessionStatus>(status.Value) : SessionStatus.Unknown);

    private void Take(Observation line)
    {
        if (line is Forget forget)
        {
            Remove(forget.Id);
            return;
        }

        _dataAsOf = _now;
        var (time, isArrival) = (line.At ?? (_lastArrival = Math.Max(_now, _lastArrival + 1)), line.At is null);
        switch (line)
        {
            case ContactObservation contact:
                Learn(contact, time, isArrival);
                break;
            case GroupObservation group:
                Learn(group, time, isArrival);
                break;
            case MappingObservation mapping:
                Join(mapping.Phone, mapping.Lid, time, isArrival);
                break;
            case SessionObservation session:
                Learn(session, time, isArrival);
                break;
        }
    }

    private void Learn(ContactObservation line, long time, bool isArrival)
    {
        Learn(line.Person, time, isArrival);
        if (line.DirectChat)
        {
            _chats.Add(line.Person.Id);
            See(line.Person.Id);
        }
    }

    private void Learn(SessionObservation line, long time, bool isArrival)
    {
        _own.UnionWith(line.Own);
        if (line.Status is { } seen && (_status is not { } known || Wins($"{seen}", time, known.Value, known.At, isArrival)))
        {
            _status = ($"{seen}", time);
        }
    }

    private void See(Identifier id) => _positions.TryAdd(id, _positions.ContainsKey(id) ? 0 : ++_lastPosition);

    private void Learn(PersonObservation person, long time, bool isArrival)
    {
        Learn(person.Id, 's', person.SavedName, time, isArrival);
        Learn(person.Id, 'p', person.PushName, time, isArrival);
        Learn(person.Id, 'b', person.BusinessName, time, isArrival);
        if (person.Lid is { } lid)
        {
            Join(person.Id, lid, time, isArrival);
        }
    }

    private void Learn(Identifier id, char kind, string? name, long time, bool isArrival)
    {
        if (name is null)
        {
            return;
        }

        if (!_names.TryGetValue((id, kind), out var known) || Wins(name, time, known.Value, known.At, isArrival))
        {
            _names[(id, kind)] = (name, time);
        }
    }

    private void Learn(GroupObservation line, long time, bool isArrival)
    {
        var members = _seen.Keys.Where(row => row.Group == line.Group && IsMember(row.Id, row.Group)).Select(row => row.Id).ToHashSet();
        var repeats = isArrival && _complete.ContainsKey(line.Group) && members.SetEquals(line.Members.Select(member => member.Id));
        var isNewList = line.Complete && !repeats;
        if (isNewList && (!_complete.TryGetValue(line.Group, out var latest) || time > latest))
        {
            _complete[line.Group] = time;
        }

        // What a line says twice over is settled within the line.
        var pairs = line.Members.Where(member => member.Lid is not null).SelectMany(member => new[] { (One: member.Id, Other: member.Lid!.Value), (One: member.Lid.Value, Other: member.Id) });
        foreach (var ofOne in pairs.GroupBy(pair => pair.One, pair => pair.Other))
        {
            Remember(ofOne.Key, ofOne.Max(), time, isArrival);
        }

        foreach (var member in line.Members)
        {
            var same = line.Members.Where(other => other.Id == member.Id).ToList();
            Learn(member.Id, 's', Largest(same.Select(other => other.SavedName)), time, isArrival);
            Learn(member.Id, 'p', Largest(same.Select(other => other.PushName)), time, isArrival);
            Learn(member.Id, 'b', Largest(same.Select(other => other.BusinessName)), time, isArrival);
            See(member.Id);
            var key = (member.Id, line.Group);
            var leavesTimeAlone = isArrival && !isNewList && IsMember(member.Id, line.Group);
            if (!leavesTimeAlone && (!_seen.TryGetValue(key, out var known) || time > known))
            {
                _seen[key] = time;
            }
        }
    }

    private void Join(Identifier phone, Identifier lid, long time, bool isArrival)
    {
        Remember(phone, lid, time, isArrival);
        Remember(lid, phone, time, isArrival);
    }

    private void Remember(Identifier one, Identifier other, long time, bool isArrival)
    {
        if (!_partners.TryGetValue(one, out var known) || Wins(other.Text, time, known.Other.Text, known.At, isArrival))
        {
            _partners[one] = (other, time);
        }
    }

    private void Remove(Identifier id)
    {
        foreach (var half in Halves(id))
        {
            _positions.Remove(half);
            _chats.Remove(half);
            _partners.Remove(half);
            Keep(_names, key => key.Id != half);
            Keep(_seen, key => key.Id != half);
            foreach (var other in _partners.Where(entry => entry.Value.Other == half).Select(entry => entry.Key).ToList())
            {
                _partners.Remove(other);
            }
        }
    }

    private Identifier[] Halves(Identifier id) =>
        _partners.TryGetValue(id, out var there) && _partners.TryGetValue(there.Other, out var back) && back.Other == id ? [id, there.Other] : [id];

    private string? Name(Identifier[] halves, char kind) =>
        halves.Where(half => _names.ContainsKey((half, kind)))
            .OrderByDescending(half => _names[(half, kind)].At).ThenBy(half => half.IsLid)
            .Select(half => _names[(half, kind)].Value).FirstOrDefault();

    private bool IsMember(Identifier id, GroupJid group) =>
        _seen.TryGetValue((id, group), out var at) && (!_complete.TryGetValue(group, out var complete) || at >= complete);

    private static bool Wins(string seen, long time, string known, long at, bool isArrival) =>
        !(isArrival && seen == known) && (time > at || (time == at && Larger(seen, known)));

    private static string? Largest(IEnumerable<string?> values) =>
        values.Aggregate((left, right) => left is null ? right : right is null || Larger(left, right) ? left : right);

    /// <summary>By code point: UTF-32, big-endian, compares so.</summary>
    private static bool Larger(string left, string right)
    {
        var encoding = new UTF32Encoding(bigEndian: true, byteOrderMark: false);
        return encoding.GetBytes(left).AsSpan().SequenceCompareTo(encoding.GetBytes(right)) > 0;
    }

    private static void Keep<TKey, TValue>(Dictionary<TKey, TValue> table, Func<TKey, bool> isKept)
        where TKey : notnull
    {
        foreach (var key in table.Keys.Where(key => !isKept(key)).ToList())
        {
            table.Remove(key);
        }
    }
}
