using System.Globalization;
using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Text;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Grids;

/// <summary>`explicit` with a tolerance: the pair of Dormand and Prince keeps it, and says why where it cannot.</summary>
public class DormandPrinceTests
{
    private static readonly double[] Tolerances = [1e-4, 1e-6, 1e-8];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_error_at_the_end_falls_with_the_tolerance(int dimension)
    {
        var (axes, cells) = (string.Join(" * ", Enumerable.Repeat("[0, 1]", dimension)), string.Join('*', Enumerable.Repeat("12", dimension)));
        double Value(double rtol) => GridPrograms.Final(GridPrograms.Run(string.Create(CultureInfo.InvariantCulture, $$"""
            domain D = {{axes}}
            state u : field on D = 0.4 + 0.3*cos(pi*x)
            E[u] = int 0.01*|grad u|^2 + (1 - u^2)^2/4
            flow u = descend E in L2 + 0.1*sin(5*t)
            solve on {{cells}} cells by explicit { rtol = {{rtol:R}}; dt_max = 3 } until 3
            observe a = int u*cos(pi*x) + u^3/5

            """)), "a");
        var exact = Value(1e-13);
        var errors = Tolerances.Select(rtol => Math.Abs(Value(rtol) - exact)).ToArray();
        for (var k = 1; k < errors.Length; k++)
            Assert.InRange(errors[k], 0, errors[k - 1] / 10);
        // Each step errs by rtol at most, relative to a state of size 1, and the flow forgets.
        Assert.InRange(errors[0], 1e-9, 1e-3);
        Assert.InRange(errors[^1], 0, 1e-9);
    }

    [Fact]
    public void Steps_that_are_rejected_leave_no_trace()
    {
        // A first step far beyond stability is rejected until it fits.
        var result = GridPrograms.Run("""
            domain D = periodic [0, 1] * periodic [0, 1]
            state u : field on D = 0.1*noise(seed = 3)
            E[u] = int 0.01*|grad u|^2/2 + (1 - u^2)^2/4
            flow u = descend E in L2
            solve on 24*24 cells by explicit { rtol = 1e-4; dt = 5 } until 6
            observe e = E

            """);
        Assert.True(result.Statistics.Rejected > 0);
        var energies = result.Series.Column("e");
        for (var k = 1; k < energies.Length; k++)
            Assert.True(energies[k] <= energies[k - 1] * (1 + 1e-12), $"{energies[k - 1]:R} -> {energies[k]:R}");
        Assert.Equal(6, result.Statistics.EndTime);
    }

    [Fact]
    public void Snapshots_are_hit_exactly()
    {
        var result = GridPrograms.Run("""
            domain D = [0, 1]
            state u : field on D = cos(pi*x)
            state v : field on D = 0
            E[u, v] = int |grad u|^2/2 + |grad v|^2/2
            flow u = descend E in L2
            flow v = descend E in L2
            solve on 16 cells by explicit { rtol = 1e-6 } until 0.3
            observe a = int u^2 every 0.07

            """);
        var (times, values) = (result.Series.Column("t"), result.Series.Column("a"));
        Assert.Equal([0, 0.07, 0.14, 0.21, 0.28], times.Where((_, k) => !double.IsNaN(values[k])).Select(t => Math.Round(t, 12)));
    }

    [Fact]
    public void What_blows_up_fails_by_name_with_the_last_good_state()
    {
        var result = Run("field", "1 + 0.1*x", "-int u^4", "L2 { unbounded = true }");
        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Contains(result.Failure!.Code, "F0902|F0904", StringComparison.Ordinal);
        Assert.True(double.IsFinite(result.Failure.LastEnergy));
    }

    [Fact]
    public void No_density_is_left_negative()
    {
        // Fluxes of averaged densities take mass from the vacuum behind a block that moves: such steps are taken again.
        var result = Run("density", "step(0.1 - |x - 1/2|)", "int x*u", "wasserstein");
        Assert.True(result.Statistics.Rejected > 0);
        Assert.True(result.Statistics.Minimum >= 0);
        Assert.InRange(result.Statistics.MassDrift, 0, 1e-12);
    }

    private static RunResult Run(string kind, string initial, string energy, string metric)
    {
        var compiled = FlowCompiler.Compile(new SourceText("test", $$"""
            domain D = [0, 1] * [0, 1]
            state u : {{kind}} on D = {{initial}}
            E[u] = {{energy}}
            flow u = descend E in {{metric}}
            solve on 16*16 cells by explicit { rtol = 1e-3 } until 3

            """), MethodCatalog.Target, Overrides.None);
        Assert.True(compiled.Value is not null, string.Join("\n", compiled.Diagnostics));
        return FlowRunner.Run(compiled.Value!, new RunSettings(null, true, 0) { Threads = 1 }, _ => { }, CancellationToken.None);
    }
}
