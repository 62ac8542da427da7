using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Binding;

/// <summary>Integrals of expressions free of states over a whole domain.</summary>
public static class BoxIntegral
{
    // Panels of each axis but the last: with three Gauss points a panel, smooth densities to ten digits.
    private static readonly double[] Nodes = [-Math.Sqrt(0.6), 0, Math.Sqrt(0.6)];
    private static readonly double[] Weights = [5.0 / 9, 8.0 / 9, 5.0 / 9];

    /// <summary>∫ e over the domain with its measure; NaN where e has no value or the domain no end.</summary>
    /// <param name="e">Free of states.</param>
    /// <param name="point">The point that is integrated over.</param>
    /// <param name="domain">Its domain.</param>
    /// <param name="isCoarse">Whether by fewer panels, to see how far the integral can be trusted.</param>
    public static double Over(Expr e, Point point, DomainModel domain, bool isCoarse = false)
    {
        if (domain.Axes.Any(a => !double.IsFinite(a.Length)))
            return double.NaN;
        var weighed = domain.Space.Measure is RadialMeasure radial ? e * Build.Number(Sphere(radial.Dimension)) * Build.Power(Build.Coordinate(point, 0), radial.Dimension - 1) : e;
        if (domain.Axes.Count == 1)
            return NumericIntegral.Over(weighed, point, domain.Axes[0].Low, domain.Axes[0].High);
        // Term by term, so that what is a product of functions of one coordinate each is exact in any dimension.
        var (sum, rest) = (0.0, new List<Expr>());
        foreach (var term in e is Sum s ? s.Terms : [e])
        {
            if (Separated(term, domain.Axes.Count) is { } factors)
                sum += factors.Select((f, axis) => NumericIntegral.Over(f, point, domain.Axes[axis].Low, domain.Axes[axis].High, axis)).Aggregate(1.0, (a, b) => a * b);
            else
                rest.Add(term);
        }
        return rest.Count == 0 ? sum : sum + Iterated(Build.Sum([.. rest]), point, domain, 0, new double[domain.Axes.Count], isCoarse);
    }

    // f(x) g(y) … with exp(a(x) + b(y)) taken apart; null where a factor holds two coordinates.
    private static Expr[]? Separated(Expr term, int axes)
    {
        var factors = Enumerable.Repeat((Expr)1, axes).ToArray();
        foreach (var factor in (term is Product p ? p.Factors : [term]).SelectMany(Exponentials))
        {
            var held = Substitution.All(factor).OfType<Coordinate>().Select(c => c.Axis).Distinct().ToArray();
            if (held.Length > 1)
                return null;
            factors[held.Length == 1 ? held[0] : 0] *= factor;
        }
        return factors;
    }

    // exp(a + b) = exp(a) exp(b), as factors that are not multiplied together again.
    private static IEnumerable<Expr> Exponentials(Expr factor) => factor is Apply { Function: Exp, Arguments: [var exponent] } && Expansion.Expand(exponent) is Sum s
        ? s.Terms.GroupBy(Axis).Select(g => Build.Apply(FunctionCatalog.Find("exp")!, [Build.Sum([.. g])]))
        : [factor];

    // Of the only coordinate in a term; −1 where there are several, or none.
    private static int Axis(Expr term) => Substitution.All(term).OfType<Coordinate>().Select(c => c.Axis).Distinct().ToArray() is [var only] ? only : -1;

    /// <summary>|S^(d−1)| = 2 π^(d/2)/Γ(d/2), the measure of the unit sphere in d dimensions.</summary>
    public static double Sphere(int d) =>
        Constants.Value(2 * Build.Power(Build.Pi, Build.Number(new Rational(d, 2))) / Build.Apply(FunctionCatalog.Find("gamma")!, [Build.Number(new Rational(d, 2))]));

    private static double Iterated(Expr e, Point point, DomainModel domain, int axis, double[] at, bool isCoarse)
    {
        if (axis == at.Length)
        {
            try
            {
                return Evaluation.Evaluate(e, leaf => leaf is Coordinate c && c.Point == point ? at[c.Axis]
                    : leaf is Symbol s && s.Name.StartsWith(InitialForms.NoisePrefix, StringComparison.Ordinal) ? 0 : null);
            }
            catch (ArgumentException)
            {
                return double.NaN;
            }
        }
        var panels = (at.Length, isCoarse) switch { (2, false) => 32, (2, true) => 22, (_, false) => 12, _ => 8 };
        var (low, h) = (domain.Axes[axis].Low, domain.Axes[axis].Length / panels);
        var sum = 0.0;
        for (var i = 0; i < panels; i++)
        {
            for (var k = 0; k < Nodes.Length; k++)
            {
                at[axis] = low + (i + (1 + Nodes[k]) / 2) * h;
                sum += Weights[k] / 2 * h * Iterated(e, point, domain, axis + 1, at, isCoarse);
            }
        }
        return sum;
    }
}
