using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>Bounds of an expression of one state value over all values that the state may take, by interval arithmetic on slices.</summary>
public static class Bounds
{
    /// <summary>An interval that holds all values of e for u in (0, ∞) (densities) or (−∞, ∞) (fields).</summary>
    /// <param name="e">An expression of state values, parameters and numbers; anything else counts as unknown.</param>
    /// <param name="isDensity">Whether the state is non-negative.</param>
    public static Interval Of(Expr e, bool isDensity) => Of(e, isDensity, bounds => double.IsInfinity(bounds.Lower) && double.IsInfinity(bounds.Upper));

    /// <summary>Whether e ≥ 0 for all those values; ends at the first slice where that is not certain.</summary>
    public static bool AreNonNegative(Expr e, bool isDensity) => Of(e, isDensity, bounds => !(bounds.Lower >= 0)).Lower >= 0;

    /// <summary>Whether e ≤ 0 for all those values; ends at the first slice where that is not certain.</summary>
    public static bool AreNonPositive(Expr e, bool isDensity) => Of(e, isDensity, bounds => !(bounds.Upper <= 0)).Upper <= 0;

    private static Interval Of(Expr e, bool isDensity, Func<Interval, bool> isDecided)
    {
        var unfolded = Definitions.Expand(e);
        var low = double.PositiveInfinity;
        var high = double.NegativeInfinity;
        foreach (var slice in Slices(isDensity))
        {
            var value = IntervalEvaluator.Over(unfolded, leaf => leaf is StateValue ? slice : null);
            // Outside of the domain of definition there is no value.
            if (value.IsEmpty)
                continue;
            (low, high) = (Math.Min(low, value.Lower), Math.Max(high, value.Upper));
            if (isDecided(new Interval(low, high)))
                break;
        }
        return low <= high ? new Interval(low, high) : Interval.Everything;
    }

    /// <summary>Bounds of an expression of one coordinate over [a, b].</summary>
    /// <param name="e">An expression of the coordinate, parameters and numbers.</param>
    /// <param name="isVariable">Which leaf varies.</param>
    /// <param name="a">Lower end.</param>
    /// <param name="b">Upper end.</param>
    /// <param name="slices">How finely the range is cut.</param>
    public static Interval Over(Expr e, Func<Expr, bool> isVariable, double a, double b, int slices = 512)
    {
        var unfolded = Definitions.Expand(e);
        var low = double.PositiveInfinity;
        var high = double.NegativeInfinity;
        for (var i = 0; i < slices; i++)
        {
            var slice = new Interval(a + (b - a) * i / slices, i == slices - 1 ? b : a + (b - a) * (i + 1) / slices);
            var value = IntervalEvaluator.Over(unfolded, leaf => isVariable(leaf) ? slice : null);
            // Outside of the domain of definition there is no value.
            if (value.IsEmpty)
                continue;
            (low, high) = (Math.Min(low, value.Lower), Math.Max(high, value.Upper));
        }
        return low <= high ? new Interval(low, high) : Interval.Everything;
    }

    // Powers of two: the sign of a power law or of log is then decided slice by slice.
    private static IEnumerable<Interval> Slices(bool isDensity)
    {
        yield return new Interval(0, Math.ScaleB(1, -60));
        for (var k = -60; k < 60; k++)
            yield return new Interval(Math.ScaleB(1, k), Math.ScaleB(1, k + 1));
        yield return new Interval(Math.ScaleB(1, 60), double.PositiveInfinity);
        if (isDensity)
            yield break;
        yield return new Interval(-Math.ScaleB(1, -60), 0);
        for (var k = -60; k < 60; k++)
            yield return new Interval(-Math.ScaleB(1, k + 1), -Math.ScaleB(1, k));
        yield return new Interval(double.NegativeInfinity, -Math.ScaleB(1, 60));
    }
}
