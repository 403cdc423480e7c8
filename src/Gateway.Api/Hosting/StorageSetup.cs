using System.Reflection;
using Gateway.Api.Demo;
using Gateway.Application;
using Gateway.Application.Storage;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Api.Hosting;

/// <summary>Keys and schema, before the first request.</summary>
internal static partial class StorageSetup
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>The build runs the program up to its start to write the OpenAPI document.</summary>
    internal static bool IsBuildTime => Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";

    /// <exception cref="ConfigurationException">The data directory or the embedded database cannot be used.</exception>
    public static async Task PrepareStorageAsync(this WebApplication app, GatewaySettings settings, DemoMode demo)
    {
        if (IsBuildTime)
        {
            return; // a build makes no data
        }

        try
        {
            if (settings.Database.Provider == DatabaseProvider.Sqlite)
            {
                await PrepareFilesAsync(app, settings, demo);
            }
            else
            {
                await PrepareServerAsync(app, settings);
            }

            await WarmUpAsync(app);
        }
        catch (UnavailableException fault) when (fault.PreventsStart)
        {
            throw new ConfigurationException([fault.Message]);
        }
    }

    private static async Task PrepareServerAsync(WebApplication app, GatewaySettings settings)
    {
        _ = app.Services.GetRequiredService<CursorKeyRing>();
        if (settings.Database.MigrateOnStart && !await TryMigrateAsync(app))
        {
            _ = MigrateOnceReachedAsync(app);
        }
    }

    /// <summary>The first connection takes longest: no request should have to wait for it.</summary>
    private static async Task WarmUpAsync(WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<IDatabase>().CheckAsync(CancellationToken.None);
        }
        catch (UnavailableException fault) when (!fault.PreventsStart)
        {
            LogUnready(app.Logger, fault.Message, fault);
        }
    }

    private static async Task PrepareFilesAsync(WebApplication app, GatewaySettings settings, DemoMode demo)
    {
        try
        {
            PrivateFiles.CreateDataDirectory(settings.DataDirectory);
            _ = app.Services.GetRequiredService<CursorKeyRing>();
            await demo.MakeAsync(settings);
            if (settings.Database.MigrateOnStart)
            {
                await app.Services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
            }
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw ConfigurationException.UnusableDataDirectory();
        }
        catch (UnavailableException fault) when (!fault.PreventsStart)
        {
            throw settings.Database.UnusableFile();
        }
    }

    /// <summary>A server may come later than its clients: until then the service runs, and is not ready.</summary>
    private static async Task MigrateOnceReachedAsync(WebApplication app)
    {
        using var timer = new PeriodicTimer(s_pause, app.Services.GetRequiredService<TimeProvider>());
        try
        {
            while (!app.Lifetime.ApplicationStopping.IsCancellationRequested && !await TryMigrateAsync(app))
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }
        catch (UnavailableException fault)
        {
            LogUnusable(app.Logger, fault.Message, fault);
            Environment.ExitCode = 1;
            app.Lifetime.StopApplication();
        }
    }

    private static async Task<bool> TryMigrateAsync(WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<IDatabase>().MigrateAsync(app.Lifetime.ApplicationStopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return true; // stopping
        }
        catch (UnavailableException fault) when (!fault.PreventsStart)
        {
            LogUnreachable(app.Logger, fault.Message, fault);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason} The service starts, and is ready once that is done")]
    private static partial void LogUnready(ILogger logger, string reason, Exception fault);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Reason} The service stops")]
    private static partial void LogUnusable(ILogger logger, string reason, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason} The schema cannot be brought up to date yet")]
    private static partial void LogUnreachable(ILogger logger, string reason, Exception fault);
}
