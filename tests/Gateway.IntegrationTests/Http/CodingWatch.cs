using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Http;

/// <summary>Tells in which coding answers went out.</summary>
internal static class CodingWatch
{
    public static void AddCodingWatch(this IServiceCollection services, Action<string> seen) => services.AddSingleton<IStartupFilter>(new Filter(seen));

    private sealed class Filter(Action<string> seen) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                await rest(context);
                seen(context.Response.Headers.ContentEncoding.ToString());
            });
            next(app);
        };
    }
}
