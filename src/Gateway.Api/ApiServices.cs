using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Gateway.Api.Auth;
using Gateway.Api.Errors;
using Gateway.Api.Health;
using Gateway.Api.Hosting;
using Gateway.Api.Http;
using Gateway.Api.Limits;
using Gateway.Api.OpenApi;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Gateway.Api;

internal static class ApiServices
{
    /// <summary>Of a request as a whole, whatever holds it up.</summary>
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(5);

    /// <summary>The edge: routes, tokens, errors, the document.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddControllers(options =>
            {
                options.OutputFormatters.RemoveType<StringOutputFormatter>();
                options.OutputFormatters.OfType<SystemTextJsonOutputFormatter>().Single().SupportedEncodings.Remove(Encoding.Unicode); // JSON is UTF-8
                options.SuppressAsyncSuffixInActionNames = false;
                options.ValueProviderFactories.Clear(); // each would read the query or a form anew
                options.ValueProviderFactories.Add(new RouteValueProviderFactory());
            })
            .ConfigureApiBehaviorOptions(options =>
            {
                options.SuppressModelStateInvalidFilter = true; // the query's validator judges
                options.SuppressMapClientErrors = true;
            })
            .AddJsonOptions(options => Configure(options.JsonSerializerOptions));
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        services.AddSingleton<IObjectModelValidator, NoModelValidation>();
        AddBearer(services);
        services.AddAuthorization().AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddExceptionHandler<ExceptionAnswers>();
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = s_deadline,
            WriteTimeoutResponse = context => context.WriteErrorAsync(ApiError.Unavailable),
        });
        services.AddOrigins().AddRateLimiter(_ => { }).AddSingleton<RateBuckets>().AddSingleton<ServingLimits>();
        services.AddSingleton<AllowedHosts>();
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]); // ours answers in the envelope
        services.AddSingleton<Readiness>().AddSingleton<IHostLifetime, SignalLifetime>().AddHostedService<BackgroundWorkers>();
        return services.AddDocument();
    }

    /// <summary>The framework's core alone: <c>AddAuthentication</c> would bring key files along for cookies that we do not have.</summary>
    private static void AddBearer(IServiceCollection services)
    {
        // Tokens are looked at where a permission is required, not on every request.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", isEnabled: true);
        services.AddAuthenticationCore(options => options.AddScheme<BearerHandler>(BearerHandler.SchemeName, displayName: null));
        services.AddTransient<BearerHandler>().AddWebEncoders();
    }

    private static void Configure(System.Text.Json.JsonSerializerOptions json)
    {
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // names stay readable; the answer is never HTML
        json.NumberHandling = JsonNumberHandling.Strict;
    }
}
