using BenchmarkDotNet.Attributes;
using Gateway.Domain.Contacts;
using Gateway.Domain.Search;

namespace Gateway.Bench.Micro;

/// <summary>Postings of search: cutting a text into grams, taking them into chunks, and reading a chunk back.</summary>
[MemoryDiagnoser]
public class PostingBenchmarks
{
    private const int ChunkBytes = 1900;
    private const int Texts = 1000;
    private readonly string _text = new Contact(1, "628123456789", "", "Harper Whitaker", "", HasDirectChat: true, SeenInGroup: false).SearchText;
    private PostingChunk _chunk;

    [GlobalSetup]
    public void Setup() => _chunk = Write().MaxBy(chunk => chunk.Data.Length);

    [Benchmark]
    public int CutText() => SearchGrams.Of(_text).Count;

    [Benchmark(OperationsPerInvoke = Texts)]
    public IReadOnlyList<PostingChunk> Write()
    {
        using var texts = new CutTexts([.. Enumerable.Range(1, Texts).Select(position => new PositionedText(position, _text))]);
        var writer = new PostingWriter(ChunkBytes);
        writer.Add(texts);
        return writer.Chunks();
    }

    [Benchmark]
    public int ReadChunk() => _chunk.Postings().Count;
}
