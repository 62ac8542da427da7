using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Flows.Bench;

// transforms [threads [cells]]
if (args is ["transforms", .. var rest])
{
    TransformTimes.Run(rest is [var threads, ..] ? int.Parse(threads, CultureInfo.InvariantCulture) : 1, rest is [_, var cells] ? cells : "", Console.Out);
    return;
}

if (args is ["dispatch"])
{
    Dispatch.Run(Console.Out);
    return;
}

// choice [--limit SECONDS] [-o FILE] [FILE | FOLDER …]
if (args is ["choice", .. var judged])
{
    Choice.Run(judged, Console.Out);
    return;
}

if (args is ["steps", .. var workers])
{
    GridSteps.RunSteps(workers is [var w] ? int.Parse(w, CultureInfo.InvariantCulture) : 1, Console.Out);
    return;
}
if (args is ["grids", .. var count])
{
    GridSteps.Run(count is [var n] ? int.Parse(n, CultureInfo.InvariantCulture) : 1, Console.Out);
    return;
}

if (args is ["scaling", .. var size])
{
    Scaling.Run(size is [var s] ? int.Parse(s, CultureInfo.InvariantCulture) : 1024, Console.Out);
    return;
}
if (args is ["compiling", .. var programs])
{
    CompileTimes.Run(programs, Console.Out);
    return;
}

// In process: what is measured is the code, not the start of a runtime. Whole processes are timed by bench/processes.sh.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithOptions(ConfigOptions.DisableLogFile);
BenchmarkSwitcher.FromAssembly(typeof(JkoSteps).Assembly).Run(args, config);
