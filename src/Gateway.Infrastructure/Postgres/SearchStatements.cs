using System.Data.Common;
using Dapper;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Search;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Search;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

internal sealed class SearchStatements(
    NpgsqlConnection connection, NpgsqlTransaction? transaction, string organizationId, SessionId session, ContactFilter filter, CancellationToken cancellationToken)
    : ISearchStatements
{
    private readonly SearchText _text = SearchText.Of(filter);

    public async Task<SearchStart?> StartAsync(IReadOnlyList<Gram> grams, long after, int take)
    {
        var parameters = Parameters();
        parameters.Add("Grams", grams.Select(gram => gram.Value).ToArray());
        parameters.Add("After", after);
        parameters.Add("MembersAfter", after);
        parameters.Add("MembersTo", long.MaxValue);
        parameters.Add("MostMembers", ContactSearch.FirstMembers);
        parameters.Add("FirstChunks", ContactSearch.FirstChunks);
        parameters.Add("Take", take);
        await using var rows = await OpenAsync(_text.Start, parameters);
        var answer = await SearchAnswer.ReadAsync(rows, cancellationToken);
        return answer is null ? null : new SearchStart(answer.Freshness, answer.SealedPosition, answer.Reading, answer.Changed, answer.Contacts);
    }

    public async Task<SearchReading?> ReadAsync(IReadOnlyList<ListRead> lists, MembersRead? members)
    {
        var parameters = Parameters();
        parameters.Add("Lists", lists.Select(list => list.List).ToArray());
        parameters.Add("Grams", lists.Select(list => list.Gram.Value).ToArray());
        parameters.Add("Afters", lists.Select(list => list.After).ToArray());
        parameters.Add("Targets", lists.Select(list => list.Target).ToArray());
        parameters.Add("MembersAfter", members?.After ?? long.MaxValue);
        parameters.Add("MembersTo", members?.Target ?? 0);
        parameters.Add("MostMembers", ContactSearch.MostMembers);
        await using var rows = await OpenAsync(_text.Read, parameters);
        return (await SearchAnswer.ReadAsync(rows, cancellationToken))?.Reading;
    }

    public async Task<IReadOnlyList<Contact>?> LookAsync(IReadOnlyList<long> candidates, long after, int take)
    {
        var parameters = Parameters();
        parameters.Add("Candidates", candidates.ToArray());
        parameters.Add("After", after);
        parameters.Add("Take", take);
        await using var rows = await OpenAsync(_text.Look, parameters);
        return (await SearchAnswer.ReadAsync(rows, cancellationToken))?.Contacts;
    }

    private DynamicParameters Parameters()
    {
        var parameters = new DynamicParameters();
        parameters.Add("Key", SessionKey.Of(session));
        parameters.Add("Session", session.Text);
        parameters.Add("Organization", organizationId);
        parameters.Add("Group", filter.Group?.Text);
        parameters.Add("Text", filter.Search!.Text);
        parameters.Add("Digits", filter.Search.Digits);
        return parameters;
    }

    private Task<DbDataReader> OpenAsync(string statement, DynamicParameters parameters) =>
        connection.ExecuteReaderAsync(new CommandDefinition(statement, parameters, transaction, cancellationToken: cancellationToken));
}

/// <summary>One statement's rows, sorted by their kind.</summary>
internal sealed class SearchAnswer
{
    private const int Changes = -1;
    private const int MembersOfFilter = -2;
    private const int Person = -3;

    private readonly List<(int List, PostingChunk Chunk)> _chunks = [];
    private readonly List<Contact> _contacts = [];
    private long _folds;
    private IReadOnlyList<long> _members = [];

    public SessionFreshness Freshness { get; private set; } = new(null, SessionStatus.Unknown);

    public long SealedPosition { get; private set; }

    public IReadOnlyList<long> Changed { get; private set; } = [];

    /// <summary>In the order of their positions.</summary>
    public IReadOnlyList<Contact> Contacts => [.. _contacts.OrderBy(contact => contact.Position)];

    public SearchReading Reading =>
        new(_folds, _chunks.OrderBy(entry => entry.Chunk.Last).ToLookup(entry => entry.List, entry => entry.Chunk), _members);

    /// <summary>Null when there is no row: no such session.</summary>
    public static async Task<SearchAnswer?> ReadAsync(DbDataReader rows, CancellationToken cancellationToken)
    {
        SearchAnswer? answer = null;
        while (await rows.ReadAsync(cancellationToken))
        {
            if (answer is null)
            {
                answer = new SearchAnswer();
                answer.TakeSession(rows);
            }

            answer.Take(rows);
        }

        return answer;
    }

    private void TakeSession(DbDataReader row)
    {
        _folds = row.GetInt64(Column.Folds);
        SealedPosition = row.GetInt64(Column.SealedPosition);
        Freshness = new SessionFreshness(row.IsDBNull(Column.DataAsOf) ? null : Timestamp.ToDateTimeOffset(row.GetInt64(Column.DataAsOf)), (SessionStatus)row.GetInt16(Column.Status));
    }

    private void Take(DbDataReader row)
    {
        switch (row.IsDBNull(Column.Kind) ? 0 : row.GetInt32(Column.Kind))
        {
            case > 0 and var list:
                _chunks.Add((list - 1, new PostingChunk(new Gram(row.GetInt32(Column.Gram)), row.GetInt64(Column.Position), row.GetFieldValue<byte[]>(Column.Postings))));
                break;
            case Changes:
                Changed = row.GetFieldValue<long[]>(Column.Positions);
                break;
            case MembersOfFilter:
                _members = row.GetFieldValue<long[]>(Column.Positions);
                break;
            case Person:
                _contacts.Add(new Contact(
                    row.GetInt64(Column.Position), row.GetString(Column.PhoneNumber), row.GetString(Column.PhoneNumber + 1), row.GetString(Column.PhoneNumber + 2),
                    row.GetString(Column.PhoneNumber + 3), row.GetBoolean(Column.PhoneNumber + 4), row.GetBoolean(Column.PhoneNumber + 5)));
                break;
            default:
                break; // nothing of the kind that was asked for
        }
    }

    private static class Column
    {
        public const int Folds = 0;
        public const int SealedPosition = 1;
        public const int DataAsOf = 2;
        public const int Status = 3;
        public const int Kind = 4;
        public const int Position = 5;
        public const int Gram = 6;
        public const int Postings = 7;
        public const int Positions = 8;
        public const int PhoneNumber = 9;
    }
}
