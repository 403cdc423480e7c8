using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Search;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Rows;
using Gateway.Infrastructure.Search;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

internal sealed class SearchStatements(
    PostgresReader reader, NpgsqlTransaction? transaction, string organizationId, SessionId session, ContactFilter filter, CancellationToken cancellationToken)
    : ISearchStatements
{
    /// <summary>By source, whether there is a group, and whether digits: a handful, each made once.</summary>
    private static readonly ConcurrentDictionary<(ContactSource? Source, bool OfGroup, bool HasDigits), SearchText> s_texts = new();

    private readonly SearchText _text = s_texts.GetOrAdd(
        (filter.Source, filter.Group is not null, filter.Search!.Digits is not null), static (_, filter) => SearchText.Of(filter).Numbered(), filter);

    public async Task<SearchStart?> StartAsync(IReadOnlyList<Gram> grams, long after, int firstMembers, int take)
    {
        var parameters = Parameters().Add([.. grams.Select(gram => gram.Value)]).Add(after).Add(after).Add(long.MaxValue).Add(firstMembers).Add(ContactSearch.FirstChunks).Add(take);
        return await AnswerAsync(_text.Start, parameters) is { } answer
            ? new SearchStart(answer.Freshness, answer.SealedPosition, answer.Reading, answer.Changed, answer.Contacts)
            : null;
    }

    public async Task<SearchReading?> ReadAsync(IReadOnlyList<ListRead> lists, MembersRead? members)
    {
        var parameters = Parameters()
            .Add([.. lists.Select(list => list.List)]).Add([.. lists.Select(list => list.Gram.Value)])
            .Add([.. lists.Select(list => list.After)]).Add([.. lists.Select(list => list.Target)])
            .Add(members?.After ?? long.MaxValue).Add(members?.Target ?? 0).Add(ContactSearch.MostMembers);
        return (await AnswerAsync(_text.Read, parameters))?.Reading;
    }

    public async Task<IReadOnlyList<Contact>?> LookAsync(IReadOnlyList<long> candidates, long after, int take) =>
        (await AnswerAsync(_text.Look, Parameters().Add([.. candidates]).Add(after).Add(take)))?.Contacts;

    /// <summary>What every statement has: <see cref="SearchText.Numbered"/>.</summary>
    private NumberedParameters Parameters() => new NumberedParameters()
        .Add(SessionKey.Of(session)).Add(session.Text).Add(organizationId).Add(filter.Group?.Text).Add(filter.Search!.Text).Add(filter.Search.Digits);

    private async Task<SearchAnswer?> AnswerAsync(string statement, NumberedParameters parameters)
    {
        await using var rows = await reader.ExecuteReaderAsync(statement, parameters, transaction, cancellationToken);
        return await SearchAnswer.ReadAsync(rows, cancellationToken);
    }
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
                _chunks.Add((list - 1, new PostingChunk(new Gram(row.GetInt32(Column.Gram)), row.GetInt64(Column.Last), row.GetFieldValue<byte[]>(Column.Postings))));
                break;
            case Changes:
                Changed = row.GetFieldValue<long[]>(Column.Positions);
                break;
            case MembersOfFilter:
                _members = row.GetFieldValue<long[]>(Column.Positions);
                break;
            case Person:
                _contacts.Add(ContactRow.Read(row, Column.Person));
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
        public const int Last = 5;
        public const int Gram = 6;
        public const int Postings = 7;
        public const int Positions = 8;
        public const int Person = 9;
    }
}
