namespace Gateway.IntegrationTests.Docs;

/// <summary>What the service answers when it has a defect, which no sample can call up: one is built in.</summary>
internal static class Defect
{
    public static async Task<string> AnswerAsync()
    {
        await using var application = GatewayApplication.Failing(() => new InvalidOperationException());
        var answer = await (await application.NewTenantAsync()).ListAsync();
        return $"HTTP/1.1 {answer.Status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(answer.Status)}\n{answer.Signature}\n\n{answer.Text}";
    }
}
