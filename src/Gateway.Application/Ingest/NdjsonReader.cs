using Gateway.Domain.Ingest;

namespace Gateway.Application.Ingest;

/// <summary>Splits a stream into lines, in constant memory: at most one line of <see cref="ObservationLine.MaxBytes"/> is held.</summary>
internal sealed class NdjsonReader(Stream source)
{
    private const int FirstBufferBytes = 64 * 1024;

    /// <summary>One byte over the limit tells that a line is too long; what follows of it is dropped.</summary>
    private const int KeptBytes = ObservationLine.MaxBytes + 1;

    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _start;
    private int _scanned;
    private int _end;
    private bool _isEnded;
    private long _read;

    /// <summary>What the lines given so far took.</summary>
    public long TakenBytes => _read - (_end - _start);

    /// <summary>The next line without its end, valid until the next call; null at the end of the stream.</summary>
    public async ValueTask<Memory<byte>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var newline = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                return Take(_scanned + newline, next: _scanned + newline + 1);
            }

            _scanned = _end = Math.Min(_end, _start + KeptBytes);
            if (_isEnded)
            {
                return _start == _end ? default(Memory<byte>?) : Take(_end, next: _end); // a bare null would become an empty line
            }

            await FillAsync(cancellationToken);
        }
    }

    private Memory<byte> Take(int end, int next)
    {
        var line = _buffer.AsMemory(_start, Math.Min(end - _start, KeptBytes));
        (_start, _scanned) = (next, next);
        return line;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _scanned, _end) = (0, _scanned - _start, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, KeptBytes + FirstBufferBytes));
        }

        var read = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _isEnded = read == 0;
        _end += read;
        _read += read;
    }
}
