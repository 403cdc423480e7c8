using System.Text.Json;

namespace Gateway.IntegrationTests.Document;

/// <summary>The running service does what the document says, all of it, and nothing else.</summary>
public sealed class ConformanceTests
{
    /// <summary>What no operation answers, but the edge before any is found.</summary>
    private static readonly string[] s_edgeCodes = ["method_not_allowed"];

    private readonly ApiDocument _document = ApiDocument.Committed;
    private readonly List<(DocumentedOperation Operation, Situation Situation, string Method, Answer Answer)> _happened = [];
    private Stage _stage = null!;

    [OneTimeSetUp]
    public async Task PlayAsync()
    {
        _stage = await Stage.SetAsync();
        foreach (var operation in _document.Operations)
        {
            foreach (var situation in await SituationsAsync(operation))
            {
                foreach (var method in operation.Method == "GET" ? new[] { "GET", "HEAD" } : [operation.Method])
                {
                    _happened.Add((operation, situation, method, await situation.AskAsync(method)));
                }
            }
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _stage.DisposeAsync();

    [Test]
    public async Task The_document_is_served_as_it_is_committed()
    {
        using var anybody = _stage.Anonymous;
        var served = (await anybody.AskAsync("/openapi.json")).Json;
        Assert.That(JsonElement.DeepEquals(served, _document.Root));
    }

    [Test]
    public void Every_answer_is_as_documented() => Assert.That(
        _happened.SelectMany(
            one => Conformance.Faults(_document, one.Operation, one.Method, one.Answer),
            (one, fault) => $"{one.Method} {one.Operation.Id}, {one.Situation.Name}: {fault}"),
        Is.Empty);

    [Test]
    public void Every_situation_gets_its_answer_with_its_headers()
    {
        foreach (var (operation, situation, method, answer) in _happened)
        {
            var told = $"{method} {operation.Id}, {situation.Name}";
            Assert.That(answer.Status, Is.EqualTo(situation.Status), told);
            Assert.That(Conformance.Code(answer), Is.EqualTo(method == "HEAD" ? null : situation.Code), told);
            var documented = operation.Answers.Single(one => one.Status == answer.Status);
            Assert.That(Conformance.Occasional(documented, answer), Is.EquivalentTo(situation.Headers), told);
        }
    }

    [Test]
    public void Every_documented_status_and_code_and_header_is_seen()
    {
        var seen = _happened.SelectMany(one => one.Answer.Headers.Select(header => header.Key).Append(Conformance.Code(one.Answer) ?? ""), (one, what) => (one.Operation.Id, one.Answer.Status, what.ToLowerInvariant())).ToHashSet();
        var documented =
            from operation in _document.Operations
            from answer in operation.Answers
            from what in answer.Headers.Select(header => header.Name).Concat(answer.Codes.DefaultIfEmpty(""))
            select (operation.Id, answer.Status, what.ToLowerInvariant());
        Assert.That(documented.Where(one => !seen.Contains(one)), Is.Empty);
    }

    [Test]
    public void Every_error_code_is_of_some_operation_or_of_the_edge()
    {
        var codes = _document.Root.GetProperty("components").GetProperty("schemas").GetProperty("ErrorCode").GetProperty("enum").EnumerateArray().Select(code => code.GetString());
        Assert.That(codes, Is.EquivalentTo(_document.Operations.SelectMany(operation => operation.Answers).SelectMany(answer => answer.Codes).Concat(s_edgeCodes).Distinct()));
    }

    [Test]
    public async Task What_only_the_edge_answers_comes_in_the_documented_envelope()
    {
        using var anybody = _stage.Anonymous;
        var answers = new[] { await anybody.AskAsync(_stage.Tenant.Path, "POST") };
        Assert.That(answers.Select(answer => answer.Status), Is.EqualTo(new[] { 405 }));
        Assert.That(answers.Select(Conformance.Code), Is.EqualTo(s_edgeCodes));
        var envelope = _document.Root.GetProperty("components").GetProperty("schemas").GetProperty("ErrorResponse");
        Assert.That(answers.SelectMany(answer => _document.Schemas.Faults(envelope, answer.Json)), Is.Empty);
    }

    /// <summary>A new operation fails the tests until it has its situations here.</summary>
    private Task<IReadOnlyList<Situation>> SituationsAsync(DocumentedOperation operation) => operation.Id switch
    {
        "listContacts" => new ListContactsSituations(_stage).AllAsync(),
        "sendObservations" => new SendObservationsSituations(_stage).AllAsync(),
        _ => throw new NotSupportedException($"Nothing asks {operation.Id}: write its situations."),
    };
}
