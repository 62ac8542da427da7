using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Whether mass that spreads has barriers to pass: diffusion that fills every valley, as that of an entropy does, in a landscape that is not convex. However little mass is on a
/// barrier, all of it passes there: cells of fixed mass cross one by one, each as wide as the barrier, and their energy has minima of its own; cells of fixed places see the
/// flux through every point of it. A porous medium overflows barriers at a density that such cells resolve, and leaves vacuum on those that it does not reach.
/// </summary>
public static class Barriers
{
    private const int Places = 257;

    // Of a potential that moves: times of no meaning, at which its shape is looked at.
    private static readonly double[] Times = [0, 0.618, 2.414];

    // Of the greatest value: below it a second difference is round-off.
    private const double RoundOff = 1e-9;

    /// <summary>Whether a descent of a density has them.</summary>
    /// <param name="equation">With a density on an interval.</param>
    public static bool Stand(Equation equation)
    {
        ArgumentNullException.ThrowIfNull(equation);
        var facts = equation.Facts;
        if (!facts.SingularAtZero)
            return false;
        return facts.Convexity switch
        {
            Proved p => p.Lambda < 0,
            Suspected s => s.Lambda < 0,
            _ => facts.Pieces.OfType<Potential>().Any(p => HasBarrier(p.Coefficient, equation)),
        };
    }

    // A kink, a jump or the time may keep the second derivative from having a bound; differences see the shape all the same.
    private static bool HasBarrier(Expr potential, Equation equation)
    {
        var axis = equation.State.Domain.Axes[0];
        var v = Definitions.Expand(potential);
        foreach (var t in TimeDependence.Of(v) ? Times : [0])
        {
            var values = new double[Places];
            for (var i = 0; i < Places; i++)
                values[i] = At(v, axis.Low + (axis.High - axis.Low) * i / (Places - 1), t);
            var scale = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            for (var i = 1; i < Places - 1; i++)
                if (values[i - 1] - 2 * values[i] + values[i + 1] < -RoundOff * scale)
                    return true;
        }
        return false;
    }

    private static double At(Expr v, double x, double t)
    {
        try
        {
            return Evaluation.Evaluate(v, leaf => leaf switch { Coordinate => x, Time => t, _ => null });
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }
}
