using Flows.Compiler.Analysis;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tests.Variations;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Tests.Extremals;

public class ExtremalTests
{
    private const double Multiplier = 2;

    // The curve, as a formula of x, and the functional that it makes stationary between its ends.
    public static TheoryData<string, string, string> Stationary => new()
    {
        { "int y*sqrt(1 + y'^2)", "", "0.8*cosh((x - 0.5)/0.8)" },
        { "int sqrt(1 + y'^2)", "", "3*x - 1" },
        // A circle of radius 2 encloses most with its length: f = y − λ sqrt(1 + y′²), λ = 2.
        { "int y", " subject to (int sqrt(1 + y'^2)) = 1", "sqrt(4 - (x - 0.5)^2)" },
        // Oscillator: y″ = −y.
        { "int y'^2/2 - y^2/2", "", "sin(x) + 2*cos(x)" },
    };

    // Round-off of a formula with a second derivative in it.
    [Theory]
    [MemberData(nameof(Stationary))]
    public void A_known_extremal_satisfies_the_equation_and_keeps_the_invariant(string energy, string held, string curve)
    {
        var extremal = ExtremalBuilder.Of(ProgramModels.Of($"domain I = [0, 1]\nstate y : field on I = 1\nF[y] = {energy}\nminimize F over y{held}\n").Minimize!).Value!;
        var condition = extremal.Conditions[0];
        var values = Enumerable.Range(1, 9).Select(k => Value(condition.Variation!.Display, curve, k / 10.0)).ToArray();
        Assert.All(values, v => Assert.True(Math.Abs(v) <= 1e-12, $"{condition.Variation!.Display} = {v:R}"));
        var invariant = Enumerable.Range(1, 9).Select(k => Value(condition.Invariant!, curve, k / 10.0)).ToArray();
        Assert.All(invariant, v => Assert.Equal(invariant[0], v, 1e-12));
    }

    [Fact]
    public void The_cycloid_keeps_the_invariant_of_the_brachistochrone()
    {
        var extremal = ExtremalBuilder.Of(ProgramModels.Of("domain I = [0, pi]\nstate y : field on I = 2*x/pi\nT[y] = int sqrt((1 + y'^2)/(2*y))\nminimize T over y\n").Minimize!).Value!;
        double At(double s) => Evaluation.Evaluate(Definitions.Expand(extremal.Conditions[0].Invariant!), leaf => leaf switch
        {
            StateValue => 1 - Math.Cos(s),
            Gradient => Math.Sin(s) / (1 - Math.Cos(s)),
            _ => null,
        });
        // f − y′ f_{y′} = 1/sqrt(2 y (1 + y′²)) = 1/2 on the cycloid of radius 1.
        Assert.All(Enumerable.Range(1, 6), k => Assert.Equal(0.5, At(k / 2.0), 1e-12));
    }

    [Fact]
    public void The_second_variation_of_the_oscillator_is_negative_beyond_half_a_period()
    {
        var extremal = ExtremalBuilder.Of(ProgramModels.Of("domain I = [0, 1]\nstate y : field on I = 0\nS[y] = int y'^2/2 - y^2/2*16\nminimize S over y\n").Minimize!).Value!;
        var second = Analytic.Put(extremal.Conditions[0].Second!, v => Build.Apply(FunctionCatalog.Find("sin")!, [Build.Pi * Build.Coordinate(v.Point, 0)]));
        // ∫ η′² − 16 η² along sin πx: (π² − 16)/2.
        Assert.Equal((Math.PI * Math.PI - 16) / 2, new Quadrature(_ => 0).Value(second), 1e-12);
    }

    private static double Value(Expr e, string curve, double x)
    {
        // The formula, read as the derivative of ∫ formula·y.
        var functional = Functional.Read($"F[y] = int ({curve})*y\n", 1);
        var formula = FunctionalDerivative.Of(functional.Energy, functional.Formals[0]).Display;
        var put = Analytic.Put(e, v => Substitution.Replace(formula, leaf => leaf is Coordinate ? Build.Coordinate(v.Point, 0) : null));
        return Evaluation.Evaluate(put, leaf => leaf is Coordinate ? x : leaf is Symbol ? Multiplier : null);
    }
}
