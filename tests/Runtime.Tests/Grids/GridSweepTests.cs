using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Text;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Grids;

/// <summary>Steps that are swept through the cache are those of whole passes over memory: the same states, energy and dissipation.</summary>
public class GridSweepTests
{
    [Theory]
    [InlineData("periodic [0, 1] * periodic [0, 2]", "", "|grad u|^2/2 + (1 - u^2)^2/4", "L2")]
    [InlineData("[0, 1] * periodic [0, 2]", "where noflux", "|grad u|^2/2 + x*y*u", "L2")]
    [InlineData("periodic [0, 1] * [0, 2]", "where u = x on bottom, u = 1 - x on top", "|grad u|^2/2 + u^4", "L2 { mobility = 1 + u^2 }")]
    [InlineData("[0, 1] * [0, 2]", "where u = y on left, u = 1 - y on right, noflux on y", "|grad u|^2/2 + sin(t + x)*u", "L2")]
    [InlineData("[0, 1] * [0, 2]", "where noflux", "1e-3*|grad u|^2/2 + (1 - u^2)^2/4", "H^-1 { mobility = 1 + u^2 }")]
    [InlineData("periodic [0, 1] * periodic [0, 2]", "", "(lap u + 4*u)^2/2 + u^4/4", "H^-1")]
    public void A_swept_step_is_the_step_of_whole_passes(string domain, string sides, string energy, string metric)
    {
        var program = $"""
            domain D = {domain}
            state u : field on D = 0.5 + 0.3*sin(2*pi*x)*cos(pi*y) + 0.1*noise(1, seed = 3) {sides}
            E[u] = int {energy}
            flow u = descend E in {metric}
            solve on 150*21 cells by explicit until 1

            """;
        foreach (var (threads, streams) in new[] { (1, false), (2, false), (3, false), (1, true), (3, true) })
        {
            using var swept = New(program, threads);
            using var plain = New(program, 1);
            Assert.True(swept.System.CanSweep);
            swept.Fill();
            plain.Fill();
            const double Dt = 1e-9;
            var sweep = new ShuOsherSweep(swept.System, true, [true], streams);
            var first = swept.System.Context.Memory.Take(1);
            int[] one = plain.System.Context.Memory.Take(1), two = plain.System.Context.Memory.Take(1);
            var states = plain.Arrays;
            for (var k = 0; k < 3; k++)
            {
                sweep.Step(swept.Arrays, 0.1 * k, Dt, first);
                plain.System.Step(states, 0.1 * k, Dt, one);
                plain.System.Stage(0.75, states, 0.25, one, 0.25 * Dt, 0.1 * k + Dt, two);
                plain.System.Stage(1 - (2.0 / 3), states, 2.0 / 3, two, 2.0 / 3 * Dt, 0.1 * k + 0.5 * Dt, one);
                plain.System.Fill(one, 0.1 * k + Dt);
                Assert.Equal(Cells(plain, one[0]), Cells(swept, first[0]));
                Near(plain.System.Energy(one, 0.1 * k + Dt, out var magnitude), sweep.Energy);
                Near(magnitude, sweep.Magnitude);
                Near(plain.System.Dissipation(one, 0.1 * k + Dt), sweep.Dissipation);
                Assert.Equal(Cells(plain, one[0]).Min(), sweep.Least(0));
                (swept.Arrays[0], first[0]) = (first[0], swept.Arrays[0]);
                (states[0], one[0]) = (one[0], states[0]);
            }
        }
    }

    // Sums are added in another order: 1e-12 is 10⁴ roundings.
    private static void Near(double wanted, double found) => Assert.InRange(found, wanted - 1e-12 * Math.Abs(wanted), wanted + 1e-12 * Math.Abs(wanted));

    private static double[] Cells(GridRunState state, int array)
    {
        var cells = new double[state.Cells];
        state.System.Context.Passes.Gather(array, cells);
        return cells;
    }

    private static GridRunState New(string program, int threads) =>
        new(FlowCompiler.Compile(new SourceText("sweep", program), MethodCatalog.Target, Overrides.None).Value!, new RunSettings(null, true, 0) { Threads = threads });
}
