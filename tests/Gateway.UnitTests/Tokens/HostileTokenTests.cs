namespace Gateway.UnitTests.Tokens;

public sealed class HostileTokenTests
{
    [Test]
    public async Task Not_one_of_the_hostile_tokens_is_accepted()
    {
        using var bench = new TokenBench(TokenScene.Shared.KeySet);
        var tokens = TokenScene.Shared.Hostile(TokenBench.Now);
        Assert.That(tokens, Has.Count.GreaterThan(250));
        Assert.That(tokens.Select(token => token.Name), Is.Unique);
        Assert.That(tokens.Select(token => token.Text), Is.Unique);

        var accepted = new List<HostileToken>();
        foreach (var token in tokens)
        {
            if ((await bench.VerifyAsync(token.Text)).Refusal is null)
            {
                accepted.Add(token);
            }
        }

        Assert.That(accepted, Is.Empty);
    }

    [Test]
    public async Task What_makes_them_hostile_is_what_their_names_say()
    {
        using var bench = new TokenBench(TokenScene.Shared.KeySet);
        foreach (var key in TokenScene.Shared.Good.Values)
        {
            Assert.That(await bench.CallerOfAsync(Jwt.Sign(key, Jwt.Claims(TokenBench.Now))), Is.Not.Null, key.Id);
        }
    }
}
