using Gateway.Api.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.UnitTests.Http;

public sealed class ContentCodingsTests
{
    [TestCase("br", "br")]
    [TestCase("BR", "br")]
    [TestCase("gzip", "gzip")]
    [TestCase("gzip, br", "br")]
    [TestCase("gzip, deflate, br, zstd", "br")]
    [TestCase("gzip;q=1, br;q=0.9", "gzip")]
    [TestCase("br;q=0.001", "br")]
    [TestCase("*", "br")]
    [TestCase("br;q=0, *", "gzip")]
    [TestCase("*, br;q=0", "gzip")]
    [TestCase("identity;q=0, *", "br")]
    [TestCase("identity;q=0.5, gzip;q=0.5", "gzip")]
    [TestCase(" , ,gzip,,", "gzip")]
    public void The_best_that_is_wanted_is_chosen(string header, string coding) => Assert.That(ContentCodings.Choose(header), Is.EqualTo(coding));

    [TestCase("")]
    [TestCase("identity")]
    [TestCase("deflate, zstd, compress")]
    [TestCase("br;q=0")]
    [TestCase("br;q=0, gzip;q=0.0")]
    [TestCase("*;q=0")]
    [TestCase("identity;q=0")]
    [TestCase("br;q=0, gzip;q=0, *")]
    [TestCase("identity, gzip;q=0.5")]
    [TestCase("gzip;q=high")]
    [TestCase("gzip;q=-1")]
    [TestCase("brotli")]
    [TestCase("\"br\"")]
    [TestCase("\u00ff, \u0000")]
    public void Nothing_is_chosen_where_nothing_is_wanted(string header) => Assert.That(ContentCodings.Choose(header), Is.Null);

    [Test]
    public void Lines_of_the_header_are_one_list() => Assert.That(ContentCodings.Choose(new StringValues(["gzip", "br;q=0.5"])), Is.EqualTo("gzip"));

    [Test]
    public void A_header_as_long_as_the_server_takes_is_read() =>
        Assert.That(ContentCodings.Choose(string.Concat(Enumerable.Repeat("a,", 16_000)) + "gzip"), Is.EqualTo("gzip"));
}
