namespace Gateway.Application; internal static class Stub;
