// The clients of bench/overload.sh: overload.cs overload|noisy SECONDS URL KEY:SESSION…
#:property NoWarn=$(NoWarn);CA1303;IDE0005
#:property PublishAot=false
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

var seconds = int.Parse(args[1], CultureInfo.InvariantCulture);
var url = new Uri(args[2]);
var tenants = args[3..].Select(text => text.Split(':')).ToArray();
var places = 16 * Environment.ProcessorCount; // as the service has

await RunAsync("warm-up", [(places / 2, tenants)]);
if (args[0] == "overload")
{
    // Half of the places is as much as the machine can do, and nobody is refused.
    var busy = await RunAsync("busy", [(places / 2, tenants)]);
    var overload = await RunAsync("ten times that", [(places * 5, tenants)]);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p99 of those served: overload / busy {overload / busy:0.00}"));
}
else
{
    var alone = await RunAsync("others alone", [(2, tenants[1..])]);
    var beside = await RunAsync("beside the noise", [(2, tenants[1..]), (places * 5, tenants[..1])]);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p99 of the others: beside the noise / alone {beside / alone:0.00}"));
}

// Tells of the first of the groups, and gives its p99.
async Task<double> RunAsync(string name, (int Clients, string[][] Whose)[] groups)
{
    var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
    var runs = groups.Select(group => Task.WhenAll(Enumerable.Range(0, group.Clients).Select(i => ClientAsync(group.Whose[i % group.Whose.Length], end)))).ToList();
    var p99 = 0.0;
    for (var i = groups.Length - 1; i >= 0; i--)
    {
        var all = await runs[i];
        var served = all.SelectMany(client => client.Served).Order().ToArray();
        p99 = At(served, 0.99);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? name : "the noise"),-16} {groups[i].Clients,5} clients  {served.Length / seconds,6} served/s  {all.Sum(client => client.Refused) / seconds,6} refused/s  p50 {At(served, 0.5),7:0.0} ms  p99 {p99,7:0.0} ms"));
    }

    return p99;
}

async Task<(List<double> Served, int Refused)> ClientAsync(string[] tenant, long end)
{
    using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = url };
    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tenant[0]);
    var (served, refused) = (new List<double>(), 0);
    while (Stopwatch.GetTimestamp() < end)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(new Uri($"/api/v1/sessions/{tenant[1]}/contacts?limit=50", UriKind.Relative));
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            served.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        else if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
        {
            refused++;
            await Task.Delay(100); // ten times as impatient as it is asked to be
        }
        else
        {
            throw new InvalidOperationException($"Neither served nor refused: {answer.StatusCode}.");
        }
    }

    return (served, refused);
}

static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)(share * (sorted.Length - 1))];
