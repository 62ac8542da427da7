using Flows.Cli.Engine;
using Flows.Cli.Reports;
using Flows.Language.Text;
using Flows.Runtime.Results;

namespace Flows.Cli.Tests.Examples;

public class MemoryTests
{
    [Theory]
    [InlineData("[0, 1] * [0, 1]", "100000*100000", null, "explicit")]
    [InlineData("[0, 1] * [0, 1]", "10000000*10000000", null, "explicit")]
    [InlineData("[0, 1] * [0, 1] * [0, 1]", "10000000*10000000*10000000", long.MaxValue, "explicit")]
    [InlineData("[0, 1] * [0, 1] * [0, 1]", "128*128*128", 60L << 20, "explicit")]
    [InlineData("[0, 1]", "1000000", 10L << 20, "implicit")]
    public void What_does_not_fit_is_refused_before_anything_is_allocated(string domain, string cells, long? limit, string method)
    {
        var before = GC.GetTotalAllocatedBytes();
        var result = Run(domain, cells, limit, method);
        Assert.Equal("F0909", result.Failure?.Code);
        Assert.Equal(0, result.Statistics.Steps);
        Assert.Contains(cells, result.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("fewer cells", result.Failure.Helps[0], StringComparison.Ordinal);
        Assert.Equal(ExitStatus.ProgramErrors, RunVerdict.Of(result));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50L << 20);
    }

    [Fact]
    public void What_a_run_says_it_needs_is_what_it_needs()
    {
        var counted = Run("[0, 1] * [0, 1]", "64*64", null, "explicit").Statistics;
        Assert.InRange(counted.Arrays, 4, 40);
        Assert.InRange(counted.MemoryBytes, counted.Arrays * 64L * 64 * 8, counted.Arrays * 96L * 96 * 8);
        Assert.Null(Run("[0, 1] * [0, 1]", "64*64", counted.MemoryBytes, "explicit").Failure);
        Assert.Equal("F0909", Run("[0, 1] * [0, 1]", "64*64", counted.MemoryBytes - 1, "explicit").Failure?.Code);
    }

    private static RunResult Run(string domain, string cells, long? limit, string method)
    {
        var program = Programs.Compile(new SourceText("a.flow", $$"""
            domain D = {{domain}}
            state u : field on D = x
            E[u] = int 1/2*|grad u|^2
            flow u = descend E in L2
            solve on {{cells}} cells by {{method}} { dt = 1e-5 } until 2e-5
            """));
        return new FlowEngine().Run(program, new RunSettings(1, null, true) { MemoryLimit = limit }, _ => { }, CancellationToken.None);
    }
}
