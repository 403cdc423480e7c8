using Gateway.Api.Hosting;
using Gateway.Infrastructure.Configuration;

namespace Gateway.UnitTests.Configuration;

internal sealed class ArgumentsTests
{
    [TestCase]
    [TestCase("--demo")]
    [TestCase("--urls", "http://127.0.0.1:0")]
    [TestCase("--urls=http://127.0.0.1:0", "--demo")]
    [TestCase("--Gateway:DataDirectory=/srv/gateway")]
    [TestCase("--environment=Production", "--contentRoot=/srv")]
    [TestCase("--Gateway=", "--Gateway:Database:Provider=sqlite")]
    public void Known_arguments_start_the_service(params string[] arguments)
    {
        var parsed = Arguments.Parse(arguments);

        Assert.That(parsed.IsHelpOrVersion, Is.False);
        Assert.That(parsed.IsDemo, Is.EqualTo(arguments.Contains("--demo")));
        Assert.That(parsed.Settings, Is.EqualTo(arguments.Where(argument => argument != "--demo")));
    }

    [TestCase("--dmeo")]
    [TestCase("demo")]
    [TestCase("--demo", "--port", "80")]
    [TestCase("--urls")]
    [TestCase("--Gateway:DataDirectory")]
    [TestCase("-h8080")]
    public void Unknown_arguments_are_refused(params string[] arguments) =>
        Assert.That(() => Arguments.Parse(arguments), Throws.TypeOf<ConfigurationException>());

    [TestCase("--help")]
    [TestCase("-h")]
    [TestCase("--version")]
    [TestCase("--demo", "--help")]
    public void Help_and_version_start_nothing(params string[] arguments) => Assert.That(Arguments.Parse(arguments).IsHelpOrVersion);
}
