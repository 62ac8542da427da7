using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Text;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Grids;

/// <summary>How many arrays of the size of a state methods take, and that they take no more as they run.</summary>
public class StepMemoryTests
{
    private const string AllenCahn = "E[u] = int 0.01*|grad u|^2 + (1 - u^2)^2/4\nflow u = descend E in L2";
    private const string CahnHilliard = "E[u] = int 1e-3*|grad u|^2 + (1 - u^2)^2/4\nflow u = descend E in H^-1";
    private const string Thin = "E[u] = int 1e-3*|grad u|^2 + u^4/4\nflow u = descend E in H^-1 { mobility = 1 + u^2 }";

    private const string Density = "F[u] = int 0.1*u*log u + x*u\nflow u = descend F in wasserstein";
    private const string Squared = "F[u] = (int 0.1*u*log u) + (int x*u)^2\nflow u = descend F in wasserstein";

    [Theory]
    [InlineData("[0, 1]", "300", AllenCahn, "", 4)]
    [InlineData("[0, 1] * [0, 1]", "30*20", AllenCahn, "", 4)]
    [InlineData("[0, 1] * [0, 1]", "320*20", AllenCahn, "", 3)]
    [InlineData("[0, 1] * [0, 1]", "30*20", Thin, " { dt = 1e-9 }", 4)]
    [InlineData("[0, 1] * [0, 1]", "320*20", CahnHilliard, " { dt = 1e-9 }", 4)]
    [InlineData("[0, 1] * [0, 1] * [0, 1]", "9*8*7", Thin, "", 4)]
    [InlineData("[0, 1] * [0, 1] * [0, 1]", "9*8*7", CahnHilliard, " { dt = 1e-9 }", 4)]
    [InlineData("[0, 1] * [0, 1]", "30*20", AllenCahn, " { rtol = 1e-4 }", 8)]
    [InlineData("[0, 1] * [0, 1] * [0, 1]", "9*8*7", Thin, " { rtol = 1e-4 }", 9)]
    public void A_state_of_explicit_steps_takes_so_many_arrays(string domain, string cells, string flow, string options, int most) =>
        Takes(domain, cells, "field", flow, $"explicit{options}", 1e-9, most);

    // The bar of GMRES(m) is m more than that of BiCGStab; two-step differences need what a step starts from besides.
    [Theory]
    [InlineData("field", AllenCahn, "implicit", 16)]
    [InlineData("field", CahnHilliard, "implicit", 16)]
    [InlineData("field", Thin, "implicit", 16)]
    // Beside vacuum incomplete factors take the place of averages: five or seven entries of the stencil, room for a solve, weights and slopes less what transforms would take.
    [InlineData("density", Density, "implicit", 23)]
    [InlineData("density", Squared, "implicit", 23)]
    [InlineData("field", CahnHilliard, "implicit { scheme = \"be\" }", 16)]
    [InlineData("field", CahnHilliard, "implicit { scheme = \"bdf2\" }", 17)]
    [InlineData("field", CahnHilliard, "implicit { rtol = 1e-4 }", 16)]
    [InlineData("density", Density, "implicit { rtol = 1e-4 }", 23)]
    [InlineData("field", CahnHilliard, "implicit { solver = \"gmres\"; restart = 10; rtol = 1e-4 }", 26)]
    [InlineData("density", Density, "implicit { solver = \"gmres\"; restart = 10 }", 30)]
    public void A_state_of_implicit_steps_takes_so_many_arrays(string kind, string flow, string method, int most)
    {
        // Symbols of transforms are made of blocks of sixteen rows.
        Takes("[0, 1] * [0, 1]", "32*20", kind, flow, method, 1e-6, most);
        Takes("[0, 1] * [0, 1] * [0, 1]", "9*16*7", kind, flow, method, 1e-6, most);
    }

    private static void Takes(string domain, string cells, string kind, string flow, string method, double dt, int most)
    {
        var compiled = FlowCompiler.Compile(new SourceText("test", $"""
            domain D = {domain}
            state u : {kind} on D = 0.2 + 0.1*noise(seed = 4) where noflux
            {flow.Replace("\n", Environment.NewLine, StringComparison.Ordinal)}
            solve on {cells} cells by {method} until 100

            """), MethodCatalog.Target, Overrides.None);
        Assert.True(compiled.Value is not null, string.Join("\n", compiled.Diagnostics));
        using var state = new GridRunState(compiled.Value!, new RunSettings(null, true, 0) { Threads = 1 });
        var stepper = state.Stepper(compiled.Value!);
        var before = state.ArrayCount;
        state.Fill();
        var t = 0.0;
        for (var k = 0; k < 30; k++)
            t += stepper.Advance([], t, dt).Dt;
        Assert.Equal(before, state.ArrayCount);
        Assert.InRange(state.ArrayCount, 1, most);
    }
}
