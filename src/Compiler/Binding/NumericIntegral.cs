using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Binding;

/// <summary>Integrals of expressions free of states, by adaptive Gauss quadrature.</summary>
public static class NumericIntegral
{
    private const int Panels = 64;

    // Rules in all: enough for a few dozen jumps, little enough for an integrand that is noise everywhere.
    private const int MostRules = 20_000;

    /// <summary>∫ e over [low, high]; NaN where e has no value.</summary>
    /// <param name="e">Free of states.</param>
    /// <param name="point">The point one of whose coordinates is integrated over.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="axis">Of the coordinate; no other may stand in e.</param>
    public static double Over(Expr e, Point point, double low, double high, int axis = 0)
    {
        double F(double x) => Evaluation.Evaluate(e, leaf =>
            leaf is Coordinate c && c.Point == point && c.Axis == axis ? x
            : leaf is Symbol s && s.Name.StartsWith(InitialForms.NoisePrefix, StringComparison.Ordinal) ? 0
            : null);
        try
        {
            // 64 panels first, so that a narrow peak is not missed between the points of one rule. Round-off is judged against the
            // whole integral: where the integrand is tiny its own digits may all be noise.
            return GaussPanels.Over(F, low, high, Panels, sum => 1e-16 * sum, MostRules);
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }
}
