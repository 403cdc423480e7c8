using System.Net;

namespace Gateway.IntegrationTests.Process;

[Parallelizable(ParallelScope.All)]
public sealed class DemoTests
{
    private Workplace _place = null!;
    private RunningDemo _demo = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _place = new Workplace();
        _demo = await RunningDemo.StartAsync(_place);
    }

    [OneTimeTearDown]
    public ValueTask StopAsync() => _place.DisposeAsync();

    [Test]
    public async Task What_it_prints_gives_the_first_fifty_people()
    {
        using var response = await _demo.Service.GetAsync(_demo.Url, _demo.Key);
        var page = await ListedPage.FromAsync(response);

        Assert.That(page.People, Has.Count.EqualTo(50));
        Assert.That(page.NextCursor, Is.Not.Empty);
    }

    [Test]
    public async Task What_it_prints_is_what_a_shell_makes_of_it()
    {
        // A function in curl's place: these tests need no curl, and it tells the words that curl would get.
        var words = (await _place.Start("sh", "-c", $"curl() {{ printf '%s\\n' \"$@\"; }}; {_demo.Command}").ExitAsync()).Done().Output;

        Assert.That(words.TrimEnd('\n').Split('\n'), Is.EqualTo(new[] { "-s", "-H", $"Authorization: Bearer {_demo.Key}", _demo.Url }));
    }

    [TestCase(RunningDemo.Connected)]
    [TestCase(RunningDemo.Disconnected)]
    public async Task Following_the_cursors_shows_everybody_once_whatever_the_page_size(string session)
    {
        var everybody = await _demo.Service.EverybodyAsync(session, _demo.Key, limit: 50);

        Assert.That(everybody, Has.Count.GreaterThan(1000));
        Assert.That(everybody, Is.Unique);
        Assert.That(await _demo.Service.EverybodyAsync(session, _demo.Key, limit: 171), Is.EqualTo(everybody));
    }

    [TestCase(RunningDemo.Connected, "connected")]
    [TestCase(RunningDemo.Disconnected, "disconnected")]
    public async Task Has_a_session_that_is_connected_and_one_that_is_not(string session, string status)
    {
        var page = await _demo.Service.PageAsync(session, _demo.Key);

        Assert.That(page.SessionStatus, Is.EqualTo(status));
        Assert.That(page.DataAsOf, Is.Not.Null);
        Assert.That(page.People, Has.Count.EqualTo(50));
    }

    [Test]
    public async Task Its_announcement_is_all_that_it_prints_and_logs_go_to_standard_error()
    {
        await _demo.Service.PageAsync(RunningDemo.Connected, _demo.Key);
        await _demo.Service.Process.ErrorLineAsync(line => line.Contains(" INF Gateway.Requests: GET api/v1/sessions", StringComparison.Ordinal));

        var lines = _demo.Service.Process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines, Has.Exactly(1).Matches<string>(RunningDemo.IsCommand));
        Assert.That(lines[^1], Is.EqualTo(_demo.Command), "nothing follows the announcement");
        Assert.That(lines, Has.None.Contains(" INF ").And.None.StartsWith("{"));
        Assert.That(_demo.Service.Process.Error, Does.Not.Contain(_demo.Key));
    }

    [Test]
    public async Task Two_fresh_data_directories_hold_the_same_people()
    {
        await using var other = new Workplace();
        var otherDemo = await RunningDemo.StartAsync(other);

        Assert.That(otherDemo.Key, Is.Not.EqualTo(_demo.Key));
        Assert.That(await otherDemo.EverybodyAsync(), Is.EqualTo(await _demo.EverybodyAsync()));
    }

    [Test]
    public async Task Two_demos_beside_each_other_in_one_data_directory_both_serve()
    {
        var other = await RunningDemo.StartAsync(_place);

        Assert.That(other.Key, Is.EqualTo(_demo.Key));
        Assert.That(await other.EverybodyAsync(), Is.EqualTo(await _demo.EverybodyAsync()));
    }

    [Test]
    public async Task Refuses_others_keys() =>
        Assert.That(await _demo.Service.StatusOfAsync(_demo.Url, "wa_no"), Is.EqualTo(HttpStatusCode.Unauthorized));

    [Test]
    public void Everything_it_keeps_is_its_owners_alone() => OwnersAlone.Assert(_place.Data);
}
