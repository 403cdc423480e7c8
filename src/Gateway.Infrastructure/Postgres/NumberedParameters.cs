using System.Collections;
using System.Data;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// Values of $1, $2 and so on, in this order. With names, Npgsql reads each statement and writes it anew every time it runs. For one run: they belong to its command.
/// </summary>
internal sealed class NumberedParameters : SqlMapper.IDynamicParameters
{
    private readonly List<NpgsqlParameter> _values = new(6); // of a page

    /// <summary>The statement with $1, $2 and so on in the places of these names.</summary>
    public static string Number(string statement, params IReadOnlyList<string> names) =>
        names.Select((name, i) => (Name: "@" + name, Number: $"${i + 1}")).Aggregate(
            statement, (text, place) => text.Replace(place.Name, place.Number, StringComparison.Ordinal));

    public NumberedParameters Add(long value) => Add(new NpgsqlParameter<long> { TypedValue = value });

    public NumberedParameters Add(int value) => Add(new NpgsqlParameter<int> { TypedValue = value });

    public NumberedParameters Add(int[] values) => Add(new NpgsqlParameter<int[]> { TypedValue = values });

    public NumberedParameters Add(long[] values) => Add(new NpgsqlParameter<long[]> { TypedValue = values });

    public NumberedParameters Add(string? value) => Add(new NpgsqlParameter<string?> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text });

    public void AddParameters(IDbCommand command, SqlMapper.Identity identity) => AddTo(command.Parameters);

    /// <summary>Adds the values to a command's.</summary>
    public void AddTo(IList parameters)
    {
        foreach (var value in _values)
        {
            parameters.Add(value);
        }
    }

    private NumberedParameters Add(NpgsqlParameter parameter)
    {
        _values.Add(parameter);
        return this;
    }
}
