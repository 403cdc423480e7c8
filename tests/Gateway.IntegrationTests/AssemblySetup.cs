// Every test brings its own organization and session: fixtures need not wait for each other.
[assembly: Parallelizable(ParallelScope.Fixtures)]
