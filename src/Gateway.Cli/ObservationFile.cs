using Gateway.Application;
using Gateway.Domain.Ingest;

namespace Gateway.Cli;

/// <summary>A file of observations, or what a pipe gives: as it is, or decompressed where it is gzip, whatever its name.</summary>
/// <param name="remarks">Where it says what it waits for.</param>
internal sealed class ObservationFile(TextWriter remarks, TimeProvider clock)
{
    /// <summary>ENXIO, which a socket answers to a program that opens it as a file.</summary>
    private const int NoSuchDevice = 6;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <exception cref="UnavailableException">The path does not name a file of lines.</exception>
    public async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var opening = Task.Run(() => Open(path), cancellationToken); // a pipe opens when its other end does
        await Task.WhenAny(opening, Task.Delay(s_patience, clock, cancellationToken));
        if (!opening.IsCompleted)
        {
            await remarks.WriteLineAsync("Waiting to open the source. If it is a pipe, no program writes to it yet.");
        }

        var file = await opening.WaitAsync(cancellationToken);
        if (file.CanSeek && file.Length == 0 && file.ReadByte() >= 0)
        {
            await file.DisposeAsync();
            throw new UnavailableException("The source is a device, or a file that the system makes up: name a file, or - for standard input.");
        }

        return await ReadAsync(file, cancellationToken);
    }

    /// <summary>Reads what a stream holds, from its start.</summary>
    public static async Task<Stream> ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        var first = new byte[CompressedContent.MaxMagicBytes];
        var count = await source.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken);
        var isGzip = CompressedContent.FormatOf(first.AsSpan(0, count)) == CompressedContent.Gzip;
        var whole = source.CanSeek ? Rewound(source) : new PrefixedStream(first.AsMemory(0, count), source);
        return isGzip ? new GzipReadStream(whole) : whole;
    }

    private static Stream Rewound(Stream source)
    {
        source.Position = 0;
        return source;
    }

    private static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UnavailableException("The source is a folder: name a file in it.");
        }

        try
        {
            return new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, Share = FileShare.ReadWrite });
        }
        catch (IOException fault) when (fault.HResult == NoSuchDevice)
        {
            throw new UnavailableException("The source is a socket: name a file, or - for standard input.", fault);
        }
    }
}
