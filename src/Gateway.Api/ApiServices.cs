using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Gateway.Api.Auth;
using Gateway.Api.Contacts;
using Gateway.Api.Errors;
using Gateway.Api.Health;
using Gateway.Api.Hosting;
using Gateway.Api.Http;
using Gateway.Api.Limits;
using Gateway.Api.OpenApi;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Gateway.Api;

internal static class ApiServices
{
    /// <summary>Of a request as a whole, whatever holds it up.</summary>
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(5);

    /// <summary>The edge: routes, tokens, errors, the document.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddMvcCore(options =>
            {
                options.Filters.Clear(); // the one that is there judges how formatters read bodies; ours are streams, and judged where they are taken
                options.SuppressAsyncSuffixInActionNames = false;
                options.ValueProviderFactories.Clear(); // parameters have a reader of their own
            })
            .AddApiExplorer()
            .ConfigureApiBehaviorOptions(options =>
            {
                options.SuppressModelStateInvalidFilter = true; // the query's validator judges
                options.SuppressMapClientErrors = true;
            })
            .AddJsonOptions(options =>
            {
                Configure(options.JsonSerializerOptions);
                options.JsonSerializerOptions.Converters.Add(new ContactListJson()); // not to the document's options: it would hide the shape
            });
        services.AddOptions<MvcOptions>().Configure<IOptions<JsonOptions>>((options, json) =>
        {
            options.OutputFormatters.Clear();
            options.OutputFormatters.Add(new SizedJsonFormatter(json.Value.JsonSerializerOptions));
        });
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        services.AddSingleton<IObjectModelValidator, NoModelValidation>();
        services.AddAuthorization().AddSingleton<BearerTokens>()
            .AddSingleton<IPolicyEvaluator>(provider => provider.GetRequiredService<BearerTokens>())
            .AddSingleton<IAuthorizationMiddlewareResultHandler>(provider => provider.GetRequiredService<BearerTokens>());
        services.AddSingleton<CredentialWatch>().AddHostedService(provider => provider.GetRequiredService<CredentialWatch>());
        services.AddExceptionHandler<ExceptionAnswers>();
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = s_deadline,
            WriteTimeoutResponse = context => context.WriteErrorAsync(ApiError.Unavailable),
        });
        services.AddSingleton<IResponseCompressionProvider, AnswerCompression>();
        services.AddOrigins().AddSingleton<RateBuckets>().AddSingleton<ServingLimits>();
        services.AddSingleton<AllowedHosts>();
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]); // ours answers in the envelope
        services.AddSingleton<Readiness>().AddSingleton<IHostLifetime, SignalLifetime>().AddHostedService<BackgroundWorkers>();
        return services.AddDocument();
    }

    private static void Configure(System.Text.Json.JsonSerializerOptions json)
    {
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // names stay readable; the answer is never HTML
        json.NumberHandling = JsonNumberHandling.Strict;
    }
}
