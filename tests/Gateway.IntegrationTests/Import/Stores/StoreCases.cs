using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Import.Stores;

/// <summary>Every kind of store in every version, for the tests of imports and for the pages that show them.</summary>
internal static class StoreCases
{
    public static IEnumerable<StoreCase> All =>
        new[] { WhatsmeowStores.All, WacliStores.All, WahaNowebStores.All, EvolutionStores.All, BaileysStores.All }.SelectMany(cases => cases);

    /// <param name="name">Format and version.</param>
    /// <param name="onServer">On the newest PostgreSQL at hand, or in files.</param>
    public static StoreCase Of(string name, bool onServer)
    {
        var server = onServer ? (PostgresVersion)PostgresBinaries.NewestFixture.Single().Arguments[0]! : null;
        return All.Single(store => $"{store.Format} {store.Version}" == name && store.Server == server);
    }
}
