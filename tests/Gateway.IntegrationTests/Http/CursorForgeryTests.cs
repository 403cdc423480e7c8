using System.Buffers.Text;

namespace Gateway.IntegrationTests.Http;

/// <summary>Cursors that we did not make.</summary>
[OverEveryDatabase]
public sealed class CursorForgeryTests(TestedDatabase database)
{
    private Tenant _tenant = null!;
    private string _cursor = "";
    private byte[] _refusal = [];

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.SeedContactsAsync(3);
        _cursor = (await _tenant.ListAsync("limit=2")).NextCursor;
        _refusal = (await _tenant.ListAsync("cursor=garbage")).MustBe(400, "validation_error", "cursor").Body;
    }

    [Test]
    public async Task Is_refused_with_any_single_bit_of_it_flipped()
    {
        var bytes = Base64Url.DecodeFromChars(_cursor);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await RefusesAsync("cursor=" + Base64Url.EncodeToString(flipped));
        }
    }

    [Test]
    public async Task Is_refused_with_any_single_bit_of_its_text_flipped()
    {
        for (var bit = 0; bit < _cursor.Length * 7; bit++)
        {
            var flipped = _cursor.ToCharArray();
            flipped[bit / 7] ^= (char)(1 << (bit % 7));
            if (!char.IsControl(flipped[bit / 7]))
            {
                await RefusesAsync("cursor=" + Uri.EscapeDataString(new string(flipped)));
            }
        }
    }

    [Test]
    public async Task Is_refused_cut_at_any_place()
    {
        for (var length = 1; length < _cursor.Length; length++)
        {
            await RefusesAsync("cursor=" + _cursor[..length]);
            await RefusesAsync("cursor=" + _cursor[length..]);
        }
    }

    [TestCase("{0}{0}")]
    [TestCase("{0}=")]
    [TestCase("{0}%3D%3D")]
    [TestCase("{0}%20")]
    [TestCase("+{0}")]
    [TestCase("%2B{0}")]
    [TestCase("{0}/")]
    [TestCase("{0}%2F")]
    [TestCase("{0}A")]
    [TestCase("%20")]
    [TestCase("0")]
    [TestCase("1")]
    [TestCase("null")]
    [TestCase("-")]
    [TestCase("====")]
    [TestCase("%F0%9F%98%80")]
    [TestCase("%2B%2F%3D%2B%2F%3D%2B%2F%3D%2B%2F%3D%2B%2F%3D%2B%2F%3D%2B%2F%3D%2B%2F%3D%2B%2F%3D%2B%2F%3D%2B%2F%3D%2B")] // as long as a cursor
    [TestCase("....................................................................................................")]
    [TestCase("..................................")] // as long as a cursor
    [TestCase("%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Is_refused_when_it_is_none_of_ours(string cursor) =>
        await RefusesAsync("cursor=" + string.Format(null, cursor, _cursor));

    [TestCase(255)]
    [TestCase(256)]
    [TestCase(257)]
    [TestCase(4000)]
    public async Task Is_refused_at_any_other_length(int length) => await RefusesAsync("cursor=" + new string('A', length));

    /// <summary>Every refused cursor gets the same bytes.</summary>
    private async Task RefusesAsync(string query)
    {
        var answer = (await _tenant.ListAsync(query)).MustBe(400, "validation_error", "cursor");
        Assert.That(answer.Body, Is.EqualTo(_refusal), query);
    }
}
