using System.Globalization;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>Reads <c>postgresql://user:password@host:port/database?sslmode=require</c>, the form of libpq (PostgreSQL documentation, 34.1.1.2).</summary>
internal static class PostgresAddress
{
    private static readonly string[] s_schemes = ["postgres", "postgresql"];

    /// <summary>Parameters that concern another program's pool or patience.</summary>
    private static readonly string[] s_ignored = ["connect_timeout", "connection_limit", "pool_timeout", "pgbouncer", "statement_cache_size"];

    /// <summary>Returns whether the text is meant to be an address, and not a connection string of Npgsql.</summary>
    public static bool IsAddress(string text) => s_schemes.Any(scheme => text.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="FormatException">It is no address of PostgreSQL, or has a parameter that is unknown or wrong.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !s_schemes.Contains(address.Scheme))
        {
            throw new FormatException("Not an address of PostgreSQL.");
        }

        var login = address.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToList();
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port > 0 ? address.Port : NpgsqlConnection.DefaultPort,
            Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
            Username = login[0],
            Password = login.Count > 1 ? login[1] : null,
        };
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)))
        {
            Set(builder, pair[0], pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "");
        }

        return builder;
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "sslmode":
                builder.SslMode = Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode) ? mode : throw Wrong(name);
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            case "channel_binding":
                builder.ChannelBinding = Enum.TryParse<ChannelBinding>(value, ignoreCase: true, out var binding) ? binding : throw Wrong(name);
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
            case "schema": // Prisma's
                builder.SearchPath = value;
                break;
            case "host":
                builder.Host = value;
                break;
            case "port":
                builder.Port = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : throw Wrong(name);
                break;
            case var _ when s_ignored.Contains(name):
                break;
            default:
                throw Wrong(name);
        }
    }

    private static FormatException Wrong(string name) => new($"The parameter {name} is unknown or wrong.");
}
