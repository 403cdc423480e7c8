namespace Gateway.Infrastructure.Postgres;

/// <summary>How long a read may take.</summary>
/// <param name="PoolWait">Until a connection of the pool is free; writes wait no longer either.</param>
/// <param name="Connect">Until a new connection is open.</param>
/// <param name="Whole">All of it. The service's is a little longer than the server gives a statement, so that the server ends it.</param>
internal sealed record ReadLimits(TimeSpan PoolWait, TimeSpan Connect, TimeSpan Whole)
{
    /// <summary>Callers of the service would rather be refused than wait; a distant server's handshake fits.</summary>
    public static readonly ReadLimits Service = new(TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(800), TimeSpan.FromMilliseconds(2700));

    /// <summary>Who runs a command would rather wait than run it again.</summary>
    public static readonly ReadLimits Command = new(TimeLimits.ConnectToWrite, TimeLimits.ConnectToWrite, TimeSpan.FromSeconds(12));
}
