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
    public static double Over(Expr e, Point point, DomainModel domain)
    {
        if (domain.Axes.Any(a => !double.IsFinite(a.Length)))
            return double.NaN;
        var weighed = domain.Space.Measure is RadialMeasure radial ? e * Build.Number(Sphere(radial.Dimension)) * Build.Power(Build.Coordinate(point, 0), radial.Dimension - 1) : e;
        return domain.Axes.Count == 1
            ? NumericIntegral.Over(weighed, point, domain.Axes[0].Low, domain.Axes[0].High)
            : Iterated(weighed, point, domain, 0, new double[domain.Axes.Count]);
    }

    /// <summary>|S^(d−1)| = 2 π^(d/2)/Γ(d/2), the measure of the unit sphere in d dimensions.</summary>
    public static double Sphere(int d) =>
        Constants.Value(2 * Build.Power(Build.Pi, Build.Number(new Rational(d, 2))) / Build.Apply(FunctionCatalog.Find("gamma")!, [Build.Number(new Rational(d, 2))]));

    private static double Iterated(Expr e, Point point, DomainModel domain, int axis, double[] at)
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
        var panels = at.Length == 2 ? 32 : 12;
        var (low, h) = (domain.Axes[axis].Low, domain.Axes[axis].Length / panels);
        var sum = 0.0;
        for (var i = 0; i < panels; i++)
        {
            for (var k = 0; k < Nodes.Length; k++)
            {
                at[axis] = low + (i + (1 + Nodes[k]) / 2) * h;
                sum += Weights[k] / 2 * h * Iterated(e, point, domain, axis + 1, at);
            }
        }
        return sum;
    }
}
