using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Domain.Sessions;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// What all rows of a session carry. Made of its id, so that every statement names the session's rows as a constant, without
/// looking it up. Statements that answer a caller compare the id as well; two ids of one key, 64 bits of SHA-256, cannot both be added.
/// </summary>
internal static class SessionKey
{
    public static long Of(SessionId id)
    {
        Span<byte> text = stackalloc byte[SessionId.MaxLength];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.ASCII.GetBytes(id.Text, text)], hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
