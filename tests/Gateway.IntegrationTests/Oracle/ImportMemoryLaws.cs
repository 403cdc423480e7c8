using System.Text;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.IntegrationTests.Ports;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>An import holds a batch, however long its source is.</summary>
[NonParallelizable]
internal abstract class ImportMemoryLaws(TestDatabase database) : PortFixture(database)
{
    private const int Slack = 2_000_000;

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
        await using var source = new Lines(lines);
        var report = await Services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(session.Id, source, peak));
        Assert.That(report.Lines.Applied, Is.EqualTo(lines));
        return peak.Bytes - before;
    }

    private sealed class Peak : IProgress<LineCounts>
    {
        public long Bytes { get; private set; }

        public void Report(LineCounts value) => Bytes = value.Total % 5_000 == 0 ? Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: true)) : Bytes;
    }

    /// <summary>So many different people, made while they are read.</summary>
    private sealed class Lines(int count) : Stream
    {
        private ReadOnlyMemory<byte> _rest;
        private int _next;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_rest.IsEmpty && _next < count)
            {
                _rest = Encoding.UTF8.GetBytes($$"""{"type":"contact","jid":"{{6_280_000_000L + _next++}}@s.whatsapp.net","pushName":"Somebody {{_next}}"}""" + "\n");
            }

            var taken = Math.Min(buffer.Length, _rest.Length);
            _rest.Span[..taken].CopyTo(buffer);
            _rest = _rest[taken..];
            return taken;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
