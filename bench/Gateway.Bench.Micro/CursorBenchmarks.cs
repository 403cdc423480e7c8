using BenchmarkDotNet.Attributes;
using Gateway.Domain.Contacts;

namespace Gateway.Bench.Micro;

/// <summary>Cursors, written and read once a page each.</summary>
[MemoryDiagnoser]
public class CursorBenchmarks
{
    private readonly CursorKeyRing _keys = new([new byte[CursorKeyRing.KeyBytes]]);
    private readonly ContactWalk _walk = new("acme", "sess_01HZX3V5Q8J6T4N2M7K9P1R0WA", new ContactFilter(ContactSource.DirectChat));
    private string _cursor = "";

    [GlobalSetup]
    public void Setup() => _cursor = Write();

    [Benchmark]
    public string Write() => _keys.Write(123_456, _walk);

    [Benchmark]
    public bool Read() => _keys.TryRead(_cursor, _walk, out _);
}
