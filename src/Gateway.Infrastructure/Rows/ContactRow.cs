using System.Data.Common;
using Gateway.Application.Contacts;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;

namespace Gateway.Infrastructure.Rows;

/// <summary>
/// People as the statements of both databases list them, read by the columns' places: a page is fifty rows, and for
/// each a column would be found by its name, and what it holds boxed.
/// </summary>
internal static class ContactRow
{
    private const int DataAsOf = 0;
    private const int Status = 1;
    private const int First = 2;

    /// <summary>The person whose columns, in the order of <see cref="Contact"/>, begin at <paramref name="first"/>.</summary>
    public static Contact Read(DbDataReader row, int first) => new(
        row.GetInt64(first),
        row.GetString(first + 1),
        row.GetString(first + 2),
        row.GetString(first + 3),
        row.GetString(first + 4),
        row.GetBoolean(first + 5),
        row.GetBoolean(first + 6));

    /// <summary>
    /// A page: each row begins with its session's freshness. No row at all: no such session, null; an empty page is one row with
    /// no person. They come in order; where the statement as a whole does not promise it, the promise would cost a sort there.
    /// </summary>
    /// <param name="most">How many there can be.</param>
    public static async Task<ContactRows?> ReadPageAsync(DbDataReader rows, int most, CancellationToken cancellationToken)
    {
        if (!await rows.ReadAsync(cancellationToken))
        {
            return null;
        }

        var freshness = Freshness(rows);
        var contacts = new List<Contact>(Math.Min(most, PageSize.Max + 1));
        for (var isThere = !await rows.IsDBNullAsync(First, cancellationToken); isThere; isThere = await rows.ReadAsync(cancellationToken))
        {
            contacts.Add(Read(rows, First));
        }

        contacts.Sort(static (one, other) => one.Position.CompareTo(other.Position));
        return new ContactRows(contacts, freshness);
    }

    /// <summary>Rows of persons and nothing else, in position order.</summary>
    public static async Task<IReadOnlyList<Contact>> ReadAllAsync(DbDataReader rows, int most)
    {
        var contacts = new List<Contact>(Math.Min(most, PageSize.Max + 1));
        while (await rows.ReadAsync())
        {
            contacts.Add(Read(rows, 0));
        }

        contacts.Sort(static (one, other) => one.Position.CompareTo(other.Position));
        return contacts;
    }

    private static SessionFreshness Freshness(DbDataReader row) => new(
        row.IsDBNull(DataAsOf) ? null : Timestamp.ToDateTimeOffset(row.GetInt64(DataAsOf)),
        (SessionStatus)row.GetInt32(Status));
}
