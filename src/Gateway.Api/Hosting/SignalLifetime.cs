using System.Runtime.InteropServices;
using Gateway.Api.Health;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Api.Hosting;

/// <summary>
/// Stops as orchestrators expect: SIGTERM makes the service not ready first, and it serves on for a while, so that no request
/// is lost on the way; SIGINT and SIGQUIT, or a second signal, stop at once.
/// </summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application, Readiness readiness, GatewaySettings settings, TimeProvider clock)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true; // the process ends by itself once it is drained
        var isGentle = context.Signal == PosixSignal.SIGTERM && !readiness.IsStopping;
        readiness.IsStopping = true;
        _ = StopAsync(isGentle ? settings.ShutdownDelay : TimeSpan.Zero);
    }

    private async Task StopAsync(TimeSpan delay)
    {
        await Task.Delay(delay, clock);
        application.StopApplication();
    }
}
