using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>Tells of statements where SQLite itself reports them, while somebody listens: for tests, never for a log.</summary>
internal static class SqliteStatements
{
    private static readonly strdelegate_trace s_tell = static (file, text) => Ran?.Invoke(sender: null, new SqliteStatementEventArgs((string)file, text));

    public static event EventHandler<SqliteStatementEventArgs>? Ran;

    public static void TellOf(SqliteConnection connection)
    {
        if (Ran is not null)
        {
            raw.sqlite3_trace(connection.Handle, s_tell, connection.DataSource);
        }
    }
}

/// <summary>A statement with its values, and the database's file.</summary>
internal sealed class SqliteStatementEventArgs(string file, string text) : EventArgs
{
    public string File => file;

    public string Text => text;
}
