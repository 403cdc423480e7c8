using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.IntegrationTests.Ports;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>An import holds a batch, however long its source is.</summary>
[Category(TestCategories.Memory)]
[NonParallelizable]
internal abstract class ImportMemoryLaws(TestDatabase database) : PortFixture(database)
{
    /// <summary>The number of batches in progress differs from one measurement to the next. An import that keeps all its batches exceeds it.</summary>
    private const int Slack = 8_000_000;

    [Test]
    public async Task The_heap_does_not_grow_with_the_number_of_lines()
    {
        _ = await PeakAsync(5_000); // warms up
        var (few, many) = (await PeakAsync(20_000), await PeakAsync(100_000));
        await TestContext.Out.WriteLineAsync($"{few:N0} bytes for 20,000 lines, {many:N0} for 100,000");
        Assert.That(many, Is.LessThan((few * 1.5) + Slack));
    }

    /// <summary>The most that an import added to what was alive.</summary>
    private async Task<long> PeakAsync(int lines)
    {
        var session = await NewSessionAsync();
        var peak = new Peak();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var source = new LineStream(Lines(lines));
        var report = await Services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(session.Scope, new NdjsonSource(source, Services.GetRequiredService<TimeProvider>()), peak));
        Assert.That(report.Lines.Applied, Is.EqualTo(lines));
        return peak.Bytes - before;
    }

    /// <summary>So many different people.</summary>
    private static IEnumerable<string> Lines(int count) => Enumerable.Range(0, count).Select(number =>
        $$"""{"type":"contact","jid":"{{6_280_000_000L + number}}@s.whatsapp.net","pushName":"Somebody {{number}}"}""");

    private sealed class Peak : IProgress<LineCounts>
    {
        public long Bytes { get; private set; }

        public void Report(LineCounts value) => Bytes = value.Total % 5_000 == 0 ? Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: true)) : Bytes;
    }
}
