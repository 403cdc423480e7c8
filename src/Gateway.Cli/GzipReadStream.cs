using System.IO.Compression;
using Gateway.Application;
using Gateway.Application.Ingest;

namespace Gateway.Cli;

/// <summary>A stream that decompresses gzip as it is read, in constant memory.</summary>
internal sealed class GzipReadStream(Stream compressed) : ForwardOnlyStream
{
    private readonly GZipStream _content = new(compressed, CompressionMode.Decompress);

    /// <exception cref="UnavailableException">It is damaged.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _content.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException damage)
        {
            throw new UnavailableException("The compressed file is damaged, or its end is missing. What came before may be stored: import it again when it is whole.", damage);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await base.DisposeAsync();
    }
}
