using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Client;

/// <summary>
/// A body that goes out as it comes: no more of it is held than one piece, and what is there does not wait for what is not. Is sent once.
/// </summary>
internal sealed class LiveBody(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces) : Stream
{
    private const int PieceBytes = 16 * 1024;
    private static readonly byte[] s_lineEnd = [(byte)'\n'];

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A line each.</summary>
    public static LiveBody Of(IAsyncEnumerable<Observation> observations) => new(LinesOf(observations));

    public static LiveBody Of(Stream stream) => new(PiecesOf(stream));

    /// <summary>As the content of a request is sent.</summary>
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        var sent = new BufferedStream(destination, PieceBytes); // is not closed: what it writes to is the connection's
        var coming = pieces.GetAsyncEnumerator(cancellationToken);
        await using (coming.ConfigureAwait(false))
        {
            while (await NextAsync().ConfigureAwait(false))
            {
                await sent.WriteAsync(coming.Current, cancellationToken).ConfigureAwait(false);
            }
        }

        await sent.FlushAsync(cancellationToken).ConfigureAwait(false);

        async ValueTask<bool> NextAsync()
        {
            var next = coming.MoveNextAsync();
            if (!next.IsCompleted)
            {
                await sent.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            return await next.ConfigureAwait(false);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An upload is written as it comes, not read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesOf(IAsyncEnumerable<Observation> observations, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var observation in observations.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return JsonSerializer.SerializeToUtf8Bytes(observation, s_json);
            yield return s_lineEnd;
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesOf(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var piece = new byte[PieceBytes];
        while (await stream.ReadAsync(piece, cancellationToken).ConfigureAwait(false) is > 0 and var length)
        {
            yield return piece.AsMemory(0, length);
        }
    }
}
