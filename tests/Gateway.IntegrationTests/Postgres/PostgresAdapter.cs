using Gateway.Infrastructure.Configuration;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>How the services are told to use PostgreSQL.</summary>
internal static class PostgresAdapter
{
    public static DatabaseSettings Settings(string connectionString) =>
        throw new NotSupportedException("There is no adapter for PostgreSQL.");
}
