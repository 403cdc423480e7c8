using Gateway.Infrastructure.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.Infrastructure.Configuration;

/// <summary>Reads which database to use, and how.</summary>
internal sealed class DatabaseSettingsReader(SettingsSection section)
{
    private const string Sqlite = "sqlite";
    private const string Postgres = "postgres";
    private const string DatabaseFile = "gateway.db";

    public DatabaseProvider Provider()
    {
        var text = section.Text("Database:Provider");
        if (text is not (null or Sqlite or Postgres))
        {
            section.Faults.Add("Gateway__Database__Provider must be sqlite or postgres.");
        }

        return text == Postgres ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite;
    }

    public DatabaseSettings File(string directory)
    {
        var usual = DatabaseSettings.File(Path.Combine(directory, DatabaseFile));
        var settings = section.Text("Database:ConnectionString") is { } text
            ? usual with { ConnectionString = SqliteConnectionString(text), IsFileNamed = true }
            : usual;
        return settings with { MigrateOnStart = section.Flag("Database:MigrateOnStart", fallback: true) };
    }

    private string SqliteConnectionString(string text)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(text);
            if (builder.DataSource.Length == 0 || builder.Mode == SqliteOpenMode.Memory || builder.DataSource.StartsWith(':'))
            {
                section.Faults.Add("Gateway__Database__ConnectionString must name a file as its Data Source.");
            }

            return builder.ConnectionString;
        }
        catch (ArgumentException)
        {
            section.Faults.Add("Gateway__Database__ConnectionString is not a connection string of Microsoft.Data.Sqlite.");
            return "";
        }
    }

    public DatabaseSettings Server()
    {
        var text = section.Text("Database:ConnectionString") ?? "";
        try
        {
            var builder = PostgresAddress.IsAddress(text) ? PostgresAddress.Parse(text) : new NpgsqlConnectionStringBuilder(text);
            text = builder.ConnectionString;
            if (builder.Host is null or "")
            {
                section.Faults.Add("Gateway__Database__ConnectionString must name the server, as Host=…;Database=…;Username=….");
            }
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            section.Faults.Add("Gateway__Database__ConnectionString is neither an address, postgresql://user:password@host:port/database, nor a connection string of Npgsql, such as Host=…;Database=…;Username=….");
        }

        return new DatabaseSettings(DatabaseProvider.Postgres, text, section.Flag("Database:MigrateOnStart", fallback: false));
    }
}
