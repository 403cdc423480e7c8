using System.Collections;
using FluentValidation;
using FluentValidation.Results;
using Gateway.Domain.Access;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using MediatR;

namespace Gateway.Application.Contacts;

/// <summary>One page of the people a session has seen. The texts are as the caller sent them; null is absent.</summary>
/// <param name="Faults">What could not even be read as text, by parameter: a sentence each.</param>
public sealed record ListContactsQuery(
    Caller Caller,
    string Session,
    string? Source,
    string? Group,
    string? Q,
    string? Limit,
    string? Cursor,
    IReadOnlyList<ParameterFault> Faults) : IRequest<ContactPage>
{
    /// <summary>The walk this page belongs to. To be asked for after validation.</summary>
    internal ContactWalk Walk()
    {
        _ = ContactFilter.TryParseSource(Source, out var source);
        _ = ContactFilter.TryParseGroup(Group, out var group);
        _ = SearchTerm.TryParse(Q, out var search);
        return new ContactWalk(Caller.OrganizationId, Session, new ContactFilter(source, group, search));
    }
}

/// <summary>Why a parameter is refused; never what it was.</summary>
public readonly record struct ParameterFault(string Parameter, string Sentence);

/// <summary>Names every malformed parameter; the cursor when nothing else is malformed, since it is bound to the others.</summary>
internal sealed class ListContactsValidator : AbstractValidator<ListContactsQuery>
{
    private readonly CursorKeyRing _keys;

    public ListContactsValidator(CursorKeyRing keys)
    {
        _keys = keys;
        RuleFor(query => query.Source).Must(text => ContactFilter.TryParseSource(text, out _))
            .OverridePropertyName("source").WithMessage("must be dm or group, in lower case");
        RuleFor(query => query.Group).Must(text => ContactFilter.TryParseGroup(text, out _))
            .OverridePropertyName("group").WithMessage("must be a group JID, such as 12345-67890@g.us");
        RuleFor(query => query.Q).Must(text => SearchTerm.TryParse(text, out _))
            .OverridePropertyName("q").WithMessage($"must have at most {SearchTerm.MaxCodePoints} characters");
        RuleFor(query => query.Limit).Must(text => PageSize.TryParse(text, out _))
            .OverridePropertyName("limit").WithMessage("must be a whole number of 64 bits, in digits");
        RuleFor(query => query.Faults).Custom((faults, context) =>
        {
            foreach (var fault in faults)
            {
                context.AddFailure(fault.Parameter, fault.Sentence);
            }
        });
    }

    public override ValidationResult Validate(ValidationContext<ListContactsQuery> context)
    {
        var result = base.Validate(context);
        if (result.IsValid && !IsGood(context.InstanceToValidate))
        {
            result.Errors.Add(new ValidationFailure("cursor", "must be the nextCursor of an earlier page of this list, with the same filters; or its signing key was retired: start again from the first page"));
        }

        return result;
    }

    private bool IsGood(ListContactsQuery query) => string.IsNullOrEmpty(query.Cursor) || _keys.TryRead(query.Cursor, query.Walk(), out _);
}

/// <summary>A page, and the cursor of the next one; empty when this is the last.</summary>
public sealed record ContactPage(IReadOnlyList<Contact> Contacts, string NextCursor, SessionFreshness Freshness)
{
    /// <param name="rows">One row more than the page holds, where there is one: it tells that there is a next page.</param>
    internal static ContactPage From(ContactRows rows, PageSize size, ContactWalk walk, CursorKeyRing keys) =>
        rows.Contacts.Count <= size.Value
            ? new ContactPage(rows.Contacts, "", rows.Freshness)
            : new ContactPage(new FirstOf(rows.Contacts, size.Value), keys.Write(rows.Contacts[size.Value - 1].Position, walk), rows.Freshness);

    /// <summary>The rows without the one too many: they are not copied for it.</summary>
    private sealed class FirstOf(IReadOnlyList<Contact> rows, int count) : IReadOnlyList<Contact>
    {
        public int Count => count;

        public Contact this[int index] => index < count ? rows[index] : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<Contact> GetEnumerator() => rows.Take(count).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

internal sealed class ListContactsHandler(IContactRepository contacts, CursorKeyRing keys) : IRequestHandler<ListContactsQuery, ContactPage>
{
    private const long Start = 0;

    public async Task<ContactPage> Handle(ListContactsQuery request, CancellationToken cancellationToken)
    {
        if (!SessionId.TryParse(request.Session, out var session))
        {
            throw NotFoundException.Session();
        }

        var walk = request.Walk();
        _ = PageSize.TryParse(request.Limit, out var size);
        var after = string.IsNullOrEmpty(request.Cursor) || !keys.TryRead(request.Cursor, walk, out var position) ? Start : position;
        var rows = await contacts.ListAsync(walk.OrganizationId, session, walk.Filter, after, size.Value + 1, cancellationToken);
        return ContactPage.From(rows ?? throw NotFoundException.Session(), size, walk, keys);
    }
}
