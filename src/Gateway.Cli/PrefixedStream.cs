using Gateway.Application.Ingest;

namespace Gateway.Cli;

/// <summary>A stream whose first bytes were read already: they come again, before the rest.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> first, Stream rest) : ForwardOnlyStream
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
