using System.Collections.Concurrent;
using System.Globalization;

namespace Flows.Runtime.Tests.Grids;

/// <summary>Every method keeps the order that it declares wherever t stands, and goes to the one limit that all of them have on given cells.</summary>
public class TimeOrderTests
{
    // Where t can stand. On few cells, so that no step is far from the time scale of the fastest mode: the order must show, not only appear for steps without end.
    private static readonly Dictionary<string, string> Places = new()
    {
        ["value"] = """
            domain I = [0, pi/2]
            state u : field on I = sin x where u = 0 on left, u = exp(-3*t) on right
            E[u] = int u'^2/2 + u^4/4
            flow u = descend E in L2
            """,
        ["slope"] = """
            domain I = [0, 2]
            state u : field on I = 0 where u' = sin(4*t) on right
            E[u] = int u'^2/2 + u^4/4
            flow u = descend E in L2
            """,
        ["value in the plane"] = """
            domain I = [0, 2] * [0, 2]
            state u : field on I = 0 where u = y*sin(4*t) on left, u = 0 on right
            E[u] = int |grad u|^2/2 + u^4/4
            flow u = descend E in L2
            """,
        ["value and slope"] = """
            domain I = [0, 2]
            state u : field on I = 0 where u = sin(4*t) on left, u' = 0 on left, u = 0 on right, u' = 0 on right
            E[u] = int u''^2/40 + u^4
            flow u = descend E in L2
            """,
        ["energy"] = """
            domain I = [0, 1]
            state u : field on I = 0
            E[u] = int u'^2/20 + (u - sin(3*t)*(1 + cos(pi*x)))^2/2 + u^4/4
            flow u = descend E in L2
            """,
        ["energy of an energy"] = """
            domain I = [0, 1]
            state u : field on I = 1 + cos(pi*x)/2
            E[u] = int u'^2/20 + (int u - 2*sin(3*t))^2 + (int u^2)^2/4
            flow u = descend E in L2
            """,
        ["convolution"] = """
            domain I = periodic [0, 2]
            let k x = exp(-4*x^2)
            state u : field on I = 1 + cos(pi*x)/2
            E[u] = int u'^2/20 + u^4/4 - sin(3*t)*u*(conv k u)
            flow u = descend E in L2
            """,
        ["potential of a density"] = """
            domain I = [-2, 2]
            state rho : density on I mass initial = 1/2 + cos(pi*x/4)
            F[rho] = int (x - sin(4*t))^2/2*rho + rho*log(rho)
            flow rho = descend F in wasserstein
            """,
        ["mobility"] = """
            domain I = [0, 2]
            state u : field on I = 1 + cos(pi*x/2)/2
            E[u] = int u^2/2 + u^4/4
            flow u = descend E in H^-1 { mobility = 1 + sin(4*t)/2 }
            """,
        ["term"] = """
            domain I = [0, 1]
            state u : field on I = 1 + cos(pi*x)/2
            E[u] = int u'^2/20 + u^4/4
            flow u = descend E in L2 + sin(6*t)*(2 + u)
            """,
        ["two states"] = """
            domain I = [0, 1]
            state u : field on I = 0
            state v : field on I = 1 + cos(pi*x)/2
            E[u, v] = int u'^2/20 + (u - sin(3*t)*v)^2/2 + v'^2/20 + v^4/4
            flow u = descend E in L2
            flow v = descend E in L2 + cos(5*t)
            """,
        ["Hamiltonian"] = """
            domain I = periodic [0, 2*pi]
            state u : field on I = sin x
            state v : field on I = cos(x)/3
            H[u, v] = int v^2/2 + (1 + sin(3*t)/2)*u'^2/2 + u^4/4
            flow (u, v) = hamilton H
            """,
        ["value of a wave"] = """
            domain I = [0, 2]
            state u : field on I = 0 where u = sin(2*t)^2 on left
            state v : field on I = 0
            H[u, v] = int v^2/2 + u'^2/2
            flow (u, v) = hamilton H
            """,
    };

    private static readonly ConcurrentDictionary<string, Lazy<double>> Limits = new();

    public static TheoryData<string, string, int, double> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, int, double>();
            void Add(string place, params (string Method, int Order, double Dt)[] methods)
            {
                // Where modes are fast, explicit steps would be cut.
                foreach (var (method, order, dt) in methods)
                    cases.Add(place, method, order, dt * (method.StartsWith("rkc", StringComparison.Ordinal) || method.StartsWith("explicit", StringComparison.Ordinal) ? Share(place) : 1));
            }
            (string, int, double)[] any =
            [
                ("implicit { dt = DT; tol = 1e-12 }", 2, 0.02), ("implicit { dt = DT; tol = 1e-12; scheme = \"be\" }", 1, 0.01), ("implicit { dt = DT; tol = 1e-12; scheme = \"bdf2\" }", 2, 0.01),
                ("rkc { dt = DT }", 2, 0.008), ("explicit { dt = DT }", 3, 0.01), ("explicit { rtol = 1e-3; dt_min = DT; dt_max = DT }", 5, 0.02),
            ];
            (string, int, double)[] linear = [("imex { dt = DT }", 2, 0.005), ("imex { dt = DT; scheme = \"convex_splitting\" }", 1, 0.005), ("sav { dt = DT }", 2, 0.005)];
            foreach (var place in (string[])["value", "value in the plane", "slope", "energy", "convolution", "term", "two states"])
                Add(place, [.. any, .. linear]);
            foreach (var place in (string[])["energy of an energy", "potential of a density", "mobility", "value and slope"])
                Add(place, any);
            foreach (var place in (string[])["energy", "term", "two states"])
                Add(place, ("spectral { dt = DT }", 4, 0.04));
            foreach (var place in (string[])["Hamiltonian", "value of a wave"])
                Add(place, ("symplectic { dt = DT }", 2, 0.02), ("implicit_midpoint { dt = DT; tol = 1e-12 }", 2, 0.02), ("explicit { dt = DT }", 3, 0.02));
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_observed_order_is_the_declared_one_and_the_limit_is_that_of_all_methods(string place, string method, int declared, double dt)
    {
        var values = Enumerable.Range(0, 3).Select(k => Value(place, method, dt / (1 << k))).ToArray();
        var order = Math.Log2(Math.Abs((values[0] - values[1]) / (values[1] - values[2])));
        // Two differences tell an order but for terms of the next one; half an order below would be another method.
        Assert.True(order > declared - 0.3 || Math.Abs(values[1] - values[2]) < 1e-11, $"order {order:F2}, {declared} declared: {string.Join(", ", values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}");
        // Richardson's limit against that of the method of fifth order on the same cells. Waves are derived exactly by `spectral`, by differences elsewhere: h² is among what they differ by.
        var limit = Limits.GetOrAdd(place, p => new Lazy<double>(() => Value(p, "explicit { rtol = 1e-10 }", 1))).Value;
        var extrapolated = values[2] + (values[2] - values[1]) / (Math.Pow(2, declared) - 1);
        var allowed = method.StartsWith("spectral", StringComparison.Ordinal) ? 2e-2 : 1e-9 + 0.3 * Math.Abs(values[2] - values[1]);
        Assert.True(Math.Abs(extrapolated - limit) <= allowed, $"{extrapolated:R} where the others go to {limit:R}; allowed are {allowed:G2}");
    }

    private static double Share(string place) => place switch { "mobility" => 0.1, "value and slope" => 0.25, _ => 1 };

    private static double Value(string place, string method, double dt)
    {
        var text = Places[place];
        var name = text.Contains("rho", StringComparison.Ordinal) ? "rho" : "u";
        var cells = text.Contains(" * ", StringComparison.Ordinal) ? "6*6" : "8";
        var step = dt.ToString("R", CultureInfo.InvariantCulture);
        return GridPrograms.Final(GridPrograms.Run($"""
            {text}
            solve on {cells} cells by {method.Replace("DT", step, StringComparison.Ordinal)} until 0.48
            observe a = int {name}*(1 + x^2) + {name}^3/5

            """), "a");
    }
}
