namespace Gateway.Domain.Ingest;

/// <summary>Compressed content, told by its first bytes: no line begins with them.</summary>
public static class CompressedContent
{
    public const string Gzip = "gzip";

    /// <summary>The first bytes of each format, as its specification gives them.</summary>
    private static readonly (string Format, byte[] Magic)[] s_formats =
    [
        (Gzip, [0x1F, 0x8B]),
        ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
        ("zip", [0x50, 0x4B, 0x03, 0x04]),
        ("bzip2", [0x42, 0x5A, 0x68]),
        ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    ];

    /// <summary>The number of first bytes that identify every format.</summary>
    public static int MaxMagicBytes { get; } = s_formats.Max(format => format.Magic.Length);

    /// <summary>Returns the format that content of these first bytes is compressed with; null for none that is known.</summary>
    public static string? FormatOf(ReadOnlySpan<byte> content)
    {
        foreach (var (format, magic) in s_formats)
        {
            if (content.StartsWith(magic))
            {
                return format;
            }
        }

        return null;
    }
}
