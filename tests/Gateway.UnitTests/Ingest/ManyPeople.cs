using System.Globalization;
using System.Text;
using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.UnitTests.Ingest;

/// <summary>An import of more people than fit a batch, a line each, into a store of the test's own.</summary>
internal static class ManyPeople
{
    public const int Batch = 5_000;
    private const long First = 6_280_000_000L;

    public static byte[] Lines(int count) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(number =>
        $$"""{"type":"contact","jid":"{{First + number}}@s.whatsapp.net"}{{"\n"}}""")));

    /// <summary>Which batch they came in, counted from 1.</summary>
    public static int BatchOf(IEnumerable<Identifier> people) => (int)((long.Parse(people.Min().Text, CultureInfo.InvariantCulture) - First) / Batch) + 1;

    /// <summary>With as much memory as it wants.</summary>
    public static async Task<ImportReport> ImportAsync(IObservationStore store, Stream lines)
    {
        await using var services = new ServiceCollection().AddApplication().AddSingleton(TimeProvider.System).AddSingleton(store).BuildServiceProvider();
        return await services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(new SessionScope(SessionId.New(TimeProvider.System)), new NdjsonSource(lines, TimeProvider.System), MemoryBytes: 1 << 30));
    }
}
