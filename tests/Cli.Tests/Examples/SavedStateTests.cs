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

    [Fact]
    public void A_run_that_fails_leaves_its_last_good_state()
    {
        var saved = new Saved();
        var result = Run(saved, """
            domain D = [0, 1] * [0, 1]
            state u : field on D = 1 + x*y
            E[u] = -int u^4
            flow u = descend E in L2 { unbounded = true }
            solve on 16*16 cells by explicit { dt = 1e-4 } until 3
            save every 1
            """);
        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal(result.Statistics.EndTime, saved.Times[^1]);
        Assert.True(saved.Times.Count == 2 && saved.Times[1] > 0);
        Assert.All(saved.Frames[^1][0], value => Assert.True(double.IsFinite(value)));
        Assert.True(saved.Frames[^1][0].Max() > 2);
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
