using System.Diagnostics;
using System.Globalization;
using Gateway.Bench;
using Gateway.Bench.Data;
using Gateway.Bench.Measures;
using Gateway.Bench.Report;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return Options.Run(args, async options =>
{
    var report = new ReportPage(options.Output);
    var load = Heading.Load();
    var start = Stopwatch.GetTimestamp();
    await using var world = await World.MakeAsync(options);
    Console.WriteLine($"-- data loaded, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s since the start");
    await MeasureAsync("size", () => new SizeMeasure(world, report).RunAsync());
    await MeasureAsync("import", () => new ImportMeasure(world, report).RunAsync());
    await MeasureAsync("takeover", () => new TakeoverMeasure(world, report).RunAsync());
    await using (var services = await Services.StartAsync(world))
    {
        await MeasureAsync("throughput", () => new ThroughputMeasure(world, services, report).RunAsync());
        await MeasureAsync("depth", () => new DepthMeasure(world, services, report).RunAsync());
        await MeasureAsync("search", () => new SearchMeasure(world, services, report).RunAsync());
        await MeasureAsync("peers", () => new PeersMeasure(world, services, report).RunAsync());
        await MeasureAsync("pressure", () => new PressureMeasure(world, services, report).RunAsync()); // last: it adds to the large session
    }

    await MeasureAsync("embedded-import", () => new EmbeddedImportMeasure(world, report).RunAsync());
    await MeasureAsync("embedded", () => new EmbeddedMeasure(world, report).RunAsync());
    await MeasureAsync("growth", () => new GrowthMeasure(world, report).RunAsync());

    report.Write(await Heading.MakeAsync(world, load));

    async Task MeasureAsync(string name, Func<Task> measure)
    {
        if (options.Includes(name))
        {
            await measure();
            Console.WriteLine($"-- {name} measured, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s since the start");
        }
    }
});
