using System.Globalization;
using Gateway.Bench;
using Gateway.Bench.Data;
using Gateway.Bench.Measures;
using Gateway.Bench.Report;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return Options.Run(args, async options =>
{
    var report = new ReportPage(options.Output);
    await using var world = await World.MakeAsync(options);
    await using (var services = await Services.StartAsync(world))
    {
        await MeasureAsync("search", () => new SearchMeasure(world, services, report).RunAsync());
    }

    report.Write("# Performance\n");

    async Task MeasureAsync(string name, Func<Task> measure)
    {
        if (options.Includes(name))
        {
            await measure();
        }
    }
});
