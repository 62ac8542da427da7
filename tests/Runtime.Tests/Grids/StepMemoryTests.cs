using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Text;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Grids;

/// <summary>How many arrays of the size of a state explicit methods take, and that they take no more as they run.</summary>
public class StepMemoryTests
{
    private const string AllenCahn = "E[u] = int 0.01*|grad u|^2 + (1 - u^2)^2/4\nflow u = descend E in L2";
    private const string CahnHilliard = "E[u] = int 1e-3*|grad u|^2 + (1 - u^2)^2/4\nflow u = descend E in H^-1";
    private const string Thin = "E[u] = int 1e-3*|grad u|^2 + u^4/4\nflow u = descend E in H^-1 { mobility = 1 + u^2 }";

    [Theory]
    [InlineData("[0, 1]", "300", AllenCahn, "", 4)]
    [InlineData("[0, 1] * [0, 1]", "30*20", AllenCahn, "", 4)]
    [InlineData("[0, 1] * [0, 1]", "160*20", AllenCahn, "", 3)]
    [InlineData("[0, 1] * [0, 1]", "30*20", Thin, " { dt = 1e-9 }", 4)]
    [InlineData("[0, 1] * [0, 1]", "160*20", CahnHilliard, " { dt = 1e-9 }", 4)]
    [InlineData("[0, 1] * [0, 1] * [0, 1]", "9*8*7", Thin, "", 4)]
    [InlineData("[0, 1] * [0, 1] * [0, 1]", "9*8*7", CahnHilliard, " { dt = 1e-9 }", 4)]
    [InlineData("[0, 1] * [0, 1]", "30*20", AllenCahn, " { rtol = 1e-4 }", 8)]
    [InlineData("[0, 1] * [0, 1] * [0, 1]", "9*8*7", Thin, " { rtol = 1e-4 }", 9)]
    public void A_state_takes_so_many_arrays(string domain, string cells, string flow, string options, int most)
    {
        var compiled = FlowCompiler.Compile(new SourceText("test", $"""
            domain D = {domain}
            state u : field on D = 0.1 + 0.1*noise(seed = 4) where noflux
            {flow.Replace("\n", Environment.NewLine, StringComparison.Ordinal)}
            solve on {cells} cells by explicit{options} until 100

            """), MethodCatalog.Target, Overrides.None);
        Assert.True(compiled.Value is not null, string.Join("\n", compiled.Diagnostics));
        using var state = new GridRunState(compiled.Value!, new RunSettings(null, true, 0) { Threads = 1 });
        var stepper = state.Stepper(compiled.Value!);
        var before = state.ArrayCount;
        state.Fill();
        var t = 0.0;
        for (var k = 0; k < 30; k++)
            t += stepper.Advance([], t, 1e-9).Dt;
        Assert.Equal(before, state.ArrayCount);
        Assert.InRange(state.ArrayCount, 1, most);
    }
}
