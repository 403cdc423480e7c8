using Gateway.Api;
using Gateway.Api.Auth;
using Gateway.Api.Demo;
using Gateway.Api.Docs;
using Gateway.Api.Errors;
using Gateway.Api.Health;
using Gateway.Api.Hosting;
using Gateway.Api.Http;
using Gateway.Api.Limits;
using Gateway.Api.Logging;
using Gateway.Api.OpenApi;
using Gateway.Application;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Microsoft.AspNetCore.Connections;

try
{
    var arguments = Arguments.Parse(args);
    if (arguments.IsHelpOrVersion)
    {
        return arguments.Print();
    }

    var demo = new DemoMode { IsOn = arguments.IsDemo };
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments.Settings, ContentRootPath = AppContext.BaseDirectory });
    var settings = demo.Read(builder.Configuration);
    builder.AddLogging(settings.AuditedAddress, demo.IsOn);
    builder.ConfigureServer(demo.IsOn);
    builder.Services.AddApplication().AddInfrastructure(settings).AddApi();

    await using var app = builder.Build();
    var limits = app.Services.GetRequiredService<ServingLimits>();
    app.UseProxies();
    app.UsePathBaseSetting();
    app.Use(RequestRules.MarkAnswersAsync);
    app.UseMiddleware<RequestLog>();
    app.UseExceptionHandler(_ => { });
    app.Use(ErrorWriting.FillAsync);
    app.UseOrigins();
    app.Use(RequestRules.AnswerOptionsAsync);
    app.UseRouting();
    app.UseMiddleware<SlowReaders>();
    app.UseRequestTimeouts();
    app.Use(RequestLog.NoteRouteAsync);
    app.Use(RequestRules.RefuseAsync);
    app.Use(limits.TakePlaceAsync);
    app.UseAuthorization();
    app.Use(app.Services.GetRequiredService<RateBuckets>().TellAsync);
    app.Use(limits.TakePlaceOfOrganizationAsync);
    app.Use(app.Services.GetRequiredService<CredentialWatch>().WatchAsync);
    app.UseResponseCompression();
    app.MapControllers();
    app.MapHealth();
    app.MapDocument();
    app.MapDocs();
    app.CheckPathBaseSetting();

    await app.PrepareStorageAsync(settings, demo);
    await app.ListenAsync();
    await demo.AnnounceAsync(app);
    await app.WaitForShutdownAsync();
    return Environment.ExitCode;
}
catch (ConfigurationException wrong)
{
    wrong.Faults.ToList().ForEach(Console.Error.WriteLine);
    return 2;
}
catch (IOException taken) when (taken.InnerException is AddressInUseException)
{
    Console.Error.WriteLine("The address is in use: stop what listens there, or set ASPNETCORE_URLS to another.");
    return 1;
}
