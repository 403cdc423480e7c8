using Microsoft.Data.Sqlite;

namespace Gateway.Bench.Data;

/// <summary>A crowd as a bot of whatsmeow holds it in SQLite: names, LIDs, a message's secret a direct chat, a sender's key a membership.</summary>
internal static class WhatsmeowFile
{
    private const string Our = "6281200000001:12@s.whatsapp.net";
    private const string Server = "@s.whatsapp.net";

    private const string Tables = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE whatsmeow_device (jid TEXT PRIMARY KEY, lid TEXT, push_name TEXT NOT NULL DEFAULT '');
        CREATE TABLE whatsmeow_contacts (our_jid TEXT, their_jid TEXT, first_name TEXT, full_name TEXT, push_name TEXT, business_name TEXT, redacted_phone TEXT, PRIMARY KEY (our_jid, their_jid));
        CREATE TABLE whatsmeow_lid_map (lid TEXT PRIMARY KEY, pn TEXT UNIQUE NOT NULL);
        CREATE TABLE whatsmeow_message_secrets (our_jid TEXT, chat_jid TEXT, sender_jid TEXT, message_id TEXT, key BLOB NOT NULL, PRIMARY KEY (our_jid, chat_jid, sender_jid, message_id));
        CREATE TABLE whatsmeow_sender_keys (our_jid TEXT, chat_id TEXT, sender_id TEXT, sender_key BLOB NOT NULL, PRIMARY KEY (our_jid, chat_id, sender_id));
        INSERT INTO whatsmeow_device VALUES ($our, '111111111111111:12@lid', 'Me');
        """;

    public static void Write(string path, Crowd crowd)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        Statement(connection, Tables, "$our")([Our]);
        using var transaction = connection.BeginTransaction();
        var addContact = Statement(connection, "INSERT INTO whatsmeow_contacts VALUES ($our, $jid, NULL, $saved, $push, $business, NULL)", "$our", "$jid", "$saved", "$push", "$business");
        var addLid = Statement(connection, "INSERT INTO whatsmeow_lid_map VALUES ($lid, $phone)", "$lid", "$phone");
        var addMessage = Statement(connection, "INSERT INTO whatsmeow_message_secrets VALUES ($our, $jid, $jid, '3EB0', zeroblob(32))", "$our", "$jid");
        var addKey = Statement(connection, "INSERT INTO whatsmeow_sender_keys VALUES ($our, $group, $sender, zeroblob(64))", "$our", "$group", "$sender");
        for (var i = 0; i < crowd.Size; i++)
        {
            var person = crowd.Person(i);
            addContact([Our, person.Phone + Server, person.IsSaved ? person.Name : "", person.IsSaved ? "" : person.Name, person.Business]);
            if (person.Lid.Length > 0)
            {
                addLid([person.Lid.Split('@')[0], person.Phone]);
            }

            if (person.HasDirectChat)
            {
                addMessage([Our, person.Phone + Server]);
            }
        }

        foreach (var group in crowd.Groups)
        {
            group.Members.ToList().ForEach(member => addKey([Our, group.Jid, crowd.Person(member).Phone + ":0"]));
        }

        transaction.Commit();
    }

    /// <summary>Runs with these values, one a parameter.</summary>
    private static Action<string[]> Statement(SqliteConnection connection, string sql, params string[] names)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants
        command.CommandText = sql;
#pragma warning restore CA2100
        var parameters = names.Select(name => command.Parameters.Add(name, SqliteType.Text)).ToList();
        return values =>
        {
            for (var i = 0; i < values.Length; i++)
            {
                parameters[i].Value = values[i];
            }

            command.ExecuteNonQuery();
        };
    }
}
