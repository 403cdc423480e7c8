using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.Infrastructure.Import;

/// <summary>Gathers members that come one by one, group after group, into lines of some hundred.</summary>
/// <param name="isComplete">What comes is each group's whole list, and so is kept in one line.</param>
internal sealed class GroupPages(bool isComplete)
{
    private const int MostMembers = 500;
    private readonly Dictionary<Identifier, PersonObservation> _members = [];
    private string? _group;
    private string? _name;
    private long? _at;
    private int _rejected;

    /// <summary>The line that is finished by this one, if any is.</summary>
    /// <param name="member">One who is never a contact, or cannot be read, adds the group alone.</param>
    public GroupObservation? Add(string group, string? name, StoreMember member, long? at)
    {
        var finished = _group is not null && (group != _group || (!isComplete && _members.Count == MostMembers)) ? Finish() : null;
        (_group, _name) = (group, name);
        _at = _at is { } known && at is { } later ? Math.Max(known, later) : _at ?? at;
        _rejected += member.IsRead ? 0 : 1;
        if (member.Person is { } person)
        {
            _members[person.Id] = person;
        }

        return finished;
    }

    /// <summary>What is left.</summary>
    public GroupObservation? Finish()
    {
        var line = _group is null || (_members.Count == 0 && _rejected == 0 && _name is null)
            ? null
            : StoreLines.Group(_group, _name, [.. _members.Values], isComplete, _at, _rejected);
        _members.Clear();
        (_group, _at, _rejected) = (null, null, 0);
        return line;
    }
}
