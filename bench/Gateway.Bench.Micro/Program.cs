using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Gateway.Bench.Micro;

// In this process: BenchmarkDotNet's own projects know nothing of central package management. bench/micro.sh runs it.
var isLong = args.Contains("--long");
var job = (isLong ? Job.Default : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
var left = args.Where(argument => argument != "--long").ToArray();
BenchmarkSwitcher.FromAssembly(typeof(FoldingBenchmarks).Assembly).Run(left.Contains("--filter") ? left : [.. left, "--filter", "*"], DefaultConfig.Instance.AddJob(job));
