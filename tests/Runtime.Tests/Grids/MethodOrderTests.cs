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

    private static double Value(string method, string options, double dt)
    {
        var step = dt.ToString("R", CultureInfo.InvariantCulture);
        var record = $"{method} {{ dt = {step}{(options.Length > 0 ? "; " + options.Replace("DT", step, StringComparison.Ordinal) : "")} }}";
        var program = (method is "symplectic" or "implicit_midpoint" ? Turning : Descent).Replace("METHOD", record, StringComparison.Ordinal);
        return GridPrograms.Final(GridPrograms.Run(program), "a");
    }
}
