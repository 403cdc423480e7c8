using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Docs;

/// <summary>The demo's people, made once for all pages: a page that starts the demo finds a copy in its data directory.</summary>
[SetUpFixture]
public sealed class DemoDatabase
{
    private static readonly Lazy<Task<string>> s_file = new(MakeAsync);

    /// <summary>The path of the file to copy.</summary>
    internal static Task<string> FileAsync() => s_file.Value;

    [OneTimeTearDown]
    public async Task DeleteAsync()
    {
        if (s_file.IsValueCreated)
        {
            File.Delete(await s_file.Value);
        }
    }

    private static async Task<string> MakeAsync()
    {
        await using var place = new Workplace();
        var demo = await RunningDemo.StartAsync(place);
        (await demo.Service.StopAsync(Signal.Interrupt)).Done();
        var file = Path.GetTempFileName();
        File.Copy(Path.Combine(place.Data, "demo.db"), file, overwrite: true);
        return file;
    }
}
