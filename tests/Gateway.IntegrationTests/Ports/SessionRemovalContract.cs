using Gateway.Application;
using Gateway.Application.Search;
using Gateway.Application.Sessions;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>What <see cref="ISessionRepository"/> promises of a session's end, and of its neighbours.</summary>
internal abstract class SessionRemovalContract(TestDatabase database) : PortFixture(database)
{
    private static readonly Identifier s_phone = Identifier.FromText("6281200000001");
    private static readonly Identifier s_lid = Identifier.FromText("111111111111111@lid");

    [Test]
    public async Task A_removed_id_is_never_given_out_again()
    {
        var session = await NewSessionAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(await Sessions.RemoveAsync(session.Id, CancellationToken.None), Is.True);
            Assert.That(await Sessions.RemoveAsync(session.Id, CancellationToken.None), Is.False);
            Assert.That(await Sessions.AddAsync(session.Id, session.Organization, [], CancellationToken.None), Is.False);
            Assert.That(await Sessions.AddAsync(session.Id, TestSession.NewOrganization(), [], CancellationToken.None), Is.False);
            Assert.That(await Sessions.ListAsync(session.Organization, CancellationToken.None), Is.Empty);
        });
    }

    [Test]
    public async Task A_removed_session_is_gone_for_readers_and_writers()
    {
        var session = await NewSessionAsync();
        await session.ImportAsync(SessionRepositoryContract.Lines);
        await Sessions.RemoveAsync(session.Id, CancellationToken.None);
        Assert.That(await session.ListAsync(), Is.Null);
        Assert.ThrowsAsync<NotFoundException>(() => session.ImportAsync(SessionRepositoryContract.Lines));
    }

    [Test]
    public async Task Sessions_of_the_same_data_do_not_mix()
    {
        var one = await NewSessionAsync(null, s_phone);
        var two = await NewSessionAsync(one.Organization, s_lid);
        await one.ImportAsync(SessionRepositoryContract.Lines);
        await two.ImportAsync(SessionRepositoryContract.Lines);
        var before = await two.ContactsAsync();
        await one.ImportAsync("""{"type":"contact","jid":"6281234567890@s.whatsapp.net","savedName":"Other","directChat":true}""");
        await one.ForgetAsync(Identifier.FromText("7@lid"));
        Assert.That(await two.ContactsAsync(), Is.EqualTo(before).And.Count.EqualTo(2));
        await Sessions.RemoveAsync(one.Id, CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That(await two.ContactsAsync(), Is.EqualTo(before));
            Assert.That(await two.PositionsAsync(Rows.Filter(group: "120363021234567890@g.us")), Has.Count.EqualTo(2));
            Assert.That((await two.ImportAsync(SessionRepositoryContract.Lines)).People, Is.EqualTo(new PeopleCounts(0, 0, 0, 1, 5)));
        });
    }

    [Test]
    public async Task Nothing_but_the_id_of_a_removed_session_stays_in_any_table()
    {
        await using var another = Storage.Another();
        var services = await another.StartMigratedAsync();
        var neighbour = await TestSession.CreateAsync(services, null, s_phone);
        await neighbour.ImportAsync(SessionRepositoryContract.Lines);
        var rows = await another.CountRowsAsync();
        var session = await TestSession.CreateAsync(services, neighbour.Organization, s_phone);
        await session.ImportAsync(SessionRepositoryContract.Lines);
        Assert.That(await another.CountRowsAsync(), Is.GreaterThan(rows + SessionRepositoryContract.Lines.Length));
        await services.GetRequiredService<ISessionRepository>().RemoveAsync(session.Id, CancellationToken.None);
        Assert.That(await another.CountRowsAsync(), Is.EqualTo(rows + 1));
    }

    [Test]
    public async Task Nothing_that_a_removed_session_was_searched_by_stays()
    {
        await using var another = Storage.Another();
        var services = await another.StartMigratedAsync();
        var index = services.GetRequiredService<SearchIndex>();
        var (neighbour, session) = (new SearchedCrowd(await TestSession.CreateAsync(services), new Random(1)), new SearchedCrowd(await TestSession.CreateAsync(services), new Random(1)));
        foreach (var crowd in new[] { neighbour, session })
        {
            await crowd.AppendAsync(1_500);
            await index.KeepUpAsync(crowd.Session.Id, CancellationToken.None);
            await crowd.ChangeAsync(50);
        }

        var both = await CountAsync(another);
        await services.GetRequiredService<ISessionRepository>().RemoveAsync(session.Session.Id, CancellationToken.None);
        Assert.That(await CountAsync(another), Is.EqualTo(both.Select(count => count / 2)).And.All.GreaterThan(0));
        Assert.That(await services.GetRequiredService<ISearchStorage>().DueAsync(CancellationToken.None), Does.Not.Contain(session.Session.Id));
        Assert.That(await index.KeepUpAsync(session.Session.Id, CancellationToken.None), Is.False);
        await neighbour.CheckAsync(20);
    }

    private static async Task<List<long>> CountAsync(TestDatabase database)
    {
        var counts = new List<long>();
        foreach (var table in new[] { "search_postings", "search_runs", "search_changes" })
        {
            counts.Add((long)(await database.PokeAsync($"SELECT count(*) FROM {table}"))[0]);
        }

        return counts;
    }
}
