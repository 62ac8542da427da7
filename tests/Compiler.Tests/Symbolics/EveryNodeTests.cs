using Flows.Compiler.Symbolics;
using static Flows.Compiler.Tests.Symbolics.Sample;

namespace Flows.Compiler.Tests.Symbolics;

public sealed class EveryNodeTests
{
    private static readonly Expr[] Samples =
    [
        Ratio(1, 2), Build.Pi, R, Eps, U + X, U * X, Pow(U, 3), Build.Apply(V, U), Log(U), Build.If(new Compare(Comparison.Less, U, X), U, X),
        X, Build.Time, U, Grad(Log(U)), Build.DivGrad(Rho, U, P), Build.Divergence([X * U], P), Build.Integral(Q, Exp(X - Y) * UQ),
        Build.Component(new StateSymbol("q", Box, StateKind.Point), 1), Build.Load(0, 1), Build.Scalar(2), Build.Reduced(3),
        Build.Distance(Q, RhoQ, Exp(Y)), Build.Potential((TransportDistance)Build.Distance(Q, RhoQ, Exp(Y)), P),
    ];

    public static TheoryData<string> Passes => [.. All.Keys];

    private static Dictionary<string, Func<Expr, object?>> All { get; } = new()
    {
        ["print"] = e => ExprPrinter.Print(e, new PrinterOptions(Unicode: true)),
        ["LaTeX"] = e => LatexPrinter.Print(e),
        ["MathML"] = e => MathMlPrinter.Print(e),
        ["derivative"] = e => Derivative.Of(e, U),
        ["total derivative"] = e => TotalDerivative.Along(e, P, 0),
        ["gradient expansion"] = GradientExpansion.Expand,
        ["expansion"] = Expansion.Expand,
        ["definitions"] = Definitions.Expand,
        ["guard"] = VacuumLogs.Guard,
        ["interval"] = e => IntervalEvaluator.Over(e, _ => null),
        ["value"] = e => Evaluation.Evaluate(e, _ => 1),
        ["move"] = e => Substitution.MovePoint(e, P, Q),
        ["replace"] = e => Substitution.Replace(e, p => p == U ? X : null),
        ["sign"] = e => Signs.IsNonNegative(e),
        ["queries"] = e => Substitution.All(e).Count(),
        ["sum of two"] = e => Build.Time * e + e * Rho,
    };

    [Fact]
    public void The_samples_are_one_of_every_node()
    {
        var nodes = typeof(Expr).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Expr)) && !t.IsAbstract).ToHashSet();
        Assert.Equal(nodes, Samples.Select(e => e.GetType()).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Passes))]
    public void A_pass_takes_every_node(string pass) => Assert.All(Samples, e => Assert.NotNull(All[pass](e)));

    [Fact]
    public void Samples_of_every_kind_have_an_order_among_each_other()
    {
        var sum = Build.Sum(Samples);
        var product = Build.Product(Samples);
        for (var i = 1; i < Samples.Length; i++)
        {
            Expr[] turned = [.. Samples[i..], .. Samples[..i]];
            Assert.Same(sum, Build.Sum(turned));
            Assert.Same(product, Build.Product(turned));
        }
    }
}
