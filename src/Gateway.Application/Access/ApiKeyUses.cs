using System.Collections.Concurrent;
using Gateway.Domain.Access;

namespace Gateway.Application.Access;

/// <summary>
/// When this instance last saw each key, until that is written. Noting takes no lock and waits for nothing; what it keeps is
/// one entry for each key that was ever good.
/// </summary>
internal sealed class ApiKeyUses
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public void Note(ApiKey key, DateTimeOffset at) =>
        _entries.GetOrAdd(key.Id, static (id, organization) => new Entry(id, organization), key.OrganizationId).Note(at);

    /// <summary>Uses later than what was written of their keys. Like the next, for one that writes alone.</summary>
    public IReadOnlyCollection<ApiKeyUse> Unwritten() =>
        [.. _entries.Select(entry => entry.Value).Where(entry => entry.Last > entry.Written).Select(entry => entry.LastUse)];

    public void MarkWritten(IEnumerable<ApiKeyUse> uses)
    {
        foreach (var use in uses)
        {
            _entries[use.KeyId].Written = use.At.UtcTicks;
        }
    }

    private sealed class Entry(string keyId, string organizationId)
    {
        private long _last;

        public long Last => Volatile.Read(ref _last);

        public long Written { get; set; }

        public ApiKeyUse LastUse => new(keyId, organizationId, new DateTimeOffset(Last, TimeSpan.Zero));

        /// <summary>Clocks may jump, and requests overtake each other: the later time stays.</summary>
        public void Note(DateTimeOffset at)
        {
            var (seen, time) = (Last, at.UtcTicks);
            while (time > seen)
            {
                var before = Interlocked.CompareExchange(ref _last, time, seen);
                seen = before == seen ? time : before;
            }
        }
    }
}
