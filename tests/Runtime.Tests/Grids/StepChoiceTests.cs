using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Text;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Grids;

/// <summary>How many steps methods take where the program leaves them the choice, and where they must not go on.</summary>
public class StepChoiceTests
{
    private const string Wave = """
        domain I = [0, 1]
        state u : field on I = START where u = 0 on boundary
        state v : field on I = 0
        H[u, v] = int v^2/2 + |grad u|^2/2
        flow (u, v) = hamilton H
        solve on 200 cells until 2
        observe a = int u

        """;

    // The stable step of a wave is h: half of it gives 800 steps of a run of 2 on 200 cells; data with kinks, also those that the sides make, ask for up to twice as many.
    [Theory]
    [InlineData("sin(pi*x)", 500, 1200)]
    [InlineData("x*(1 - x)", 500, 2200)]
    [InlineData("0", 500, 1200)]
    [InlineData("(if x < 0.5 then x else 1 - x)", 500, 2200)]
    public void Waves_take_hundreds_of_steps(string start, int fewest, int most) =>
        Assert.InRange(GridPrograms.Run(Wave.Replace("START", start, StringComparison.Ordinal)).Statistics.Steps, fewest, most);

    [Fact]
    public void Steps_that_are_chosen_stay_the_same()
    {
        var steps = GridPrograms.Run(Wave.Replace("START", "sin(pi*x)", StringComparison.Ordinal)).Series.Column("dt");
        // Row 0 is the start; the last step ends where the run does.
        for (var k = 2; k < steps.Length - 1; k++)
            Assert.Equal(steps[1], steps[k]);
    }

    // States of very different size, and tails: each state is judged by its own size, and a tail by what it weighs, so the small one is as exact as the large one.
    [Theory]
    [InlineData("rkc { rtol = 1e-6 }")]
    [InlineData("explicit { rtol = 1e-6 }")]
    [InlineData("implicit { rtol = 1e-6 }")]
    [InlineData("imex { rtol = 1e-6 }")]
    [InlineData("sav { rtol = 1e-4 }")]
    public void Every_state_is_judged_by_its_own_size(string method)
    {
        var result = GridPrograms.Run($"""
            domain I = [0, 1]
            state u : field on I = 1e6
            state v : field on I = 1e-3
            E[u, v] = int u'^2/2 + v'^2/2 + 4*v^2
            flow u = descend E in L2
            flow v = descend E in L2 + 8e-3*cos(20*t)
            solve on 8 cells by {method} until 1
            observe a = int v

            """);
        // v' = -8 v + 8e-3 cos 20 t.
        var exact = 1e-3 * (Math.Exp(-8) + 8 * (8 * (Math.Cos(20) - Math.Exp(-8)) + 20 * Math.Sin(20)) / 464);
        // A step errs by rtol; hundreds of steps, most of which the flow forgets. Judged by u, v would be off by its own size.
        Assert.Equal(exact, GridPrograms.Final(result, "a"), method.Contains("1e-4", StringComparison.Ordinal) ? 3e-5 : 3e-6);
    }

    [Fact]
    public void Tails_of_next_to_nothing_reject_no_steps()
    {
        var result = GridPrograms.Run("""
            domain Line = [-8, 8]
            state rho : density on Line = normal(2, 0.25)
            F[rho] = int rho*log(rho) + x^2/2*rho
            flow rho = descend F in fisher_rao
            solve on 200 cells by implicit until 1
            observe m = int x*rho

            """);
        Assert.True(result.Statistics.Rejected <= 0.1 * result.Statistics.Steps, $"{result.Statistics.Rejected} of {result.Statistics.Steps} rejected");
    }

    // A jump and a root are no poles.
    [Theory]
    [InlineData("1/(1/2 - t)", "{ rtol = 1e-4 }", false)]
    [InlineData("log(1/2 - t)", "{ dt = 0.03 }", false)]
    [InlineData("(if t < 1/2 then 0 else 1)", "{ dt = 0.03 }", true)]
    [InlineData("sqrt t", "{ rtol = 1e-4 }", true)]
    [InlineData("20*sin(20*t)", "{ rtol = 1e-4 }", true)]
    public void Spectral_steps_do_not_pass_a_pole(string term, string options, bool passes)
    {
        var compiled = FlowCompiler.Compile(new SourceText("test", $"""
            domain T = periodic [0, 1]
            state u : field on T = 1 + cos(2*pi*x)/10
            E[u] = int u'^2/200
            flow u = descend E in L2 + {term}
            solve on 16 cells by spectral {options} until 1
            observe a = int u

            """), MethodCatalog.Target, Overrides.None);
        Assert.True(compiled.Value is not null, string.Join("\n", compiled.Diagnostics));
        var result = FlowRunner.Run(compiled.Value!, new RunSettings(null, true, 0), _ => { }, CancellationToken.None);
        Assert.Equal(passes ? RunStatus.Done : RunStatus.Failed, result.Status);
        if (!passes)
            Assert.InRange(result.Statistics.EndTime, 0.4, 0.5 + 1e-9);
    }
}
