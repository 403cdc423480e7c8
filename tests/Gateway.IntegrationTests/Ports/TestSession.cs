using System.Security.Cryptography;
using Gateway.Application.Contacts;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Domain.Access;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using Gateway.IntegrationTests.Leaks;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>A session of a random organization of its own, and what tests do with it.</summary>
internal sealed class TestSession(IServiceProvider services, string organization, SessionId id)
{
    private const long Memory = 64 << 20;

    public SessionId Id => id;

    public string Organization => organization;

    /// <summary>As a caller of its organization has it.</summary>
    public SessionScope Scope => new(id, organization);

    public static string NewOrganization() => $"org-{RandomNumberGenerator.GetHexString(16)}";

    public static async Task<TestSession> CreateAsync(IServiceProvider services, string? organization = null, params Identifier[] own)
    {
        var session = new TestSession(services, organization ?? NewOrganization(), SessionId.New(TimeProvider.System));
        var added = await services.GetRequiredService<ISessionRepository>().AddAsync(session.Id, session.Organization, own, CancellationToken.None);
        return added ? session : throw new InvalidOperationException("A random id was taken.");
    }

    public Task<ContactRows?> ListAsync(ContactFilter? filter = null, long after = 0, int take = int.MaxValue) =>
        services.GetRequiredService<IContactRepository>().ListAsync(organization, id, filter ?? new(), after, take, CancellationToken.None);

    public async Task<IReadOnlyList<Contact>> ContactsAsync(ContactFilter? filter = null, long after = 0, int take = int.MaxValue) =>
        (await ListAsync(filter, after, take))!.Contacts;

    /// <summary>All of them, looked for by so many at a time.</summary>
    public async Task<ContactRows> WalkAsync(ContactFilter filter, int take)
    {
        var (all, last) = (new List<Contact>(), default(ContactRows));
        do
        {
            last = (await ListAsync(filter, all.Count == 0 ? 0 : all[^1].Position, take))!;
            all.AddRange(last.Contacts);
        }
        while (last.Contacts.Count == take);
        return last with { Contacts = all };
    }

    public async Task<IReadOnlyList<long>> PositionsAsync(ContactFilter? filter = null, long after = 0, int take = int.MaxValue) =>
        [.. (await ContactsAsync(filter, after, take)).Select(contact => contact.Position)];

    public Task<Reduction> ApplyAsync(Footprint footprint, Func<SessionState, Reduction> reduce) =>
        services.GetRequiredService<IObservationStore>().ApplyAsync(Scope, footprint, reduce, CancellationToken.None);

    /// <summary>Everything that is stored of it.</summary>
    public async Task<SessionMemory> RememberAsync() =>
        await services.GetRequiredService<IObservationStore>().RememberAsync(Scope, long.MaxValue, CancellationToken.None) ?? throw new InvalidOperationException("No such session.");

    public Task<bool> WriteAsync(SessionState remembered, Reduction reduction) =>
        services.GetRequiredService<IObservationStore>().PrepareWrite(Scope, remembered, reduction)(CancellationToken.None);

    /// <summary>Stores ready rows as they are given.</summary>
    public Task WriteAsync(IReadOnlyCollection<Contact> contacts, params GroupContact[] members) =>
        ApplyAsync(Rows.Nobody, state => Rows.None(state) with { Contacts = contacts, ChangedGroupContacts = members });

    /// <summary>What the store hands to a reduction with this footprint; stores nothing.</summary>
    public async Task<SessionState> ReadAsync(Footprint footprint)
    {
        var read = SessionState.Empty;
        await ApplyAsync(footprint, state => Rows.None(read = state));
        return read;
    }

    /// <summary>As the operator's tool imports.</summary>
    public async Task<ImportReport> ImportAsync(params IEnumerable<string> lines)
    {
        await using var source = new LineStream(lines);
        return await services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(Scope, new NdjsonSource(source, services.GetRequiredService<TimeProvider>()), MemoryBytes: Memory));
    }

    public Task<bool> ForgetAsync(Identifier person) => services.GetRequiredService<IMediator>().Send(new ForgetContactCommand(id, person));

    public Task<ContactPage> PageAsync(string? source, string? group, string? q, int limit, string cursor)
    {
        Gathered.Told($"?q={Uri.EscapeDataString(q ?? "")}&group={group}&cursor={cursor}");
        return services.GetRequiredService<IMediator>().Send(new ListContactsQuery(
            new Caller(organization, Permissions.Read, "test"), id.Text, source, group, q, $"{limit}", cursor, []));
    }
}

/// <summary>Rows and keys, made by hand.</summary>
internal static class Rows
{
    public static Footprint Nobody { get; } = Footprint.Of([]);

    /// <summary>A reduction that changes nothing.</summary>
    public static Reduction None(SessionState state) => new(
        state.Session, [], new Dictionary<Identifier, IdentifierFacts>(), [], new Dictionary<GroupJid, GroupFacts>(),
        [], [], [], [], [], [], [], new HashSet<Identifier>(), default);

    public static Contact Contact(long position, string name = "", bool dm = true, bool group = false, string business = "", string? phone = null) =>
        new(position, phone ?? $"{62_000_000_000 + position}", "", name, business, dm, group);

    public static ContactFilter Filter(string? source = null, string? group = null, string? q = null) =>
        ContactFilter.TryParseSource(source, out var parsedSource)
        && ContactFilter.TryParseGroup(group, out var parsedGroup)
        && SearchTerm.TryParse(q, out var search)
            ? new ContactFilter(parsedSource, parsedGroup, search)
            : throw new ArgumentException("Malformed filter.", nameof(q));
}
