using System.Text.Json;
using Flows.Compiler.Explaining;
using Flows.Compiler.Functions;
using Flows.Compiler.Opening;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language.Text;

namespace Flows.Compiler.Tests.Variations;

/// <summary>Undeclared names in `derive`: functions of the coordinates where they stand alone, of what they are given where they are applied.</summary>
public class ArbitraryFunctionTests
{
    // One function for every name and arity that the functionals below leave open; of no parity, positive where it is a mobility.
    private static readonly Dictionary<(string Name, int Arity), Func<Expr[], Expr>> Concrete = new()
    {
        [("W", 1)] = x => Call("exp", x[0] / 2) + Build.Power(x[0], 3),
        [("m", 1)] = x => 1 + x[0] * x[0] / 3,
        [("a", 1)] = x => 2 + Call("sin", 3 * x[0]),
        [("k", 1)] = x => Call("exp", -(x[0] * x[0])) + x[0] / 3 + Build.Power(x[0], 3),
        [("g", 1)] = x => Call("sin", x[0]),
        [("f", 2)] = x => Call("sin", x[0] * x[1]) + x[0] * x[0] * x[1],
        [("f", 3)] = x => x[2] * x[2] * (1 + x[0] * x[1]) + Call("cos", x[1] * x[2]),
        [("a", 2)] = x => 2 + x[0] * x[1] + Build.Power(x[0], 3),
        [("k", 2)] = x => Call("exp", -(x[0] * x[0]) - x[1] / 2) + x[0],
        [("f", 5)] = x => (1 + x[0] * x[2]) * (x[3] * x[3] + x[1] * x[4] * x[4] * x[2]) + x[3] * x[4],
    };

    [Theory]
    [InlineData("F[u] = int W(u) + a*|grad u|^2/2", 1, "dF/du = W'(u) - div(a*grad u)")]
    [InlineData("F[u] = int W(u) + a*|grad u|^2/2", 2, "dF/du = W'(u) - div(a*grad u)")]
    [InlineData("F[u] = int W u", 3, "dF/du = W'(u)")]
    [InlineData("F[u] = int W'(u)*x", 1, "dF/du = x*W''(u)")]
    [InlineData("F[u] = int W''(u)*x", 2, "dF/du = x*W'''(u)")]
    [InlineData("F[rho] = int rho*conv k rho/2", 1, "dF/drho = conv k rho/2 + (int (fun y -> k(y - x)*rho(y)))/2")]
    [InlineData("F[rho] = int V*rho + rho*log(rho)", 1, "dF/drho = V + log(rho) + 1")]
    [InlineData("F[u] = int dot(grad V, grad u)", 2, "dF/du = -V_xx - V_yy")]
    [InlineData("F[u] = int f(x, u, grad u)", 1, "dF/du = f_2(x, u, grad u) - div(f_3(x, u, grad u))")]
    [InlineData("F[u] = int f(u, x)*f(u, 1)", 1, "dF/du = f(u, 1)*f_1(u, x) + f(u, x)*f_1(u, 1)")]
    [InlineData("F[u] = g(int u^2)", 1, "dF/du = 2*u*g'(int u^2)")]
    [InlineData("let h u = W(u)^2\nF[u] = int h(u)", 1, "dF/du = h'(u)")]
    public void What_is_not_declared_is_an_arbitrary_function_of_what_it_is_given(string text, int dimension, string derivative) =>
        Assert.Contains(derivative, Derived(text, dimension, ExplanationFormat.Text).Split('\n'));

    [Theory]
    [InlineData("F[u] = int W(u) + a*|grad u|^2/2", 1)]
    [InlineData("F[u] = int W(u) + a*|grad u|^2/2", 2)]
    [InlineData("F[u] = int m(u)*|grad u|^2 + W(u)*a", 2)]
    [InlineData("F[u] = int m u*|grad (W u)|^2", 1)]
    [InlineData("F[u] = int u*conv k u/2 + W'(u)", 1)]
    [InlineData("F[u] = int W(u)*conv k (u^2)", 1)]
    [InlineData("F[u] = int u*conv k (W u)", 2)]
    [InlineData("F[u] = int f(x, u, grad u)", 1)]
    [InlineData("F[u] = int f(u, x)*f(x, u)", 1)]
    [InlineData("F[u] = int f(x, y, u, grad u)", 2)]
    [InlineData("F[u] = int dot(grad a, grad u)*u", 2)]
    [InlineData("F[u] = g(int W(u)) + int (fun x y -> k(x - y)*W(u(x))*m(u(y)))", 1)]
    public void With_concrete_functions_put_in_the_derivative_is_the_rate_of_change(string text, int dimension)
    {
        var functional = Functional.Read(text + "\n", dimension);
        var formal = Assert.Single(functional.Formals.AsSpan().ToArray());
        var point = new Point(formal.Space, 0);
        var tested = Put(Build.Integral(point, FunctionalDerivative.Of(functional.Energy, formal).Display * Build.Value(formal with { Name = "eta" }, point)));
        Expr Formula(StateValue v) => v.State.Name == "eta" ? Analytic.Direction(v.Point) : Analytic.State(0, v.Point);
        var claimed = new Quadrature(name => throw new ArgumentException(name)).Value(Analytic.Put(tested, Formula));
        var moved = Analytic.Put(Put(functional.Energy), v => Formula(v) + Build.Symbol("epsilon") * Analytic.Direction(v.Point));
        var rate = Analytic.Rate(e => new Quadrature(_ => e).Value(moved));
        Assert.True(Math.Abs(rate) > 1e-3, $"{rate:R}: a direction along which nothing changes says nothing");
        Assert.True(Math.Abs(rate - claimed) <= 1e-9 * (1 + Math.Abs(rate)), $"{claimed:R}, not {rate:R}");
    }

    [Fact]
    public void Mixed_derivatives_do_not_depend_on_their_order()
    {
        Expr[] slots = [Build.Symbol("p"), Build.Symbol("q")];
        var f = Build.Apply(ArbitraryFunction.Of("f", 2), slots);
        var there = Derivative.Of(Derivative.Of(f, slots[0]), slots[1]);
        Assert.Same(there, Derivative.Of(Derivative.Of(f, slots[1]), slots[0]));
        Assert.Equal("f_12(p, q)", there.ToString());
    }

    [Fact]
    public void A_prime_takes_one_argument()
    {
        var derived = FlowCompiler.Derive(new SourceText("<argument>", "F[u] = int f'(u, x)"), 1, false);
        Assert.Equal("F0304", Assert.Single(derived.Diagnostics.AsSpan().ToArray()).Code);
    }

    [Theory]
    [InlineData("F[u] = int W(u) + a*|grad u|^2/2", @"$\displaystyle \frac{\delta F}{\delta u} = W'(u) - \nabla \cdot (a \nabla u)$")]
    [InlineData("F[u] = int f_a(u, x)", @"$\displaystyle \frac{\delta F}{\delta u} = {f_{a}}_{1}(u, x)$")]
    [InlineData("F[rho] = int rho*conv k rho", @"$\displaystyle \frac{\delta F}{\delta \rho} = (k * \rho) + \int_{\Omega} k(y - x) \rho(y) \,dy$")]
    public void In_latex_it_is_a_document_with_the_same_formulas(string text, string formula)
    {
        var document = Derived(text, 1, ExplanationFormat.Latex);
        Assert.StartsWith(@"\documentclass", document, StringComparison.Ordinal);
        Assert.EndsWith("\\end{document}\n", document, StringComparison.Ordinal);
        Assert.Contains(formula, document.Split('\n'));
    }

    [Fact]
    public void In_json_each_statement_is_text_and_latex()
    {
        using var json = JsonDocument.Parse(Derived("F[u, v] = int W(u)*v", 1, ExplanationFormat.Json));
        Assert.Equal("F", json.RootElement.GetProperty("program").GetString());
        var texts = json.RootElement.GetProperty("extremals").EnumerateArray().SelectMany(s => s.GetProperty("statements").EnumerateArray())
            .Select(s => s.GetProperty("text").GetString());
        Assert.Equal(["F = int v*W(u)", "dF/du = v*W'(u)", "dF/dv = W(u)"], texts);
    }

    [Fact]
    public void Stages_are_typeset_with_their_components()
    {
        Assert.Contains("\nf_p.y = f_5(x, y, u, (grad u).x, (grad u).y)\n", Derived("F[u] = int f(x, y, u, grad u)", 2, ExplanationFormat.Text, true), StringComparison.Ordinal);
        Assert.Contains("f_{p_{y}} = f_{5}(", Derived("F[u] = int f(x, y, u, grad u)", 2, ExplanationFormat.Latex, true), StringComparison.Ordinal);
    }

    private static string Derived(string text, int dimension, ExplanationFormat format, bool stages = false)
    {
        var derived = FlowCompiler.Derive(new SourceText("<argument>", text), dimension, stages, format, NoFiles.Instance);
        Assert.True(derived.Value is not null, string.Join('\n', derived.Diagnostics));
        return derived.Value;
    }

    // W'(e) becomes the derivative of the concrete W at e.
    private static Expr Put(Expr e) => Substitution.Replace(Definitions.Expand(e), leaf => leaf is Apply { Function: ArbitraryFunction f } a ? Value(f, a) : null);

    private static Expr Value(ArbitraryFunction f, Apply a)
    {
        var slots = Enumerable.Range(0, f.Arity).Select(i => Build.Symbol(FormattableString.Invariant($"slot{i}"))).ToArray();
        var body = Concrete[(f.Stem, f.Arity)](slots);
        for (var i = 0; i < f.Arity; i++)
            for (var order = 0; order < f.Orders[i]; order++)
                body = Derivative.Of(body, slots[i]);
        return Substitution.Replace(body, s => Array.IndexOf(slots, s) is >= 0 and var i ? Put(a.Arguments[i]) : null);
    }

    private static Expr Call(string name, Expr argument) => Build.Apply(FunctionCatalog.Find(name)!, argument);
}
