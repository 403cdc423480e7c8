using Gateway.Api.Http;

namespace Gateway.UnitTests.Http;

public sealed class QueryTextTests
{
    private const string Unreadable = "must be percent-encoded UTF-8 without control characters";
    private static readonly string[] s_known = ["q", "limit"];

    [TestCase("q=a", "a")]
    [TestCase("?q=a", "a")]
    [TestCase("??q=a", null)]
    [TestCase("&&q=a&", "a")]
    [TestCase("q", "")]
    [TestCase("q=", "")]
    [TestCase("q==", "=")]
    [TestCase("q=a=b", "a=b")]
    [TestCase("q=a+b%2Bc", "a b+c")]
    [TestCase("%71=a;b", "a;b")]
    [TestCase("q=%F0%9F%98%80%EF%BB%BF", "\U0001F600\uFEFF")]
    [TestCase("q=%EF%BB%BFa", "\uFEFFa")]
    [TestCase("Q=a", null)]
    [TestCase("=a", null)]
    [TestCase("=&x=1&limit=5", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void A_value_is_as_forms_write_it(string? query, string? value)
    {
        var text = QueryText.Read(query, s_known);
        Assert.That((text["q"], text.Faults.Count), Is.EqualTo((value, 0)));
    }

    [TestCase("q=%ff", "q")]
    [TestCase("q=%0a", "q")]
    [TestCase("q=%4", "q")]
    [TestCase("q=%zz", "q")]
    [TestCase("q=é", "q")]
    [TestCase("limit=%00&q=%C2%85", "limit", "q")]
    [TestCase("x=%ff", "query")]
    [TestCase("%ff=x", "query")]
    [TestCase("%ff=%ff", "query")]
    [TestCase("%ff", "query")]
    [TestCase("x%00=1", "query")]
    [TestCase("=%ff", "query")]
    public void What_cannot_be_read_is_the_fault_of_its_name_or_of_the_whole(string query, params string[] parameters)
    {
        var text = QueryText.Read(query, s_known);
        Assert.That(text.Faults.Select(fault => (fault.Parameter, fault.Sentence)), Is.EqualTo(parameters.Select(parameter => (parameter, Unreadable))));
        Assert.That((text["q"], text["limit"]), Is.EqualTo(((string?)null, (string?)null)));
    }

    [TestCase("q=a&q=a")]
    [TestCase("q=a&%71=b")]
    [TestCase("q&q")]
    public void A_known_name_is_given_once(string query) =>
        Assert.That(QueryText.Read(query, s_known).Faults.Single(), Is.EqualTo(new Application.Contacts.ParameterFault("q", "must be given once")));

    [Test]
    public void Unknown_names_may_come_as_often_as_they_like() => Assert.That(QueryText.Read("x=1&x=2&x", s_known).Faults, Is.Empty);

    [TestCase(64, 0)]
    [TestCase(65, 1)]
    public void There_are_64_pairs_at_most(int pairs, int faults)
    {
        var text = QueryText.Read(string.Join("&&", Enumerable.Repeat("x=1", pairs - 1)) + "&q=a", s_known);
        Assert.That(text.Faults.Select(fault => (fault.Parameter, fault.Sentence)), Is.EqualTo(Enumerable.Repeat(("query", "must have at most 64 parameters"), faults)));
        Assert.That(text["q"], Is.EqualTo("a"));
    }
}
