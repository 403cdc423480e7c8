namespace Gateway.Infrastructure; internal static class Stub;
