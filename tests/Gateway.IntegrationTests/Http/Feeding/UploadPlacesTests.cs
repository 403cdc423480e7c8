namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>How many may send at once.</summary>
[OverEveryDatabase]
public sealed class UploadPlacesTests(TestedDatabase database)
{
    private const int Places = 16;
    private const int Share = 12;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task One_organization_gets_its_share_all_together_no_more_than_there_are_and_pages_go_on()
    {
        await using var application = new GatewayApplication(database);
        var (noisy, other) = (await Feeder.NewAsync(application), await Feeder.NewAsync(application));
        await using var open = new OpenUploads();
        await open.BeginAsync(noisy, Share);
        MustBeRefused(await noisy.SendAsync(Lines.Person(1)));
        await open.BeginAsync(other, Places - Share);
        MustBeRefused(await other.SendAsync(Lines.Person(1)));
        using var nobody = application.Anonymous();
        MustBeRefused(await nobody.SendAsync(noisy.Path, Feeder.Content(new ByteArrayContent([])))); // before the token

        for (var i = 0; i < 40; i++)
        {
            (await noisy.Tenant.ListAsync()).MustBePage();
        }

        Assert.That((await open.EndAsync()).Select(answer => answer.Status), Is.All.EqualTo(200));
        Assert.That((await noisy.SendAsync(Lines.Person(1))).Status, Is.EqualTo(200));
        (await noisy.Tenant.ListAsync()).MustBePage(Share + 1);
    }

    private static void MustBeRefused(Answer answer) => Assert.That(answer.MustBe(503, "unavailable").Header("Retry-After"), Is.EqualTo("1"));

    /// <summary>Each has sent somebody, who is there, and sends on when told to.</summary>
    private sealed class OpenUploads : IAsyncDisposable
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<Task<Answer>> _uploads = [];

        public async Task BeginAsync(Feeder feeder, int count)
        {
            _uploads.AddRange(Enumerable.Range(100, count).Select(number => feeder.StreamAsync(async stream =>
            {
                await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Lines.Person(number) + "\n"));
                await stream.FlushAsync();
                await _end.Task;
            })));
            await feeder.UntilListedAsync(count);
            Assert.That(_uploads.Where(upload => upload.IsCompleted), Is.Empty);
        }

        public Task<Answer[]> EndAsync()
        {
            _end.TrySetResult();
            return Task.WhenAll(_uploads).WaitAsync(s_patience);
        }

        public async ValueTask DisposeAsync() => await EndAsync();
    }
}
