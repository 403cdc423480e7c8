namespace Gateway.Application;

/// <summary>What was asked for is not there, or not the caller's: the two look the same.</summary>
public sealed class NotFoundException(string message) : Exception(message)
{
    public static NotFoundException Session() => new("session not found");
}

/// <summary>Observations that came compressed where lines were expected.</summary>
/// <param name="format">What they are compressed with.</param>
public sealed class CompressedContentException(string format) : Exception($"the observations are compressed with {format}: decompress them first");

/// <summary>The database or another needed part is out of reach or over its time; later the same may work.</summary>
public sealed class UnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It will not heal by itself: somebody must put it right.</summary>
    public bool NeedsOperator { get; init; }

    /// <summary>Gets whether neither time nor a migration makes the database usable, so that the service must not start.</summary>
    public bool PreventsStart { get; init; }
}
