namespace Gateway.Domain.Ingest.Memory;

/// <summary>Memberships, each in the chain of its identifier and in that of its group. Their roles are few texts.</summary>
internal sealed class PackedMemberships
{
    private const int BytesOfRole = 100;
    private readonly Pieces<PackedMembership> _rows = new();
    private readonly List<string> _roles = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private long _roleBytes;

    public long Bytes => _rows.Bytes + _roleBytes;

    public ref PackedMembership this[int number] => ref _rows[number];

    public int Add(int identifier, int group, int nextOfIdentifier, int nextOfGroup) => _rows.Add(new PackedMembership
    {
        Identifier = identifier,
        Group = group,
        NextOfIdentifier = nextOfIdentifier,
        NextOfGroup = nextOfGroup,
    });

    public void Set(int number, Membership membership)
    {
        ref var row = ref _rows[number];
        row.At = membership.At;
        (row.Role, row.RoleAt) = membership.Role is { } role ? (NumberOf(role.Value), role.At) : (0, 0);
    }

    public Membership Get(int number)
    {
        ref var row = ref _rows[number];
        return new Membership(row.At, row.Role == 0 ? null : new Fact(_roles[row.Role - 1], row.RoleAt));
    }

    private int NumberOf(string role)
    {
        if (!_numbers.TryGetValue(role, out var number))
        {
            _roles.Add(role);
            _roleBytes += BytesOfRole + (sizeof(char) * role.Length);
            _numbers[role] = number = _roles.Count;
        }

        return number;
    }
}

internal struct PackedMembership
{
    public long At;
    public long RoleAt;
    public int Role;
    public int Identifier;
    public int Group;
    public int NextOfIdentifier;
    public int NextOfGroup;
}
