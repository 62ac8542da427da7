using CsCheck;
using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Analysis;

/// <summary>What is claimed to be λ-convex is compared with energies along geodesics, exact or without a grid.</summary>
public class ConvexityProperties
{
    private const int N = 12;

    private static readonly string[] Potentials = ["x^2", "-x^2", "x^4", "cos(3*x)", "|x|", "-|x|", "exp(x)", "1/(1 + x^2)", "x^3", "max(x, 0)", "min(x, 1/2)", "sqrt(1 + x^2)", "x*sin(x)"];
    private static readonly string[] Energies = ["rho^2", "rho*log(rho)", "rho^3", "sqrt(rho)", "-sqrt(rho)", "-rho^2", "1/rho", "rho^2*log(rho)", "-log(rho)", "exp(rho)", "max(rho - 1, 0)"];
    private static readonly string[] Kernels = ["d^2", "-d^2", "|d|", "-|d|", "d^4", "exp(-d^2)", "-exp(-|d|)", "cos(d)", "-log |d|", "|(|d| - 1/2)|"];

    private static Gen<string> Of(string[] all, string factor) =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, all.Length - 1]).Array[0, 2].Select(t => string.Concat(t.Select(x => $" + {x.Item1}/2*({all[x.Item2]}){factor}")));

    // Masses between and at nodes X; the geodesic is the segment from X to Y, and W2² = Σ mᵢ(Xᵢ − Yᵢ)² for the masses at the nodes. The internal
    // energy Σ ΔX U(m/ΔX) is convex in X just where ∫U is.
    [Fact]
    public void In_w2_on_a_line() => Gen.Select(Of(Potentials, "*rho"), Of(Energies, ""), Of(Kernels, "")).Sample((v, u, w) =>
    {
        var kernel = w.Length == 0 ? "" : $" + 1/2*rho*conv (fun d -> 0{w}) rho";
        var convexity = Program.Equation($"domain D = [-1, 1]\nstate rho : density on D = 1/2\nF[rho] = int 0*rho{v}{u}{kernel} + rho\nflow rho = descend F in wasserstein\n").Facts.Convexity;
        if (convexity is not Proved { Lambda: var lambda })
            return;
        var (potential, energy, pair) = (Function("x", v.Replace("*rho", "", StringComparison.Ordinal)), Function("rho", u), Function("d", w));
        var random = new Random(5);
        for (var sample = 0; sample < 40; sample++)
        {
            var (x, y) = (Nodes(random), Nodes(random));
            double F(double[] at)
            {
                var sum = 0.0;
                for (var i = 0; i < N; i++)
                {
                    sum += potential(at[i]) / N;
                    if (i + 1 < N)
                        sum += (at[i + 1] - at[i]) * energy(1.0 / N / (at[i + 1] - at[i]));
                    for (var j = 0; j < i; j++)
                        sum += pair(at[i] - at[j]) / N / N;
                }
                return sum;
            }
            var middle = x.Zip(y, (a, b) => (a + b) / 2).ToArray();
            var distance = x.Zip(y, (a, b) => (a - b) * (a - b)).Sum() / N;
            var defect = F(x) + F(y) - 2 * F(middle) - lambda * distance / 4;
            Assert.True(defect >= -1e-9 * (1 + Math.Abs(F(x)) + Math.Abs(F(y))), $"{v} | {u} | {w}: {lambda} is claimed, {defect} is missing");
        }
    }, iter: 120, threads: 1);

    private static readonly string[] Planes = ["x^2 + y^2", "x*y", "-(x^2 + y^2)", "(x^2 + y^2)^2", "cos(x + 2*y)", "sqrt(x^2 + y^2)", "exp(x*y)", "x^4 - y^2", "|x + y|", "max(x, y)", "-max(x, y)", "1/(1 + x^2 + y^2)", "log(2 + x + y)", "-sqrt(x^2 + y^2)"];

    // V itself along segments of the square.
    [Fact]
    public void Of_potentials_in_the_plane() => Of(Planes, "").Where(v => v.Length > 0).Sample(v =>
    {
        var convexity = Program.Equation($"domain D = [-1, 1] * [-1, 1]\nstate rho : density on D = 1/4\nF[rho] = int (0{v})*rho + rho^2\nflow rho = descend F in wasserstein\n").Facts.Convexity;
        if (convexity is not Proved { Lambda: var lambda })
            return;
        var function = Function2(v);
        var random = new Random(3);
        for (var sample = 0; sample < 300; sample++)
        {
            // A third of the segments pass through the origin, where most kinks are.
            var (a, b) = (Corner(random), Corner(random));
            if (sample % 3 == 0)
                b = (-a.X, -a.Y);
            var defect = function(a.X, a.Y) + function(b.X, b.Y) - 2 * function((a.X + b.X) / 2, (a.Y + b.Y) / 2)
                - lambda * ((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y)) / 4;
            Assert.True(defect >= -1e-9, $"{v}: {lambda} is claimed, {defect} is missing");
        }
    }, iter: 120, threads: 1);

    // McCann's function s^d U(s^-d) itself, in two and three dimensions.
    [Fact]
    public void Of_internal_energies_in_space() => Gen.Select(Of(Energies, ""), Gen.Int[2, 3]).Where(t => t.Item1.Length > 0).Sample((u, d) =>
    {
        var convexity = Program.Equation($"domain D = {string.Join(" * ", Enumerable.Repeat("[0, 1]", d))}\nstate rho : density on D = 1\nF[rho] = int x*rho{u}\nflow rho = descend F in wasserstein\n").Facts.Convexity;
        if (convexity is not Proved)
            return;
        var energy = Function("rho", u);
        var zero = energy(1e-300) is var z && double.IsFinite(z) ? z : 0;
        double P(double s) => Math.Pow(s, d) * (energy(Math.Pow(s, -d)) - zero);
        for (var s = 0.4; s < 5; s += 0.05)
        {
            Assert.True(P(s + 0.05) <= P(s) + 1e-9 * (1 + Math.Abs(P(s))), $"{u} in {d}: rises at {s}");
            Assert.True(P(s + 0.05) + P(s - 0.05) - 2 * P(s) >= -1e-9 * (1 + Math.Abs(P(s))), $"{u} in {d}: bends down at {s}");
        }
    }, iter: 80, threads: 1);

    private static double[] Nodes(Random random)
    {
        var x = Enumerable.Range(0, N).Select(_ => 2 * random.NextDouble() - 1).Order().ToArray();
        return x;
    }

    private static (double X, double Y) Corner(Random random) => (2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1);

    private static Func<double, double> Function(string variable, string text)
    {
        var body = Body($"let f {variable} = 0{text}\n", $"f({variable})", variable);
        return x => Evaluation.Evaluate(body, leaf => leaf is StateValue ? x : null);
    }

    private static Func<double, double, double> Function2(string text)
    {
        var body = Body($"let f x y = 0{text}\n", "f(u, v)", "u, v");
        return (x, y) => Evaluation.Evaluate(body, leaf => leaf is StateValue s ? s.State.Name == "u" ? x : y : null);
    }

    // The integrand of a functional of the variables as fields.
    private static Expr Body(string prelude, string integrand, string formals)
    {
        var first = formals.Split(',')[0];
        var bound = Variations.Functional.Read($"{prelude}G[{formals}] = int {integrand} + 0*{first}\n", 1);
        var e = Definitions.Expand(bound.Energy);
        return Flows.Compiler.Variations.Integrals.Slopes(e).Aggregate((Expr)0, (a, i) => a + i.Slope * i.Integral.Body);
    }
}
