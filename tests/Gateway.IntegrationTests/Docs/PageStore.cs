using System.Globalization;
using System.Security.Cryptography;
using Gateway.IntegrationTests.Import;
using Gateway.IntegrationTests.Import.Stores;
using Npgsql;

namespace Gateway.IntegrationTests.Docs;

/// <summary>A store that whoever reads a page has: made of the same statements as those that imports are tested with, and found where the page says.</summary>
internal sealed class PageStore : IAsyncDisposable
{
    private const string Role = "gateway_import";
    private readonly OtherStore _store;
    private readonly string _role = $"import_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    private PageStore(OtherStore store, string place)
    {
        _store = store;
        Names = store.Case.Server is null ? InFiles(place) : [(place, Address), (Role, _role)];
    }

    /// <summary>What the page calls it, and what holds here.</summary>
    public IReadOnlyList<(string Shown, string Real)> Names { get; }

    /// <summary>As its user may be given it.</summary>
    private string Address
    {
        get
        {
            var server = new NpgsqlConnectionStringBuilder(_store.Source);
            return string.Create(CultureInfo.InvariantCulture, $"postgres://{_role}:any@{server.Host}:{server.Port}/{server.Database}");
        }
    }

    /// <param name="note">Format and version of a case, <c>as</c>, and the path or the address on the page.</param>
    public static async Task<PageStore> CreateAsync(string note)
    {
        var (name, place) = note.Split(" as ") is [var one, var other] ? (one, other) : throw new AssertionException($"{note}: which store, as what?");
        return new PageStore(await OtherStore.CreateAsync(StoreCases.Of(name, onServer: place.StartsWith("postgres://", StringComparison.Ordinal))), place);
    }

    /// <summary>As its owner writes to it.</summary>
    public Task RunAsync(string sql) => _store.RunAsync(sql);

    /// <summary>Makes the user that a page shows, which is granted exactly what imports are tested with.</summary>
    public async Task GrantAsync(string sql)
    {
        foreach (var (table, columns) in _store.Case.Granted)
        {
            Assert.That(sql, Does.Contain($"GRANT SELECT ({columns}) ON {table} TO {_role};"));
        }

        Assert.That(sql.Split("GRANT SELECT").Length - 1, Is.EqualTo(_store.Case.Granted.Count), "The page grants more than an import needs.");
        await _store.RunAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        if (_store.Case.Server is { } version)
        {
            await (await SharedPostgres.OfAsync(version)).AdminAsync($"DROP ROLE IF EXISTS {_role}");
        }
    }

    private IReadOnlyList<(string Shown, string Real)> InFiles(string place) =>
        _store.Case.HasAuthFolder ? [(place, _store.Source), ($"{Path.GetDirectoryName(place)}/auth", _store.Folder)] : [(place, _store.Source)];
}
