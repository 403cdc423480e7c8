using System.IO.Compression;
using Gateway.Application;

namespace Gateway.Cli;

/// <summary>A stream that is read once, from its start to its end.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}

/// <summary>A stream of which the first bytes were read already.</summary>
internal sealed class BegunStream(ReadOnlyMemory<byte> first, Stream rest) : ForwardStream
{
    private ReadOnlyMemory<byte> _first = first;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_first.IsEmpty)
        {
            return rest.ReadAsync(buffer, cancellationToken);
        }

        var count = Math.Min(_first.Length, buffer.Length);
        _first[..count].CopyTo(buffer);
        _first = _first[count..];
        return ValueTask.FromResult(count);
    }

    public override async ValueTask DisposeAsync()
    {
        await rest.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>What is compressed with gzip, decompressed as it is read: in constant memory, however much it is.</summary>
internal sealed class GzipContent(Stream compressed) : ForwardStream
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
