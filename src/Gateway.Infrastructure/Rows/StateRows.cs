using System.Data.Common;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Infrastructure.Rows;

/// <summary>The stored state of a batch, gathered row by row, in the order in which the statements of both databases give the columns.</summary>
internal sealed class StateRows
{
    /// <summary>As <see cref="Session"/> reads them.</summary>
    public const string SessionColumns = "last_position, last_arrival, status, status_at, data_as_of, writes";

    /// <summary>As <see cref="Facts"/> reads them.</summary>
    public const string IdentifierColumns = """
        i.identifier, i.is_known, i.partner, i.partner_at, i.saved_name, i.saved_name_at, i.push_name, i.push_name_at,
            i.business_name, i.business_name_at, i.direct_chat_at, i.position
        """;

    private readonly HashSet<Identifier> _own = [];
    private readonly Dictionary<Identifier, IdentifierFacts> _identifiers = [];
    private readonly Dictionary<Identifier, List<KeyValuePair<GroupJid, Membership>>> _memberships = [];
    private readonly Dictionary<GroupJid, GroupFacts> _groups = [];

    public static SessionFacts Session(DbDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), (SessionStatus)row.GetInt16(2), Number(row, 3), Number(row, 4), row.GetInt64(5));

    /// <summary>Where PostgreSQL's statement gives it beside them.</summary>
    public static long SealedPosition(DbDataReader row) => row.GetInt64(6);

    /// <summary>Of an identifier, without memberships.</summary>
    public static IdentifierFacts Facts(DbDataReader row) => new(
        row.GetBoolean(1),
        Text(row, 2) is { } partner ? new Partner(Identifier.FromText(partner), row.GetInt64(3)) : null,
        FactAt(row, 4),
        FactAt(row, 6),
        FactAt(row, 8),
        Number(row, 10),
        Number(row, 11),
        Memberships.None);

    /// <summary>From an identifier's and a group's text on: since when, in which role, since when in that.</summary>
    public static Membership Membership(DbDataReader row) => new(row.GetInt64(2), FactAt(row, 3));

    /// <summary>Of the same row: what the identifier's position is.</summary>
    public static long Position(DbDataReader row) => row.GetInt64(5);

    /// <summary>In the same places: the time of its complete list, its name, and since when.</summary>
    public static GroupFacts Group(DbDataReader row) => new(FactAt(row, 3), Number(row, 2));

    public SessionState Of(SessionFacts session)
    {
        foreach (var (id, rows) in _memberships)
        {
            _identifiers[id] = _identifiers[id] with { Memberships = Memberships.Of(rows) };
        }

        return new SessionState(session, _own, _identifiers, _groups);
    }

    public async Task AddOwnAsync(DbDataReader rows, CancellationToken cancellationToken)
    {
        while (await rows.ReadAsync(cancellationToken))
        {
            _own.Add(Identifier.FromText(rows.GetString(0)));
        }
    }

    public async Task AddIdentifiersAsync(DbDataReader rows, CancellationToken cancellationToken)
    {
        while (await rows.ReadAsync(cancellationToken))
        {
            _identifiers[Identifier.FromText(rows.GetString(0))] = Facts(rows);
        }
    }

    /// <summary>Memberships of the identifiers: whose, where, since when, in which role; and where nobody is named, a group.</summary>
    public async Task AddMembershipsAndGroupsAsync(DbDataReader rows, CancellationToken cancellationToken)
    {
        while (await rows.ReadAsync(cancellationToken))
        {
            var group = GroupJid.FromText(rows.GetString(1));
            if (Text(rows, 0) is { } member)
            {
                AddMembership(Identifier.FromText(member), group, rows);
            }
            else
            {
                _groups[group] = Group(rows);
            }
        }
    }

    private void AddMembership(Identifier id, GroupJid group, DbDataReader row)
    {
        if (!_memberships.TryGetValue(id, out var memberships))
        {
            _memberships[id] = memberships = [];
            _identifiers[id] = _identifiers[id] with { Position = Position(row) };
        }

        memberships.Add(KeyValuePair.Create(group, Membership(row)));
    }

    /// <summary>Remembered partners that are not among the identifiers yet.</summary>
    public string[] MissingPartners() =>
        [.. _identifiers.Values.Select(facts => facts.Partner?.Other).OfType<Identifier>().Where(partner => !_identifiers.ContainsKey(partner)).Select(partner => partner.Text).Distinct(StringComparer.Ordinal)];

    /// <summary>Those of the identifiers that can have memberships.</summary>
    public IEnumerable<string> PossibleMembers() => _identifiers.Where(entry => entry.Value.IsKnown).Select(entry => entry.Key.Text);

    private static Fact? FactAt(DbDataReader row, int column) => Text(row, column) is { } value ? new Fact(value, row.GetInt64(column + 1)) : null;

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
