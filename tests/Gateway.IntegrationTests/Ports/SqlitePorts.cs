namespace Gateway.IntegrationTests.Ports;

// The contract of every port, held by the embedded database.

internal sealed class SqliteContactListTests() : ContactListContract(new SqliteTestDatabase());
