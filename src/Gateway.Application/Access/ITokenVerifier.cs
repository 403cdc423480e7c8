using Gateway.Domain.Access;

namespace Gateway.Application.Access;

/// <summary>One kind of token. Which kind a token is shows in its shape; the first that recognizes it decides.</summary>
public interface ITokenVerifier
{
    /// <summary>Whether the token has this kind's shape; costs nothing.</summary>
    bool Recognizes(ReadOnlySpan<char> token);

    /// <summary>Who presents a token of this kind, or why it is refused. One that is still remembered gives the very same caller.</summary>
    /// <exception cref="UnavailableException">It cannot be told now.</exception>
    ValueTask<TokenVerdict> VerifyAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken);
}

/// <summary>Either the caller or why there is none.</summary>
public sealed record TokenVerdict
{
    private TokenVerdict(Caller? caller, string? refusal) => (Caller, Refusal) = (caller, refusal);

    public Caller? Caller { get; }

    /// <summary>For the log, never for the caller: fixed words, nothing of the token.</summary>
    public string? Refusal { get; }

    public static TokenVerdict Accept(Caller caller) => new(caller, refusal: null);

    public static TokenVerdict Refuse(string reason) => new(caller: null, reason);
}
