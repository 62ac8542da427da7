using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Text;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Grids;

/// <summary>Runs programs as users write them.</summary>
internal static class GridPrograms
{
    /// <summary>Compiles and runs a program to its end.</summary>
    public static RunResult Run(string program, int threads = 1, bool draws = false)
    {
        var compiled = FlowCompiler.Compile(new SourceText("test", program), MethodCatalog.Target, Overrides.None);
        Assert.True(compiled.Value is not null, $"{program}\n{string.Join("\n", compiled.Diagnostics)}");
        var result = FlowRunner.Run(compiled.Value!, new RunSettings(null, !draws, 0) { Threads = threads }, _ => { }, CancellationToken.None);
        Assert.True(result.Status == RunStatus.Done, $"{program}\n{result.Failure?.Message}");
        return result;
    }

    /// <summary>The last value of an observable.</summary>
    public static double Final(RunResult result, string name) => result.Series.Column(name)[^1];
}
