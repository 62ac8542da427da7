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
        // Values at other points and of other states are others: they may be anything.
        var sliced = Substitution.All(unfolded).OfType<StateValue>().FirstOrDefault();
        var memo = new Dictionary<Expr, Interval>();
        foreach (var slice in Slices.Of(isDensity && sliced is not { State.IsDensity: false } ? Interval.NonNegative : Interval.Everything))
        {
            var value = IntervalEvaluator.OverAgain(unfolded, leaf => ReferenceEquals(leaf, sliced) ? slice : null, memo);
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
        var memo = new Dictionary<Expr, Interval>();
        for (var i = 0; i < slices; i++)
        {
            var slice = new Interval(a + (b - a) * i / slices, i == slices - 1 ? b : a + (b - a) * (i + 1) / slices);
            var value = IntervalEvaluator.OverAgain(unfolded, leaf => isVariable(leaf) ? slice : null, memo);
            // Outside of the domain of definition there is no value.
            if (value.IsEmpty)
                continue;
            (low, high) = (Math.Min(low, value.Lower), Math.Max(high, value.Upper));
        }
        return low <= high ? new Interval(low, high) : Interval.Everything;
    }
}
