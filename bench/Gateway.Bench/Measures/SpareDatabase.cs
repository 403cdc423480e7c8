using Gateway.Bench.Data;
using Gateway.Infrastructure.Configuration;
using Npgsql;

namespace Gateway.Bench.Measures;

/// <summary>A database on the same server that does not disturb the data set; gone at the end.</summary>
internal sealed class SpareDatabase : IAsyncDisposable
{
    private readonly World _world;
    private readonly string _name;

    private SpareDatabase(World world, string name)
    {
        (_world, _name) = (world, name);
        Connection = new NpgsqlConnectionStringBuilder(world.Options.Connection) { Database = name }.ConnectionString;
        Source = NpgsqlDataSource.Create(Connection + ";Command Timeout=0;Maximum Pool Size=4");
        Stage = new Stage(DatabaseSettings.Server(Connection), world.Options.Work);
    }

    public string Connection { get; }

    public NpgsqlDataSource Source { get; }

    public Stage Stage { get; }

    public static async Task<SpareDatabase> MakeAsync(World world, string name)
    {
        await world.Source.CreateCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").ExecuteNonQueryAsync();
        await world.Source.CreateCommand($"CREATE DATABASE {name}").ExecuteNonQueryAsync();
        var database = new SpareDatabase(world, name);
        await database.Stage.MigrateAsync();
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await Stage.DisposeAsync();
        await Source.DisposeAsync();
        await _world.Source.CreateCommand($"DROP DATABASE {_name} WITH (FORCE)").ExecuteNonQueryAsync();
    }
}
