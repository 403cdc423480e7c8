using Gateway.Domain.Access;

namespace Gateway.UnitTests.Access;

public sealed class RolePermissionsTests
{
    private const Permissions Everything = Permissions.Read | Permissions.Send | Permissions.Manage | Permissions.Ingest;

    [TestCase(Everything, "owner")]
    [TestCase(Everything, "admin")]
    [TestCase(Permissions.Read | Permissions.Send, "member")]
    [TestCase(Permissions.Read, "viewer")]
    [TestCase(Permissions.None, "guest")]
    [TestCase(Permissions.None, "Owner")]
    [TestCase(Permissions.None, "")]
    [TestCase(Permissions.None)]
    public void A_role_allows_what_the_contract_says_and_any_other_nothing(Permissions permissions, params string[] roles) =>
        Assert.That(RolePermissions.Default.Of(roles), Is.EqualTo(permissions));

    [TestCase(Everything, "viewer,owner")]
    [TestCase(Everything, "viewer , admin")]
    [TestCase(Permissions.Read, "viewer,stranger,")]
    [TestCase(Permissions.Read | Permissions.Send, "viewer", "member")]
    public void Several_roles_allow_what_any_of_them_does(Permissions permissions, params string[] roles) =>
        Assert.That(RolePermissions.Default.Of(roles), Is.EqualTo(permissions));

    [Test]
    public void Other_roles_take_the_place_of_the_usual_ones()
    {
        var roles = new RolePermissions([new("org:boss", Permissions.Manage)]);
        Assert.That(roles.Of(["org:boss"]), Is.EqualTo(Permissions.Manage));
        Assert.That(roles.Of(["owner"]), Is.EqualTo(Permissions.None));
    }
}
