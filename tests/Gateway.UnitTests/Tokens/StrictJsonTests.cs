using System.Text;
using Gateway.Infrastructure.Tokens;

namespace Gateway.UnitTests.Tokens;

public sealed class StrictJsonTests
{
    [TestCase("{}")]
    [TestCase(" {\"a\":[1,{\"b\":null}]} ")]
    [TestCase("{\"\\u0061\":\"\\ud83d\\ude00\"}")]
    [TestCase("{\"a\":1,\"A\":2,\"b\":{\"a\":3}}")]
    public void An_object_is_read(string json) => Assert.That(StrictJson.TryReadObject(Encoding.UTF8.GetBytes(json)), Is.Not.Null);

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("1")]
    [TestCase("{")]
    [TestCase("{},")]
    [TestCase("{\"a\":1,\"a\":1}")]
    [TestCase("{\"a\":1,\"\\u0061\":1}")]
    [TestCase("{\"b\":{\"a\":1,\"a\":1}}")]
    [TestCase("{\"b\":[{\"a\":1,\"a\":1}]}")]
    [TestCase("{\"a\":\"\\ud800\"}")]
    [TestCase("{\"a\":[\"\\udc00\\ud800\"]}")]
    [TestCase("{\"\\ud800\":1}")]
    [TestCase("{\"b\":{\"\\udc00\":1}}")]
    public void What_two_readers_could_read_differently_is_not(string json) => Assert.That(StrictJson.TryReadObject(Encoding.UTF8.GetBytes(json)), Is.Null);

    [TestCase(32, true)]
    [TestCase(33, false)]
    public void Objects_are_32_deep_at_most(int depth, bool isRead)
    {
        var json = string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
        Assert.That(StrictJson.TryReadObject(Encoding.UTF8.GetBytes(json)) is not null, Is.EqualTo(isRead));
    }

    [TestCase("", "")]
    [TestCase("AA", "00")]
    [TestCase("AAA", "0000")]
    [TestCase("-_-_", "FBFFBF")]
    public void Base64url_is_decoded(string text, string hex) => Assert.That(Convert.ToHexString(StrictJson.TryDecode(text)!), Is.EqualTo(hex));

    [TestCase("A")]
    [TestCase("AB")]
    [TestCase("AAB")]
    [TestCase("AA==")]
    [TestCase("AA ")]
    [TestCase(" AA")]
    [TestCase("A\nA")]
    [TestCase("+/+/")]
    [TestCase("A.A")]
    public void There_is_one_way_to_write_bytes(string text) => Assert.That(StrictJson.TryDecode(text), Is.Null);
}
