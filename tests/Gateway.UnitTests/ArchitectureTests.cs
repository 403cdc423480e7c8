using System.Reflection;
using Gateway.Api.Contacts;
using Gateway.Application;
using Gateway.Application.Access;
using Gateway.Application.Contacts;
using Gateway.Application.Ingest;
using Gateway.Application.Storage;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.UnitTests;

/// <summary>The arrows between the rooms, as the compiled assemblies have them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ArchitectureTests
{
    private static readonly Assembly s_domain = typeof(Contact).Assembly;
    private static readonly Assembly s_application = typeof(NotFoundException).Assembly;
    private static readonly Assembly s_infrastructure = typeof(InfrastructureServices).Assembly;
    private static readonly Assembly s_api = typeof(ContactsController).Assembly;
    private static readonly Assembly s_cli = Assembly.Load("Gateway.Cli");
    private static readonly Type[] s_severalAtOnce = [typeof(ITokenVerifier), typeof(IBackgroundWork), typeof(IObservationSource)];
    private static readonly string[] s_runtime = ["System", "netstandard", "mscorlib"];
    private static readonly string[] s_databases = ["Dapper", "Microsoft.Data", "SQLitePCLRaw", "Npgsql"];

    [Test]
    public void Domain_knows_nothing_but_the_runtime() =>
        Assert.That(ReferencesOf(s_domain).Where(name => !StartsWithAny(name, s_runtime)), Is.Empty);

    [Test]
    public void Application_knows_the_domain_and_neither_the_web_nor_a_database()
    {
        Assert.That(ReferencesOf(s_application), Does.Contain("Gateway.Domain"));
        Assert.That(OursIn(s_application), Is.EqualTo(new[] { "Gateway.Domain" }));
        Assert.That(ReferencesOf(s_application).Where(name => StartsWithAny(name, [.. s_databases, "Microsoft.AspNetCore", "Microsoft.Extensions.Hosting"])), Is.Empty);
    }

    [Test]
    public void Infrastructure_knows_application_and_domain_alone() =>
        Assert.That(OursIn(s_infrastructure), Is.SubsetOf(new[] { "Gateway.Application", "Gateway.Domain" }));

    [TestCase("Gateway.Api")]
    [TestCase("Gateway.Cli")]
    public void The_edges_know_each_other_not_and_no_database(string edge)
    {
        var assembly = edge == "Gateway.Api" ? s_api : s_cli;

        Assert.That(OursIn(assembly), Is.SubsetOf(new[] { "Gateway.Application", "Gateway.Domain", "Gateway.Infrastructure" }));
        Assert.That(ReferencesOf(assembly).Where(name => StartsWithAny(name, s_databases)), Is.Empty);
    }

    [Test]
    public void The_client_knows_none_of_the_service() =>
        Assert.That(ReferencesOf(typeof(Gateway.Client.GatewayClient).Assembly).Where(name => !StartsWithAny(name, [.. s_runtime, "Microsoft.Extensions", "Polly"])), Is.Empty);

    [Test]
    public void Controllers_depend_on_the_mediator_alone()
    {
        var controllers = TypesOf(s_api).Where(type => type.IsSubclassOf(typeof(ControllerBase)) && !type.IsAbstract).ToList();
        var needs = controllers.SelectMany(type => type.GetConstructors()).SelectMany(constructor => constructor.GetParameters());
        var injected = controllers
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .SelectMany(action => action.GetParameters())
            .Where(parameter => parameter.ParameterType.IsInterface || parameter.GetCustomAttribute<FromServicesAttribute>() is not null);

        Assert.That(controllers, Is.Not.Empty);
        Assert.That(needs.Select(parameter => parameter.ParameterType), Is.All.EqualTo(typeof(IMediator)));
        Assert.That(injected.Select(parameter => $"{parameter.Member.Name}({parameter.Name})"), Is.Empty);
    }

    [TestCaseSource(nameof(StoragePorts))]
    public void Every_port_has_one_adapter_in_Sqlite(Type port)
    {
        var adapters = TypesOf(s_infrastructure).Where(type => type.Namespace == "Gateway.Infrastructure.Sqlite" && type.IsAssignableTo(port)).ToList();

        Assert.That(adapters, Has.Count.EqualTo(1));
        Assert.That(adapters[0].IsInterface, Is.False);
        Assert.That(adapters[0].IsVisible, Is.False);
    }

    [Test]
    public void Ports_are_what_application_says()
    {
        Assert.That(StoragePorts(), Has.Member(typeof(IContactRepository)).And.Member(typeof(IDatabase)));
        Assert.That(TypesOf(s_infrastructure).Where(type => type.IsInterface && type.IsVisible), Is.Empty);
    }

    /// <summary>All of Application's interfaces; those aside of which there are several at once.</summary>
    private static IEnumerable<Type> StoragePorts() =>
        TypesOf(s_application).Where(type => type.IsInterface && !s_severalAtOnce.Contains(type));

    private static IEnumerable<Type> TypesOf(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Gateway.", StringComparison.Ordinal) == true);

    private static IEnumerable<string> ReferencesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static IEnumerable<string> OursIn(Assembly assembly) => ReferencesOf(assembly).Where(name => StartsWithAny(name, ["Gateway"]));

    private static bool StartsWithAny(string name, string[] prefixes) =>
        prefixes.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal));
}
