using System.Buffers;
using Serilog.Core;
using Serilog.Events;

namespace Gateway.Api.Logging;

/// <summary>
/// Standard error, a line of JSON an event, one write a line. The console's own sink makes each line a text, several times over,
/// and writes it in pieces of 256 characters.
/// </summary>
internal sealed class StandardError : ILogEventSink, IDisposable
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_line;

    private readonly Stream _output = Console.OpenStandardError();
    private readonly Lock _turn = new();

    public void Emit(LogEvent logEvent)
    {
        var line = t_line ?? new ArrayBufferWriter<byte>();
        t_line = null; // one that a fault left half written is not taken again
        JsonLines.Write(logEvent, line);
        lock (_turn)
        {
            _output.Write(line.WrittenSpan);
        }

        line.ResetWrittenCount();
        t_line = line.Capacity > MostKept ? null : line;
    }

    public void Dispose() => _output.Dispose();
}
