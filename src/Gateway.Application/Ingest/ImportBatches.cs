using Gateway.Domain.Ingest;

namespace Gateway.Application.Ingest;

/// <summary>Lines that are applied together.</summary>
/// <param name="People">How many people the lines tell of, about.</param>
/// <param name="PeopleToCome">How many the rest of the source tells of, about; 0 where it does not know its length.</param>
/// <param name="Counts">What became of all lines up to here.</param>
internal sealed record ImportBatch(IReadOnlyList<Observation> Lines, Footprint Footprint, int People, long PeopleToCome, LineCounts Counts, bool IsLast);

/// <summary>Reads a source batch by batch, each small enough to hold its session's lock for a moment only.</summary>
internal sealed class ImportBatches(IObservationSource source, TimeProvider clock, CancellationToken cancellationToken)
{
    private const int MaxLines = 5000;
    private const int MaxPeople = 5000;

    /// <summary>What was sent is not kept waiting for what a live source has not seen yet.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);

    private static readonly Task<bool> s_there = Task.FromResult(true);
    private static readonly Task<bool> s_over = Task.FromResult(false);
    private readonly IAsyncEnumerator<ParsedLine> _lines = source.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
    private readonly List<Rejection> _rejections = [];
    private readonly UnknownFields _unknownFields = new();
    private long _membersRejected;
    private Task<bool>? _coming;
    private LineCounts _counts;
    private long _people;
    private long _begun;

    /// <summary>The report, when all is written.</summary>
    /// <param name="ahead">How many lines lost against a stored time that lies after our clock.</param>
    public ImportReport Report(PeopleCounts people, long ahead) =>
        new(_counts with { Ahead = ahead }, people, _membersRejected, _unknownFields.Counts, _rejections);

    public async Task<ImportBatch> ReadAsync()
    {
        var (lines, people, isLast) = (new List<Observation>(), 0, false);
        while (!isLast && lines.Count < MaxLines && people < MaxPeople && (lines.Count == 0 || await ComesAsync()))
        {
            isLast = !await NextAsync();
            if (!isLast && Count(_lines.Current) is { } observation)
            {
                _begun = lines.Count == 0 ? clock.GetTimestamp() : _begun;
                lines.Add(observation);
                people += observation is GroupObservation group ? group.Members.Count : 1;
            }
        }

        _people += people;
        return new ImportBatch(lines, Footprint.Of(lines), people, PeopleToCome(), _counts, isLast);
    }

    /// <summary>Lets go of the source, when the batch that may still be being read is.</summary>
    public async Task LeaveAsync(Task reading)
    {
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_coming is { } coming)
        {
            await ((Task)coming).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _lines.DisposeAsync();
    }

    private async ValueTask<bool> NextAsync()
    {
        var next = _coming;
        _coming = null;
        return await (next is null ? _lines.MoveNextAsync() : new ValueTask<bool>(next));
    }

    /// <summary>Whether the next line, or the end, is there, or comes before the batch's first line has waited for long.</summary>
    private async ValueTask<bool> ComesAsync()
    {
        if (_coming is null)
        {
            var next = _lines.MoveNextAsync();
            _coming = next.IsCompletedSuccessfully ? (next.Result ? s_there : s_over) : next.AsTask();
        }

        if (!_coming.IsCompleted && s_longestWait - clock.GetElapsedTime(_begun) is { Ticks: > 0 } wait)
        {
            await ((Task)_coming).WaitAsync(wait, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return _coming.IsCompleted;
    }

    private long PeopleToCome() => source.Share is { } share and > 0 ? (long)(_people * ((1 / share) - 1)) : 0;

    /// <summary>Counts a line; gives back what there is to apply.</summary>
    private Observation? Count(ParsedLine line)
    {
        var (applied, rejected) = (line.Observation is null ? 0 : 1, line.Rejection is null ? 0 : 1);
        _counts = new LineCounts(_counts.Total + 1, _counts.Applied + applied, _counts.Ignored + 1 - applied - rejected, _counts.Rejected + rejected);
        if (line.Rejection is { } reason && _rejections.Count < ImportReport.MaxRejections)
        {
            _rejections.Add(new Rejection(_counts.Total, reason, line.WrongField ?? ""));
        }

        if (line.UnknownFields is { } unknown)
        {
            _unknownFields.Add(unknown);
        }

        _membersRejected += line.Observation is GroupObservation group ? group.MembersRejected : 0;
        return line.Observation;
    }
}
