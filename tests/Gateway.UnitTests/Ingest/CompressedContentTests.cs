using System.IO.Compression;
using System.Text;
using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;

namespace Gateway.UnitTests.Ingest;

internal sealed class CompressedContentTests
{
    [TestCase("1F8B0800", "gzip")]
    [TestCase("28B52FFD24", "zstd")]
    [TestCase("504B0304", "zip")]
    [TestCase("425A6839", "bzip2")]
    [TestCase("FD377A585A00", "xz")]
    [TestCase("", null)]
    [TestCase("1F", null)]
    [TestCase("7B22747970", null)]
    [TestCase("EFBBBF7B22", null)]
    public void Is_told_by_its_first_bytes(string bytes, string? format) => Assert.That(CompressedContent.FormatOf(Convert.FromHexString(bytes)), Is.EqualTo(format));

    [Test]
    public void Lines_that_are_compressed_are_no_lines()
    {
        using var source = new MemoryStream();
        using (var gzip = new GZipStream(source, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes("{}\n{}\n"));
        }

        source.Position = 0;
        var fault = Assert.ThrowsAsync<CompressedContentException>(async () =>
        {
            await foreach (var _ in new NdjsonSource(source, TimeProvider.System).ReadAsync(CancellationToken.None))
            {
                Assert.Fail("a line was read");
            }
        });
        Assert.That(fault!.Message, Does.Contain("gzip"));
    }
}
