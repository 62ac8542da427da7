using Flows.Cli.Engine;
using Flows.Language.Text;
using Flows.Runtime.Results;

namespace Flows.Cli.Tests.Examples;

public class SavedStateTests
{
    [Theory]
    [InlineData("[0, 1] * [0, 2]", "12*8", "explicit")]
    [InlineData("[0, 1]", "40", "implicit { dt = 1e-3 }")]
    [InlineData("[0, 1]", "40", "explicit")]
    public void States_are_saved_at_the_start_at_every_multiple_and_at_the_end(string domain, string cells, string method)
    {
        var saved = new Saved();
        Run(saved, $$"""
            domain D = {{domain}}
            state u : field on D = 2 + cos(pi*x)
            E[u] = int 1/2*|grad u|^2
            flow u = descend E in L2
            solve on {{cells}} cells by {{method}} until 0.1
            save every 0.03
            """);
        Assert.Equal([0, 0.03, 0.06, 0.09, 0.1], saved.Times.Select(t => Math.Round(t, 15)));
        Assert.Equal(0.03, saved.Times[1]);
        // The slowest cosine falls as exp(−π²t); its sign and place say that the order of the cells is right.
        for (var k = 0; k < saved.Times.Count; k++)
            Assert.Equal(2 + Math.Exp(-Math.PI * Math.PI * saved.Times[k]), saved.Frames[k][0][0], 2e-2);
    }

    [Fact]
    public void Moving_cells_are_saved_as_they_are_and_on_the_grid_with_their_mass()
    {
        var saved = new Saved();
        Run(saved, """
            domain Line = [-8, 8]
            state rho : density on Line = normal(0, 0.5)
            F[rho] = int rho*log(rho)
            flow rho = descend F in wasserstein
            solve on 60 cells by jko { tau = 0.05 } until 0.3
            save every 0.12
            """);
        Assert.Equal(["rho", "rho_edges", "rho_values"], saved.Layout!.Fields.Select(f => f.Name));
        Assert.Equal(4, saved.Times.Count);
        foreach (var frame in saved.Frames)
        {
            Assert.Equal(1, frame[0].Sum() * 16 / 60, 1e-9);
            Assert.Equal(1, frame[2].Select((value, i) => value * (frame[1][i + 1] - frame[1][i])).Sum(), 1e-9);
        }
        Assert.True(saved.Frames[^1][1][0] < saved.Frames[0][1][0]);
    }

    [Theory]
    [InlineData("[0, 1] * [0, 1]", "16*16", "1 + x*y", "explicit { dt = 1e-4 }", "save every 1")]
    [InlineData("[0, 1] * [0, 1]", "16*16", "1 + x*y", "explicit { dt = 1e-4 }", "")]
    [InlineData("[0, 1] * [0, 1]", "16*16", "1 + x*y", "explicit { rtol = 1e-3 }", "")]
    [InlineData("[0, 1] * [0, 1]", "140*16", "1 + x*y", "explicit", "")]
    [InlineData("[0, 1] * [0, 1] * [0, 1]", "6*5*4", "1 + x*y*z", "rkc { rtol = 1e-3 }", "")]
    [InlineData("[0, 1]", "16", "1 + x", "rkc { dt = 1e-4 }", "")]
    public void A_run_that_fails_leaves_its_last_good_state(string domain, string cells, string initial, string method, string save)
    {
        var saved = new Saved();
        var result = Run(saved, $$"""
            domain D = {{domain}}
            state u : field on D = {{initial}}
            E[u] = -int u^4
            flow u = descend E in L2 { unbounded = true }
            solve on {{cells}} cells by {{method}} until 3
            {{save}}
            """);
        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal(result.Statistics.EndTime, saved.Times[^1]);
        Assert.Equal(result.Statistics.EndTime, result.Failure!.SavedAt);
        Assert.Equal(save.Length > 0 ? 2 : 1, saved.Times.Count);
        Assert.True(saved.Times[^1] > 0);
        Assert.All(saved.Frames[^1][0], value => Assert.True(double.IsFinite(value)));
        Assert.True(saved.Frames[^1][0].Max() > 2);
    }

    [Fact]
    public void Two_states_that_fail_by_turns_are_those_of_one_time()
    {
        // u'' = 6 u² grows beyond all bounds; kicks and drifts must be taken back together.
        var saved = new Saved();
        var result = Run(saved, """
            domain D = periodic [0, 1] * periodic [0, 1]
            state u : field on D = 1
            state v : field on D = 2
            H[u, v] = int v^2/2 - 2*u^3
            flow (u, v) = hamilton H
            solve on 8*8 cells by symplectic { dt = 1e-2 } until 9
            """);
        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal([result.Failure!.SavedAt], saved.Times);
        Assert.All(saved.Frames[0], field => Assert.All(field, value => Assert.True(double.IsFinite(value))));
    }

    [Fact]
    public void What_cannot_be_started_is_not_saved()
    {
        var saved = new Saved();
        var result = Run(saved, """
            domain D = [0, 1] * [0, 1]
            state u : field on D = x
            E[u] = int 1/2*|grad u|^2 + exp(2000*(1 + u))
            flow u = descend E in L2
            solve on 8*8 cells by explicit until 0.01
            """);
        Assert.Equal("F0908", result.Failure?.Code);
        Assert.Null(saved.Layout);
    }

    [Fact]
    public void Nothing_is_saved_unless_the_program_says_so()
    {
        var saved = new Saved();
        Run(saved, """
            domain D = [0, 1] * [0, 1]
            state u : field on D = x
            E[u] = int 1/2*|grad u|^2
            flow u = descend E in L2
            solve on 8*8 cells by explicit until 0.01
            """);
        Assert.Null(saved.Layout);
    }

    private static RunResult Run(Saved saved, string program) => new FlowEngine().Run(
        Programs.Compile(new SourceText("a.flow", program)), new RunSettings(1, null, true) { Saved = saved }, _ => { }, CancellationToken.None);

    private sealed class Saved : ISavedStates
    {
        public SavedLayout? Layout { get; private set; }

        public List<double> Times { get; } = [];

        public List<double[][]> Frames { get; } = [];

        public void Begin(SavedLayout layout) => Layout = layout;

        public void Add(double time, IEnumerable<double[]> fields)
        {
            Times.Add(time);
            Frames.Add([.. fields.Select(f => f.ToArray())]);
        }
    }
}
