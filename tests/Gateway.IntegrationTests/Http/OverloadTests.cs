using System.Collections.Concurrent;
using System.Threading.Channels;
using Gateway.Application.Contacts;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Http;

/// <summary>Far more is asked than can be answered at once.</summary>
[OverEveryDatabase]
public sealed class OverloadTests(TestedDatabase database)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly int s_places = 16 * Environment.ProcessorCount;
    private static readonly int s_share = Math.Min(s_places / 2, 16);

    [Test]
    public async Task Of_ten_times_too_many_each_is_served_right_or_refused_and_all_is_well_after()
    {
        await using var application = new GatewayApplication(database);
        var tenants = new List<Tenant>();
        for (var i = 0; i < 8; i++)
        {
            tenants.Add(await application.NewTenantAsync());
            await tenants[^1].SeedContactsAsync(20);
        }

        var whole = (await tenants[0].ListAsync()).MustBePage(20).Body;
        var answers = await Task.WhenAll(Enumerable.Range(0, s_places * 10).Select(i => tenants[i % tenants.Count].ListAsync())).WaitAsync(s_patience);

        foreach (var answer in answers.Where(answer => answer.Status != 200))
        {
            MustBeRefused(answer);
        }

        Assert.That(answers.Where(answer => answer.Status == 200).Select(answer => answer.Body), Is.Not.Empty.And.All.EqualTo(whole));
        await MustBeWellAsync(tenants);
    }

    [Test]
    public async Task Beyond_its_places_the_service_refuses_at_once_but_for_health_and_serves_on_when_they_are_free()
    {
        var gate = new Gate();
        await using var application = Gated(gate);
        var tenants = new List<Tenant>();
        for (var i = 0; i <= s_places / s_share; i++)
        {
            tenants.Add(await application.NewTenantAsync());
        }

        await gate.FillAsync(Enumerable.Range(0, s_places).Select(i => tenants[i / s_share]), s_places);
        MustBeRefused(await tenants[^1].ListAsync());
        MustBeRefused(await application.RawAsync($"GET {tenants[0].Path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")); // before the token
        foreach (var path in new[] { "/livez", "/readyz" })
        {
            Assert.That((await tenants[0].Client.AskAsync(path)).Status, Is.EqualTo(200));
        }

        foreach (var held in await gate.OpenAsync())
        {
            held.MustBePage(0);
        }

        await MustBeWellAsync(tenants);
    }

    [Test]
    public async Task One_organization_gets_no_more_than_its_share_of_the_places()
    {
        var gate = new Gate();
        await using var application = Gated(gate);
        var (noisy, other) = (await application.NewTenantAsync(), await application.NewTenantAsync());

        await gate.FillAsync(Enumerable.Repeat(noisy, s_share), s_share);
        foreach (var beyond in await Task.WhenAll(Enumerable.Range(0, s_places * 10).Select(_ => noisy.ListAsync())).WaitAsync(s_patience))
        {
            MustBeRefused(beyond);
        }

        gate.LetThrough(other);
        for (var i = 0; i < 20; i++)
        {
            (await other.ListAsync()).MustBePage(0);
        }

        foreach (var held in await gate.OpenAsync())
        {
            held.MustBePage(0);
        }

        await MustBeWellAsync([noisy, other]);
    }

    [Test]
    public async Task Beside_a_noisy_organization_the_others_are_all_served()
    {
        await using var application = new GatewayApplication(database);
        var (noisy, other) = (await application.NewTenantAsync(), await application.NewTenantAsync());
        await noisy.SeedContactsAsync(50);
        (await noisy.ListAsync()).MustBePage(50);
        using var quiet = new CancellationTokenSource();
        var noise = Enumerable.Range(0, s_places * 3).Select(async _ =>
        {
            for (; !quiet.IsCancellationRequested; await Task.Yield())
            {
                if (await noisy.ListAsync() is { Status: not 200 } refusal)
                {
                    MustBeRefused(refusal);
                }
            }
        }).ToList();
        var served = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            served.Add((await other.ListAsync()).Status);
        }

        await quiet.CancelAsync();
        await Task.WhenAll(noise).WaitAsync(s_patience);
        Assert.That(served, Is.All.EqualTo(200));
    }

    [Test]
    public async Task Where_rates_are_limited_a_noisy_organization_is_told_so_and_the_others_are_all_served()
    {
        await using var application = new GatewayApplication(
            database, ("Gateway:RateLimits:Enabled", "true"), ("Gateway:RateLimits:PerCaller", "10"), ("Gateway:RateLimits:PerOrganization", "10"));
        var (noisy, other) = (await application.NewTenantAsync(), await application.NewTenantAsync());
        var noise = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var answers = new List<Answer>();
            for (var i = 0; i < 50; i++)
            {
                answers.Add(await noisy.ListAsync());
            }

            return answers;
        }));
        for (var i = 0; i < 20; i++)
        {
            (await other.ListAsync()).MustBePage(0);
        }

        var heard = (await noise.WaitAsync(s_patience)).SelectMany(answers => answers).ToList();
        Assert.That(heard.Select(answer => answer.Status).Distinct(), Is.EquivalentTo(new[] { 200, 429 }));
        foreach (var refusal in heard.Where(answer => answer.Status == 429))
        {
            Assert.That(refusal.MustBe(429, "rate_limited").Header("Retry-After"), Is.EqualTo("1"));
        }
    }

    private GatewayApplication Gated(Gate gate) => new(database)
    {
        Replace = services =>
        {
            var real = services.Last(service => service.ServiceType == typeof(IContactRepository));
            services.AddSingleton(provider => gate.Before((IContactRepository)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
        },
    };

    private static void MustBeRefused(Answer answer) =>
        Assert.That(answer.MustBe(503, "unavailable").Header("Retry-After"), Is.EqualTo("1"));

    private static async Task MustBeWellAsync(IEnumerable<Tenant> tenants)
    {
        foreach (var tenant in tenants)
        {
            (await tenant.ListAsync()).MustBePage();
            Assert.That((await tenant.Client.AskAsync("/readyz")).Status, Is.EqualTo(200));
        }
    }

    /// <summary>Holds requests up in their work, until it is opened: how many are at work is so the test's to say.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Channel<bool> _arrived = Channel.CreateUnbounded<bool>();
        private readonly ConcurrentDictionary<string, bool> _through = new();
        private readonly List<Task<Answer>> _held = [];

        public IContactRepository Before(IContactRepository real) => new Gated(this, real);

        public void LetThrough(Tenant tenant) => _through[tenant.Organization] = true;

        public async Task FillAsync(IEnumerable<Tenant> askers, int count)
        {
            _held.AddRange(askers.Select(asker => asker.ListAsync()));
            for (var i = 0; i < count; i++)
            {
                await _arrived.Reader.ReadAsync().AsTask().WaitAsync(s_patience); // each gets a place
            }
        }

        public Task<Answer[]> OpenAsync()
        {
            _opened.SetResult();
            return Task.WhenAll(_held).WaitAsync(s_patience);
        }

        private sealed class Gated(Gate gate, IContactRepository real) : IContactRepository
        {
            public async Task<ContactRows?> ListAsync(string organizationId, SessionId session, ContactFilter filter, long after, int take, CancellationToken cancellationToken)
            {
                if (!gate._through.ContainsKey(organizationId))
                {
                    gate._arrived.Writer.TryWrite(true);
                    await gate._opened.Task.WaitAsync(cancellationToken);
                }

                return await real.ListAsync(organizationId, session, filter, after, take, cancellationToken);
            }
        }
    }
}
