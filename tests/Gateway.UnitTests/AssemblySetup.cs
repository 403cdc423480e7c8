// Nothing that fixtures use changes for another one: they need not wait for each other.
[assembly: Parallelizable(ParallelScope.Fixtures)]
