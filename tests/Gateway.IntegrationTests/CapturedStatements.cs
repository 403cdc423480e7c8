using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Gateway.Infrastructure.Configuration;
using Gateway.Infrastructure.Sqlite;

namespace Gateway.IntegrationTests;

/// <summary>Every statement that a program's database runs meanwhile, as SQLite or Npgsql reports it.</summary>
internal sealed class CapturedStatements : IDisposable
{
    private readonly ConcurrentQueue<string> _texts = new();
    private readonly ActivityListener _listener;
    private readonly string? _file;

    public CapturedStatements(GatewayApplication application)
    {
        var place = new DbConnectionStringBuilder { ConnectionString = application.Service<GatewaySettings>().Database.ConnectionString };
        _file = place.TryGetValue("Data Source", out var file) ? (string)file : null;
        var database = place.TryGetValue("Database", out var name) ? (string)name : null;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => NoteIf(database is not null && Equals(activity.GetTagItem("db.namespace"), database), activity.GetTagItem("db.query.text") as string),
        };
        ActivitySource.AddActivityListener(_listener);
        SqliteStatements.Ran += NoteOfSqlite;
    }

    /// <summary>In order; SQLite's with their values, PostgreSQL's with the names of their parameters, several in one where sent so.</summary>
    public IReadOnlyList<string> Texts => [.. _texts];

    /// <summary>Returns whether a statement asks if this program may write to the schema: it comes first, and reads nobody's data.</summary>
    public static bool IsOfTheSchema(string statement) =>
        statement.StartsWith("SELECT pg_advisory_xact_lock_shared(", StringComparison.Ordinal) || statement.Contains("FROM migrations", StringComparison.Ordinal);

    public void Dispose()
    {
        SqliteStatements.Ran -= NoteOfSqlite;
        _listener.Dispose();
    }

    private void NoteOfSqlite(object? sender, SqliteStatementEventArgs statement) => NoteIf(statement.File == _file, statement.Text);

    private void NoteIf(bool isOurs, string? text)
    {
        if (isOurs && text is not null)
        {
            _texts.Enqueue(text);
        }
    }
}
