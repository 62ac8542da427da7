using System.Globalization;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Grids;

/// <summary>Every method of grids has the order in time that it declares, on a flow with no closed solution: differences of runs with halved steps.</summary>
public class MethodOrderTests
{
    private const string Descent = """
        domain Line = [0, 1]
        state u : field on Line = 0.4 + 0.3*cos(pi*x)
        E[u] = int 0.01*|grad u|^2 + (1 - u^2)^2/4
        flow u = descend E in L2
        solve on 16 cells by METHOD until 1
        observe a = int u*cos(pi*x) + u^3/5

        """;

    private const string Turning = """
        domain Ring = periodic [0, 2*pi]
        state u : field on Ring = sin x
        state v : field on Ring = 0.3*cos x
        H[u, v] = int v^2/2 + |grad u|^2/2 + u^4/4
        flow (u, v) = hamilton H
        solve on 16 cells by METHOD until 1
        observe a = int u*sin x + v^2/3

        """;

    // Every method of the catalogue that runs on grids, with the options that change its order.
    public static TheoryData<string, string, double> Methods => new()
    {
        { "explicit", "", 0.1 },
        // Steps that are allowed to be of one length only.
        { "explicit", "rtol = 1e-3; dt_min = DT; dt_max = DT", 0.1 },
        { "imex", "", 0.025 },
        { "imex", "scheme = \"convex_splitting\"", 0.025 },
        { "implicit", "tol = 1e-12", 0.1 },
        { "implicit", "tol = 1e-12; scheme = \"be\"", 0.05 },
        { "implicit", "tol = 1e-12; scheme = \"bdf2\"", 0.05 },
        { "implicit_midpoint", "tol = 1e-12", 0.1 },
        { "rkc", "", 0.1 },
        { "sav", "", 0.025 },
        { "spectral", "", 0.2 },
        { "symplectic", "", 0.1 },
    };

    [Fact]
    public void The_list_is_that_of_the_methods_of_grids() =>
        Assert.Equal(MethodCatalog.GridNames.Order(StringComparer.Ordinal), Methods.Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_observed_order_is_the_declared_one(string method, string options, double dt)
    {
        var info = MethodCatalog.All.First(m => m.Name == method);
        var words = options.Contains("scheme", StringComparison.Ordinal) ? new Dictionary<string, string> { ["scheme"] = options.Split('"')[1] }
            : info.Options.Where(o => o.Choices.Count > 0).ToDictionary(o => o.Name, o => o.Choices[0]);
        var declared = info.Order(new Compiler.Planning.MethodOptions(options.Contains("rtol", StringComparison.Ordinal) ? new Dictionary<string, double> { ["rtol"] = 1e-3 } : [], words));
        var values = Enumerable.Range(0, 4).Select(k => Value(method, options, dt / (1 << k))).ToArray();
        var order = Math.Log2(Math.Abs((values[1] - values[2]) / (values[2] - values[3])));
        Assert.InRange(order - declared, -0.1, 0.3);
    }

    // In the cells: differences of runs on grids of 16, 32, 64 and 128 cells with the same short steps; spectral steps have nothing left to gain.
    [Theory]
    [InlineData("explicit { dt = 2e-3 }")]
    [InlineData("imex { dt = 5e-3 }")]
    [InlineData("implicit { dt = 1e-2; tol = 1e-12 }")]
    [InlineData("implicit_midpoint { dt = 1e-2; tol = 1e-12 }")]
    [InlineData("rkc { dt = 1e-2 }")]
    [InlineData("sav { dt = 5e-3 }")]
    [InlineData("spectral { dt = 1e-2 }")]
    [InlineData("symplectic { dt = 1e-2 }")]
    public void The_order_in_the_cells_is_two(string method)
    {
        var name = method.Split(' ')[0];
        var text = (name is "symplectic" or "implicit_midpoint" ? Turning : Descent).Replace("METHOD", method, StringComparison.Ordinal);
        var values = Enumerable.Range(0, 4).Select(k => GridPrograms.Final(GridPrograms.Run(
            text.Replace("on 16 cells", string.Create(CultureInfo.InvariantCulture, $"on {16 << k} cells"), StringComparison.Ordinal)), "a")).ToArray();
        if (name == "spectral")
            Assert.InRange(values[0] - values[3], -1e-8, 1e-8);
        else
            Assert.InRange(Math.Log2(Math.Abs((values[1] - values[2]) / (values[2] - values[3]))) - 2, -0.1, 0.3);
    }

    // Drift and diffusion as in V3, from a start that is positive everywhere; upwind faces are of first order, all others of second.
    [Theory]
    [InlineData("implicit { dt = 2e-4; face = \"arithmetic\" }", 2)]
    [InlineData("implicit { dt = 2e-4; face = \"log\" }", 2)]
    [InlineData("implicit { dt = 2e-4; face = \"scharfetter_gummel\" }", 2)]
    [InlineData("implicit { dt = 2e-4; face = \"upwind\" }", 1)]
    [InlineData("rkc { rtol = 1e-8 }", 2)]
    [InlineData("explicit { rtol = 1e-8 }", 2)]
    public void Faces_have_their_order(string method, int declared)
    {
        double Moment(int cells) => GridPrograms.Final(GridPrograms.Run(string.Create(CultureInfo.InvariantCulture, $$"""
            domain Line = [0, 1]
            state rho : density on Line mass initial = 1/10 + exp(x/2)*(pi*cos(pi*x) + sin(pi*x)/2) + pi*exp(x - 1/2)
            F[rho] = int rho*log(rho) - x*rho
            flow rho = descend F in wasserstein
            solve on {{cells}} cells by {{method}} until 0.1
            observe second = int x^2*rho

            """)), "second");
        var values = Enumerable.Range(0, 4).Select(k => Moment(32 << k)).ToArray();
        Assert.InRange(Math.Log2(Math.Abs((values[1] - values[2]) / (values[2] - values[3]))) - declared, -0.1, 0.3);
    }

    private static double Value(string method, string options, double dt)
    {
        var step = dt.ToString("R", CultureInfo.InvariantCulture);
        var record = $"{method} {{ dt = {step}{(options.Length > 0 ? "; " + options.Replace("DT", step, StringComparison.Ordinal) : "")} }}";
        var program = (method is "symplectic" or "implicit_midpoint" ? Turning : Descent).Replace("METHOD", record, StringComparison.Ordinal);
        return GridPrograms.Final(GridPrograms.Run(program), "a");
    }
}
