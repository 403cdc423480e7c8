using FluentValidation;
using Gateway.Application.Access;
using Gateway.Application.Contacts;
using Gateway.Application.Ingest;
using Gateway.Application.Search;
using Gateway.Domain.Ingest;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Application;

public static class ApplicationServices
{
    /// <summary>The use cases. They need the ports' adapters, a <see cref="TimeProvider"/> and a cursor key ring beside them.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services) =>
        services
            .AddTransient<ServiceFactory>(provider => provider.GetRequiredService)
            .AddTransient<IMediator, Mediator>()
            .AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>))
            .AddTransient<IRequestHandler<ListContactsQuery, ContactPage>, ListContactsHandler>()
            .AddTransient<IRequestHandler<ForgetContactCommand, bool>, ForgetContactHandler>()
            .AddTransient<IRequestHandler<ImportObservationsCommand, ImportReport>, ImportObservationsHandler>()
            .AddSingleton<IValidator<ListContactsQuery>, ListContactsParametersValidator>()
            .AddSingleton<IValidator<ListContactsQuery>, ListContactsCursorValidator>()
            .AddSingleton<ApiKeyUses>()
            .AddSingleton<ITokenVerifier, ApiKeyVerifier>()
            .AddSingleton<IBackgroundWork, ApiKeyUseRecorder>()
            .AddSingleton<IBackgroundWork, SearchIndexKeeper>();
}
