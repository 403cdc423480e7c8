using System.Data.Common;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Infrastructure.Rows;

/// <summary>The stored state of a batch, gathered row by row, in the order in which the statements of both databases give the columns.</summary>
internal sealed class StateRows
{
    /// <summary>As <see cref="AddIdentifiersAsync"/> reads them.</summary>
    public const string IdentifierColumns = """
        i.identifier, i.is_known, i.partner, i.partner_at, i.saved_name, i.saved_name_at, i.push_name, i.push_name_at,
            i.business_name, i.business_name_at, i.direct_chat_at, i.position
        """;

    private readonly HashSet<Identifier> _own = [];
    private readonly Dictionary<Identifier, IdentifierFacts> _identifiers = [];
    private readonly Dictionary<GroupJid, GroupFacts> _groups = [];

    public static SessionFacts Session(DbDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), (SessionStatus)row.GetInt16(2), Number(row, 3), Number(row, 4));

    /// <summary>Where PostgreSQL's statement gives it beside them.</summary>
    public static long SealedPosition(DbDataReader row) => row.GetInt64(5);

    public SessionState Of(SessionFacts session) => new(session, _own, _identifiers, _groups);

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
            _identifiers[Identifier.FromText(rows.GetString(0))] = new IdentifierFacts(
                rows.GetBoolean(1),
                Text(rows, 2) is { } partner ? new Partner(Identifier.FromText(partner), rows.GetInt64(3)) : null,
                FactAt(rows, 4),
                FactAt(rows, 6),
                FactAt(rows, 8),
                Number(rows, 10),
                Number(rows, 11),
                IdentifierFacts.Unknown.Memberships);
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
                var id = Identifier.FromText(member);
                var facts = _identifiers[id];
                _identifiers[id] = facts with { Memberships = facts.Memberships.Add(group, new Membership(rows.GetInt64(2), FactAt(rows, 3))) };
            }
            else
            {
                _groups[group] = new GroupFacts(FactAt(rows, 3), Number(rows, 2));
            }
        }
    }

    /// <summary>Remembered partners that are not among the identifiers yet.</summary>
    public string[] MissingPartners() =>
        [.. _identifiers.Values.Select(facts => facts.Partner?.Other).OfType<Identifier>().Where(partner => !_identifiers.ContainsKey(partner)).Select(partner => partner.Text).Distinct(StringComparer.Ordinal)];

    /// <summary>Those of the identifiers that can have memberships: the first of them gave a position.</summary>
    public IEnumerable<string> PossibleMembers() => _identifiers.Where(entry => entry.Value.Position is not null).Select(entry => entry.Key.Text);

    private static Fact? FactAt(DbDataReader row, int column) => Text(row, column) is { } value ? new Fact(value, row.GetInt64(column + 1)) : null;

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
