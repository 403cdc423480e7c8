namespace Gateway.Client;

/// <summary>Where the gateway is, and as whom to call it.</summary>
public sealed class GatewayClientOptions
{
    /// <summary>The gateway's address, without the API's paths: <c>https://gateway.example</c>, or <c>https://tools.example/gateway</c>. Required.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>An API key (<c>wa_…</c>), or a login token that outlives the program's work.</summary>
    public string? Token { get; set; }

    /// <summary>Gives the token for each request, tries included: for login tokens, which expire. In place of <see cref="Token"/>.</summary>
    public Func<CancellationToken, ValueTask<string>>? TokenProvider { get; set; }

    /// <summary>How often a read is tried again after 429, 503 or a broken connection; 0 is never.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>The longest wait before a try. Where the gateway asks for a longer one, the error comes at once.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong, in a sentence; null when nothing is.</summary>
    internal string? Fault => this switch
    {
        { BaseAddress: not { IsAbsoluteUri: true, Scheme: "http" or "https" } } => "BaseAddress must be an absolute http or https address.",
        { Token: not null, TokenProvider: not null } => "Token and TokenProvider exclude each other.",
        { MaxRetries: < 0 } => "MaxRetries must not be negative.",
        { MaxRetryDelay.Ticks: < 0 } => "MaxRetryDelay must not be negative.",
        _ => null,
    };
}
