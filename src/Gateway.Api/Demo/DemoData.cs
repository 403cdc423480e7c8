using Gateway.Domain.Ingest;

namespace Gateway.Api.Hosting;

internal static class DemoData
{
    public static IEnumerable<Observation> Shop() => [];

    public static IEnumerable<Observation> Community() => [];
}
