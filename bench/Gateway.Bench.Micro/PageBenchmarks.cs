using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Gateway.Api.Contacts;
using Gateway.Api.Http;

namespace Gateway.Bench.Micro;

/// <summary>What HTTP adds to a page: reading its query, writing its JSON.</summary>
[MemoryDiagnoser]
public class PageBenchmarks
{
    private const int Rows = 50;
    private const string Query = "?source=dm&q=%D0%95%D0%BA%D0%B0%D1%82%D0%B5%D1%80&limit=50&cursor=AQAAAAAAAeJAq83vASNFZ4mrze8BI0VniQ";
    private static readonly string[] s_names = ["source", "group", "q", "limit", "cursor"];
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new ContactListJson() } };
    private readonly ContactListResponse _page = new([.. Enumerable.Range(0, Rows).Select(i => new ContactResponse("", $"20522704311{i:0000}@lid", "Harper Whitaker", $"628123456{i:0000}", "group"))], new string('A', 34));
    private readonly ArrayBufferWriter<byte> _answer = new();

    [Benchmark]
    public int ReadQuery() => QueryText.Read(Query, s_names).Faults.Count;

    [Benchmark]
    public int WriteJson()
    {
        _answer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_answer);
        JsonSerializer.Serialize(json, _page, s_json);
        return _answer.WrittenCount;
    }
}
