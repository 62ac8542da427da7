using CsCheck;
using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Testing;

namespace Flows.Compiler.Tests.Variations;

public class VariationProperties
{
    private const string Prelude = "let K d = exp(-d^2) + d/3\nlet V x = x^2/2 + cos(x)\n";

    private static readonly string[] Factors =
    [
        "u", "u^2", "log(u)", "exp(-u)", "sin(2*u)", "|grad u|^2", "sqrt(1 + |grad u|^2)", "|grad (u^2)|^2", "(grad (x*u))", "V", "x", "conv K u", "u^(3/2)", "(1 + x*u)", "(lap u)",
        "(u'')^2", "(grad (conv K u))", "conv K (lap u)",
    ];

    // In the plane and in space, of two states.
    private static readonly string[] InSpaces =
    [
        "u", "v", "x", "u^2", "sin(u*v)", "|grad u|^2", "dot(grad u, grad v)", "(grad v).y", "lap u", "|hess v|^2", "dot(hess u, hess v)", "cross((grad u).x*(1, y), (v, x))",
        "(tr (hess v))", "dot((hess u)*(grad v), grad v)", "div(v*grad u)", "(int u*v)", "exp(-v)", "log(u + v)",
    ];

    private static readonly Gen<string> InSpace = Gen.Select(Gen.Int[-3, 3].Where(c => c != 0), Gen.Int[0, InSpaces.Length - 1].Array[1, 3], (c, f) => $"{c}/2*{string.Join("*", f.Select(i => $"({InSpaces[i]})"))}")
        .Array[1, 2].Select(t => $"int {string.Join(" + ", t)}");

    private static readonly Gen<string> Factor = Gen.Int[0, Factors.Length - 1].Select(i => Factors[i]);

    private static readonly Gen<string> Term = Gen.Select(Gen.Int[-3, 3].Where(c => c != 0), Factor.Array[1, 3], (c, f) => $"{c}/2*{string.Join("*", f)}");

    private static readonly Gen<string> Body = Term.Array[1, 3].Select(t => $"(int {string.Join(" + ", t)})");

    private static readonly Gen<string> Energy = Gen.Frequency(
        (4, Body),
        (1, Gen.Select(Body, Body, (a, b) => $"{a}*{b}")),
        (1, Body.Select(a => $"sin({a}/10)")),
        (1, Gen.Select(Body, Body, (a, b) => $"{a} + {b}^2/10")));

    [Fact]
    public void The_derivative_is_linear() => Gen.Select(Energy, Energy, Gen.Int[-4, 4]).Sample((f, g, c) =>
    {
        var (df, dg, sum) = (Against(f), Against(g), Against($"{f} + ({c})*({g})"));
        // Two integrands are not cut at the same places as their sum: rounding, and the quadrature of convolved second derivatives.
        Assert.True(Math.Abs(sum - (df + c * dg)) <= 2e-9 * (1 + Math.Abs(df) + Math.Abs(c * dg)), $"{sum:R}, not {df + c * dg:R}");
    }, iter: 40, threads: 1);

    // Eighth-order differences, as in DerivativeTableTests; energies of size up to 100 cost two digits.
    [Fact]
    public void The_derivative_is_the_rate_of_change() => Energy.Sample(f =>
    {
        var energy = Read(f);
        var moved = Analytic.Put(energy, v => Analytic.State(0, v.Point) + Build.Symbol("epsilon") * Analytic.Direction(v.Point));
        double At(double epsilon) => new Quadrature(_ => epsilon).Value(moved);
        var rate = Analytic.Rate(At);
        var claimed = Against(f);
        Assert.True(Math.Abs(rate - claimed) <= 1e-8 * (1 + Math.Abs(rate) + Math.Abs(At(0))), $"{claimed:R}, not {rate:R}");
    }, iter: 40, threads: 1);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void In_more_dimensions_and_of_two_states_it_is_so_too(int dimension) => InSpace.Sample(generated =>
    {
        // A number alone is no summand of an integrand (F0501).
        var f = generated.Replace("((int u*v))", "(u*(int u*v))", StringComparison.Ordinal);
        var functional = Functional.Of(new TableRow($"F[u, v] = {f}", "", "", dimension));
        foreach (var formal in functional.Formals)
        {
            Expr Formula(StateValue v) => v.State.Name == "eta" ? Analytic.Direction(v.Point) : Analytic.State(v.State.Name == "u" ? 0 : 1, v.Point);
            var point = new Point(formal.Space, 0);
            var tested = Build.Integral(point, FunctionalDerivative.Of(functional.Energy, formal).Display * Build.Value(formal with { Name = "eta" }, point));
            var claimed = new Quadrature(name => throw new ArgumentException(name)).Value(Analytic.Put(tested, Formula));
            var moved = Analytic.Put(functional.Energy, v => Formula(v) + (v.State == formal ? Build.Symbol("epsilon") * Analytic.Direction(v.Point) : 0));
            var rate = Analytic.Rate(e => new Quadrature(_ => e).Value(moved), 0.002);
            Assert.True(Math.Abs(rate - claimed) <= 1e-8 * (1 + Math.Abs(rate)), $"d/d{formal.Name}: {claimed:R}, not {rate:R}");
        }
    }, iter: dimension == 2 ? 30 : 8, threads: 1);

    [Fact]
    public void The_pieces_sum_to_the_energy() => Energy.Sample(f =>
    {
        var energy = Read(f);
        if (Substitution.States(energy) is not [var state])
            return;
        var pieces = Pieces.Of(energy, state);
        var point = new Point(state.Space, 0);
        var sum = Build.Sum([.. pieces.Select(p => Substitution.FreePoints(p.Integrand).Count == 0 && p is Rest ? p.Integrand : Build.Integral(point, p.Integrand))]);
        Assert.True(Math.Abs(Value(sum) - Value(energy)) <= 1e-11 * (1 + Math.Abs(Value(energy))), $"{string.Join(" ; ", pieces)}: {Value(sum):R}, not {Value(energy):R}");
    }, iter: 60, threads: 1);

    [Fact]
    public void The_same_text_gives_the_same_derivative_whatever_ran_before() => Energy.Array[4].Sample(all =>
    {
        string[] there = [.. all.Select(f => Derivative(Read(f)).ToString())];
        string[] back = [.. all.Reverse().Select(f => Derivative(Read(f)).ToString()).Reverse()];
        Assert.Equal(there, back);
    }, iter: 30);

    private static Expr Read(string energy) => Functional.Of(new TableRow($"F[u] = {energy}", "", Prelude, 1)).Energy;

    private static Expr Derivative(Expr energy) => Substitution.States(energy) is [var state] ? FunctionalDerivative.Of(energy, state).Display : 0;

    private static double Against(string energy)
    {
        var derivative = Derivative(Read(energy));
        var point = new Point(new Space("Omega", ["x"]), 0);
        return Value(Build.Integral(point, derivative * Build.Value(new StateSymbol("eta", point.Space, StateKind.Field), point)));
    }

    private static double Value(Expr closed) => new Quadrature(name => throw new ArgumentException(name))
        .Value(Analytic.Put(closed, v => v.State.Name == "eta" ? Analytic.Direction(v.Point) : Analytic.State(0, v.Point)));
}
