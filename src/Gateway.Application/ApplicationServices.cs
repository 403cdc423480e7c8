using FluentValidation;
using Gateway.Application.Access;
using Gateway.Application.Contacts;
using Gateway.Application.Ingest;
using Gateway.Application.Search;
using Gateway.Application.Storage;
using Gateway.Domain.Ingest;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Application;

public static class ApplicationServices
{
    /// <summary>The use cases. They need the ports' adapters, a <see cref="TimeProvider"/> and a cursor key ring beside them.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services) =>
        services
            .AddSingleton<ServiceFactory>(provider => provider.GetRequiredService)
            .AddSingleton<IMediator, Mediator>()
            .AddSingleton(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>))
            .AddSingleton<IRequestHandler<ListContactsQuery, ContactPage>, ListContactsHandler>()
            .AddSingleton<IRequestHandler<ForgetContactCommand, bool>, ForgetContactHandler>()
            .AddSingleton<IRequestHandler<ImportObservationsCommand, ImportReport>, ImportObservationsHandler>()
            .AddSingleton<IRequestHandler<FeedObservationsCommand, ImportReport>, FeedObservationsHandler>()
            .AddSingleton<IValidator<ListContactsQuery>, ListContactsValidator>()
            .AddSingleton<ApiKeyUses>()
            .AddSingleton<ITokenVerifier, ApiKeyVerifier>()
            .AddSingleton<IBackgroundWork, ApiKeyUseRecorder>()
            .AddSingleton<SearchIndex>()
            .AddSingleton<IBackgroundWork, SearchIndexKeeper>()
            .AddSingleton<IBackgroundWork, ErasureKeeper>();
}
