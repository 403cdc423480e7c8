// The clients of bench/overload.sh: overload.cs MODE SECONDS URL PLACES KEY:SESSION…
#:property NoWarn=$(NoWarn);CA1303;IDE0005
#:property PublishAot=false
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

var seconds = int.Parse(args[0], CultureInfo.InvariantCulture);
var url = new Uri(args[1]);
var busy = int.Parse(args[2], CultureInfo.InvariantCulture);
var tenants = args[3..].Select(text => text.Split(':')).ToArray();

await RunAsync("warm-up", busy, tenants);
var calm = await RunAsync("busy", busy, tenants);
var overload = await RunAsync("ten times that", busy * 10, tenants);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p99 of those served, overload / busy: {overload / calm:0.00}"));

async Task<double> RunAsync(string name, int clients, string[][] whose)
{
    var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
    var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(i => ClientAsync(whose[i % whose.Length], end)));
    var served = all.SelectMany(client => client.Served).Order().ToArray();
    var refused = all.Sum(client => client.Refused);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16} {clients,5} clients  {served.Length / seconds,6} served/s  {refused / seconds,6} refused/s  p50 {At(served, 0.5),7:0.0} ms  p99 {At(served, 0.99),7:0.0} ms"));
    return At(served, 0.99);
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
        }
        else
        {
            throw new InvalidOperationException($"Neither served nor refused: {answer.StatusCode}.");
        }
    }

    return (served, refused);
}

static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)(share * (sorted.Length - 1))];
