using System.Net;
using FluentValidation;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Api.Contacts;
using Gateway.Api.Http;
using Gateway.Application;
using Gateway.Application.Contacts;
using Gateway.Domain.Access;
using Gateway.Domain.Contacts;

namespace Gateway.UnitTests.Http;

/// <summary>Any query string is read or refused, and what is read is what was written.</summary>
internal sealed class QueryTextFuzzTests
{
    private static readonly string[] s_known = ["source", "group", "q", "limit", "cursor"];
    private static readonly string[] s_faulty = [.. s_known, "query"];
    private static readonly CursorKeyRing s_keys = new([new byte[CursorKeyRing.KeyBytes]]);
    private static readonly ValidationBehavior<ListContactsQuery, ContactPage> s_validation =
        new([new ListContactsValidator(s_keys)]);

    private static readonly Gen<string> s_any = Gen.OneOf(
        QueryStrings.NearlyGood,
        QueryStrings.One,
        QueryStrings.Printable,
        Texts.Any,
        Texts.Any.Select(text => "q=" + text),
        Texts.WellFormed.Select(text => "q=" + WebUtility.UrlEncode(text)),
        Fuzz.Mutated("source=dm&group=1-2%40g.us&q=a+%C3%A9&limit=5&cursor="u8.ToArray()).Select(bytes => string.Concat(bytes.Select(each => (char)each))));

    [Test]
    public void What_is_read_is_text_and_means_the_same_written_anew() => Fuzz.Survives(s_any, query =>
    {
        var text = QueryText.Read(query, s_known);
        Law.Is(text.Faults.All(fault => s_faulty.Contains(fault.Parameter) && fault.Sentence.Length > 0), "the faults");
        foreach (var name in s_known)
        {
            if (text[name] is { } value)
            {
                Law.Is(!value.Any(char.IsControl) && value.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) == value.Length, "text without controls");
                var again = QueryText.Read($"{name}={Uri.EscapeDataString(value)}", s_known);
                Law.Is(again.Faults.Count == 0, "no fault of what was written anew");
                Law.Same(again[name]!, value, "the value written anew");
            }
        }
    });

    [Test]
    public void What_is_read_is_what_a_lenient_reader_finds_there_too() => Fuzz.Survives(s_any, query =>
    {
        var text = QueryText.Read(query, s_known);
        var pairs = query[(query.StartsWith('?') ? 1 : 0)..].Split('&').Select(pair => pair.Split('=', 2)).ToLookup(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair.ElementAtOrDefault(1) ?? ""));
        foreach (var name in s_known)
        {
            Law.Is(text[name] is not { } value || pairs[name].Contains(value, StringComparer.Ordinal), $"the value of {name}");
            Law.Is(!pairs.Contains(name) || text[name] is not null || text.Faults.Any(fault => fault.Parameter == name || fault.Parameter == "query"), $"{name} is read or faulty");
        }
    });

    [Test]
    public void The_whole_query_passes_or_fails_by_its_validators_alone() => Fuzz.Survives(s_any, query =>
    {
        var parameters = ListContactsParameters.Read("sess_1", query);
        var request = parameters.ToQuery(new Caller("org", Permissions.Read, "key"));
        try
        {
            s_validation.Handle(request, CancellationToken.None, () => Task.FromResult<ContactPage>(null!)).GetAwaiter().GetResult();
        }
        catch (ValidationException faults)
        {
            Law.Is(faults.Errors.Any() && faults.Errors.All(fault => s_faulty.Contains(fault.PropertyName)), "the names of the faults");
            Law.Is(faults.Errors.All(fault => fault.ErrorMessage.Length < 200 && fault.ErrorMessage.StartsWith("must ", StringComparison.Ordinal)), "the sentences of the faults");
            return;
        }

        Law.Is(parameters.Faults.Count == 0 && string.IsNullOrEmpty(parameters.Cursor), "what passes has no fault and no cursor, since none is ours");
        var next = s_keys.Write(7, request.Walk());
        var text = parameters.LinkTo(next, "/list");
        Law.Is(text.StartsWith("</list?", StringComparison.Ordinal) && text.EndsWith(">; rel=\"next\"", StringComparison.Ordinal) && text.Count(character => character == '>') == 1, "the link's form");
        var link = ListContactsParameters.Read(request.Session, text["</list".Length..text.IndexOf('>', StringComparison.Ordinal)]);
        Law.Is(link.Cursor == next && link.Limit == parameters.Limit && link.Q == parameters.Q, "the link to the next page");
        Law.Same(link.ToQuery(request.Caller).Walk(), request.Walk(), "the walk of the link");
    });
}
