namespace Gateway.Domain.Ingest;

/// <summary>Counts lines whose stated time lost against a stored time that lies after our clock: another clock ran ahead.</summary>
/// <param name="now">Our clock, in microseconds since the Unix epoch.</param>
internal sealed class LostLines(long now)
{
    /// <summary>In microseconds. Arrivals of many lines at once run ahead of the clock by one each, which does not count.</summary>
    private const long ArrivalLead = 1_000_000;

    private bool _hasLost;

    /// <summary>Gets how many of the lines that ended have lost.</summary>
    public long Count { get; private set; }

    /// <summary>Compares the line's time with a stored one.</summary>
    public void Compare(long? stored, Moment line) => _hasLost |= line.IsStated && stored > line.Time && stored - ArrivalLead > now;

    /// <summary>Counts the line, if it lost.</summary>
    public void EndLine()
    {
        Count += _hasLost ? 1 : 0;
        _hasLost = false;
    }
}
