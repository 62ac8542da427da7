using System.Globalization;
using PureHDF;

namespace Flows.Cli.Tests.Built;

/// <summary>Runs that start from what another run, or a table, has left.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly Flowc _flowc = new();

    public void Dispose() => _flowc.Dispose();

    [Theory]
    [InlineData("[0, 1]", "32", "explicit { dt = 1e-4 }")]
    [InlineData("[0, 1]", "32", "implicit { dt = 1e-3 }")]
    [InlineData("[0, 1] * periodic [0, 2]", "12*9", "explicit { dt = 1e-4 }")]
    [InlineData("[0, 1] * periodic [0, 2] * [0, 3]", "6*5*4", "explicit { dt = 1e-4 }")]
    public void A_restarted_run_goes_on_where_the_first_one_ended(string domain, string cells, string method)
    {
        string Program(string initial, string until) => $"""
            domain D = {domain}
            state u : field on D = {initial}
            E[u] = int 1/2*|grad u|^2 + u^4/4
            flow u = descend E in L2
            solve on {cells} cells by {method} until {until}
            save every {until}
            """;
        Run("whole", Program("2 + cos(pi*x)", "0.02"));
        Run("first", Program("2 + cos(pi*x)", "0.01"));
        Run("second", Program("restart \"out/first/result.h5\"", "0.01"));
        Run("third", Program("restart \"out/first\"", "0.01"));
        // Not a bit is lost on the way; the steps then differ by the rounding of their times, or by what an implicit scheme had remembered.
        Assert.Equal(Frame("first", last: true), Frame("second", last: false));
        Assert.Equal(Frame("second", last: true), Frame("third", last: true));
        var (whole, second) = (Frame("whole", last: true), Frame("second", last: true));
        for (var i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], second[i], method.StartsWith("explicit", StringComparison.Ordinal) ? 1e-12 : 1e-5);
    }

    [Fact]
    public void Another_number_of_cells_keeps_the_mass_and_other_domains_are_refused()
    {
        const string First = """
            domain D = [0, 1] * [0, 1]
            state rho : density on D mass 3 = 1 + x*y
            F[rho] = int rho^2
            flow rho = descend F in wasserstein
            solve on 12*10 cells by explicit until 0.01
            save every 0.01
            """;
        Run("first", First);
        string Second(string domain, string name) => $"""
            domain D = {domain}
            state {name} : density on D mass initial = restart "out/first/result.h5"
            F[{name}] = int {name}^2
            observe m = mass {name}
            expect m ~ 3 within 1e-12
            """;
        Run("second", Second("[0, 1] * [0, 1]", "rho"), "--cells", "17*5");
        foreach (var (domain, name, said) in new[] { ("[0, 2] * [0, 1]", "rho", "was saved on [0, 1] * [0, 1]"), ("[0, 1]", "rho", "was saved on [0, 1] * [0, 1]"),
            ("[0, 1] * periodic [0, 1]", "rho", "was saved on"), ("[0, 1] * [0, 1]", "u", "no `u`") })
        {
            _flowc.Write("wrong.flow", Second(domain, name));
            Assert.Equal(ExitStatus.ProgramErrors, _flowc.Run("", "check", "wrong.flow"));
            Assert.Contains("F0228", _flowc.Error, StringComparison.Ordinal);
            Assert.Contains(said, _flowc.Error, StringComparison.Ordinal);
        }
        File.WriteAllText(Path.Combine(_flowc.Folder, "out", "first", "result.h5"), "no states");
        Assert.Equal(ExitStatus.ProgramErrors, _flowc.Run("", "check", "second.flow"));
        Assert.Contains("is no file of states", _flowc.Error, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.ProgramErrors, _flowc.Run("", "check", _flowc.Write("inner/second.flow", Second("[0, 1] * [0, 1]", "rho").Replace("out/", "../out/", StringComparison.Ordinal))));
        Assert.Contains("F0216", _flowc.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_may_be_a_part_of_an_initial_value()
    {
        var rows = from i in Enumerable.Range(0, 9) from j in Enumerable.Range(0, 7) select (X: i / 8.0, Y: j / 6.0);
        _flowc.Write("u0.csv", "x,y,u\n" + string.Concat(rows.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X},{p.Y},{1 + p.X * p.Y}\n"))));
        Run("table", """
            domain D = [0, 1] * [0, 1]
            state u : field on D = 2*(csv "u0.csv") - 1
            observe a = int u
            observe b = u(0.5, 0.25)
            expect a ~ 1.5 within 1e-12
            """);
    }

    private void Run(string name, string program, params string[] more)
    {
        _flowc.Write(name + ".flow", program);
        Assert.True(_flowc.Run("", ["run", name + ".flow", .. more]) == 0, _flowc.Output + _flowc.Error);
    }

    private double[] Frame(string name, bool last)
    {
        using var file = H5File.OpenRead(Path.Combine(_flowc.Folder, "out", name, "result.h5"));
        var values = file.Dataset("u").Read<double[]>();
        var each = values.Length / file.Dataset("time").Read<double[]>().Length;
        return last ? values[^each..] : values[..each];
    }
}
