namespace Gateway.Application;

/// <summary>What the service does beside answering requests, from its start to its stop; the operator's tool does not.</summary>
public interface IBackgroundWork
{
    /// <summary>Runs until <paramref name="stopping"/>, and then ends soon. What fails now and then is its own to log and try again.</summary>
    Task RunAsync(CancellationToken stopping);
}
