using BenchmarkDotNet.Attributes;
using Gateway.Domain.Contacts;

namespace Gateway.Bench.Micro;

/// <summary>Caseless text, of names and of terms.</summary>
[MemoryDiagnoser]
public class FoldingBenchmarks
{
    [Params("Harper Whitaker", "Екатерина Лебедева", "长谷川 健太郎", "Çiğdem Yıldırım")]
    public string Text { get; set; } = "";

    [Benchmark]
    public string Fold() => TextFolding.Fold(Text);
}
