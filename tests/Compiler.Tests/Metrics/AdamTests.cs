using CsCheck;
using Flows.Compiler.Explaining;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Tests.Metrics;

public class AdamTests
{
    private const string Source = """
        domain Q = real^2
        state q : point in Q = (1, 1)
        E[q] = (q.x^2 - 1)^2 + q.x*q.y + 2*q.y^2
        flow q = descend E in adam { alpha1 = 1/2; alpha2 = 2; eps = 0.1 }

        """;

    [Fact]
    public void Three_equations_are_printed()
    {
        var equation = Program.Equation(Source);
        Assert.Equal("(-m.x/(sqrt(v.x) + 0.1), -m.y/(sqrt(v.y) + 0.1))", Explanation.RightSide(equation));
        Assert.Equal(["m", "v"], equation.Memory.Select(m => m.Name));
        Assert.False(equation.Facts.Dissipative);
        Assert.Contains("falls for alpha2 <= 4*alpha1", equation.Facts.WhyNotDissipative, StringComparison.Ordinal);
    }

    // alpha2 = 4*alpha1, the limit: dL/dt along the three equations at random points, v >= 0.
    [Fact]
    public void Its_Lyapunov_function_falls()
    {
        var equation = Program.Equation(Source);
        var descent = equation.Flow.Descent!;
        var lyapunov = Adam.Lyapunov(descent.Arguments, descent.Energy);
        var states = Substitution.States(lyapunov);
        Seq<Expr> Rate(StateSymbol s) => s.Name == "q" ? equation.RightSides : equation.Memory.First(m => m.Name == s.Name).Rate;
        var slope = Build.Sum([.. states.SelectMany(s => Enumerable.Range(0, 2).Select(i => Derivative.Of(lyapunov, Build.Component(s, i)) * Rate(s)[i]))]);
        Assert.Equal(3, states.Count);
        Gen.Double[-3, 3].Array[6].Sample(at =>
        {
            double? Leaf(Expr e) => e is Component c ? c.State.Name switch { "q" => at[c.Axis], "m" => at[2 + c.Axis], _ => Math.Abs(at[4 + c.Axis]) + 1e-6 } : null;
            Assert.True(Evaluation.Evaluate(slope, Leaf) <= 1e-12);
        }, iter: 500);
    }
}
