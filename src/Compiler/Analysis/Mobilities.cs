using System.Diagnostics;
using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>What is known of the sign of a mobility: where it may be negative the energy may rise, and where it vanishes nothing is carried away.</summary>
internal static class Mobilities
{
    // Cuts of each axis; with those of the state some ten thousand boxes at most.
    private const int SlicesOnLine = 64, SlicesInPlane = 12, SlicesInSpace = 5;

    // Intervals are rounded outwards: sin(pi*x) at x = 1 is no negative number.
    private const double RoundOff = 1e-12;

    // So near to 0 a mobility must not be negative for 0 to be a wall: [0, 1e-3].
    private const double NearZero = 1e-3;

    /// <summary>The factor of a descent's operator that may be negative, with the least value that it may have as far as can be seen; null where none may.</summary>
    public static (Expr Mobility, double Least)? Negative(DescentModel descent, StateModel state)
    {
        var range = StateRange.Of(state);
        foreach (var factor in descent.Metric.Onsager(descent.Arguments).Select(Factor).OfType<Expr>())
        {
            if (Least(factor, state, range) is < 0 and var least)
                return (factor, least);
            // What is not kept non-negative takes any value within its bounds.
            if (range.Lower >= 0 && factor.Known.Has(Kinds.State) && !KeepPositivity(descent, state)
                && LeastOfAny(factor, state) is < 0 and var leastOfAny)
                return (factor, leastOfAny);
        }
        return null;
    }

    /// <summary>Whether an expression is surely not negative, over all that the state, the place and the time may be.</summary>
    public static bool IsNonNegative(Expr e, StateModel state) => Least(e, state, StateRange.Of(state)) >= 0;

    /// <summary>Whether a non-negative start stays so: nothing is carried out of where there is nothing, or the energy falls without end in slope there.</summary>
    /// <param name="descent">What is descended.</param>
    /// <param name="state">A density.</param>
    public static bool KeepPositivity(DescentModel descent, StateModel state) => state.Symbol.Kind == StateKind.Particles
        || descent.Metric.KeepsPositivity && state.Symbol.IsDensity && (VanishesAtZero(descent.Mobility, state) || IsSingular(FunctionalDerivative.Of(descent.Energy, state.Symbol), state.Symbol));

    /// <summary>Whether the derivative of an energy is −∞ where a density is 0: of log u, or a negative power.</summary>
    public static bool IsSingular(Variation variation, StateSymbol state) => LacksValueAtZero(Definitions.Expand(variation.Parts.Value), state);

    /// <summary>Whether an expression has no value where a density is 0, and one where it is 1.</summary>
    public static bool LacksValueAtZero(Expr e, StateSymbol state) => state.IsDensity && !double.IsFinite(Probe.At(e, 0)) && double.IsFinite(Probe.At(e, 1));

    private static Expr? Factor(OnsagerTerm term) => term switch
    {
        MultiplyTerm(var m) => m,
        DivGradTerm(var m) => m,
        MeanFreeTerm(var m) => m,
        HelmholtzInverseTerm(var alpha) => alpha,
        CovarianceTerm(var m) => m,
        // What a kernel does to a mobility of either sign is a square: ∬ k(x, y) m(x)∇ξ(x)·m(y)∇ξ(y) ≥ 0.
        PairKernelTerm or MatrixTerm => null,
        _ => throw new UnreachableException(),
    };

    private static bool VanishesAtZero(Expr mobility, StateModel state)
    {
        var u = Value(state);
        if (ReferenceEquals(mobility, u))
            return true;
        // A gradient does not vanish with the value, on cells.
        var atZero = IntervalEvaluator.Over(Definitions.Expand(mobility), leaf => ReferenceEquals(leaf, u) ? Interval.Only(0) : leaf is StateValue { State.IsDensity: true } ? Interval.NonNegative : null);
        return !atZero.IsEmpty && Math.Max(Math.Abs(atZero.Lower), Math.Abs(atZero.Upper)) < double.Epsilon * 1024
            && Least(mobility, state, StateRange.Of(state).Intersect(new Interval(0, NearZero))) >= 0;
    }

    private static Expr Value(StateModel state) => Build.Value(state.Symbol, new Point(state.Symbol.Space, 0));

    // As of a field that takes the density's place.
    private static double LeastOfAny(Expr mobility, StateModel state)
    {
        var field = state with { Symbol = state.Symbol with { Kind = StateKind.Field } };
        return Least(Substitution.Replace(Definitions.Expand(mobility), e => e is StateValue v && v.State == state.Symbol ? Build.Value(field.Symbol, v.Point) : null), field, StateRange.Of(field));
    }

    private static double Least(Expr mobility, StateModel state, Interval range)
    {
        var m = Definitions.Expand(mobility);
        if (Signs.IsNonNegative(m))
            return 0;
        // Each factor has fewer variables to be cut by than all of them together.
        if (m is Product product && product.Factors.Aggregate(Interval.Only(1), (values, factor) => values * ValuesOf(factor, state, range)).Lower >= 0)
            return 0;
        return ValuesOf(m, state, range).Lower is < 0 and var least ? least : 0;
    }

    // The hull of what is found piece by piece, round-off below 0 apart; empty where there is no value.
    private static Interval ValuesOf(Expr m, StateModel state, Interval range)
    {
        var u = Value(state);
        var axes = state.Domain.Axes;
        var varies = Substitution.All(m).OfType<Coordinate>().Select(c => c.Axis).Distinct().ToArray();
        var (hull, size) = (Interval.Empty, 0.0);
        var memo = new Dictionary<Expr, Interval>();
        Interval[] values = Substitution.Contains(m, e => ReferenceEquals(e, u)) && !range.IsEmpty ? [.. Slices.Of(range)] : [range];
        foreach (var place in Places(axes, varies, 0, []))
        {
            foreach (var value in values)
            {
                var found = IntervalEvaluator.OverAgain(m, leaf => leaf switch
                {
                    StateValue v when ReferenceEquals(v, u) => value,
                    Coordinate c when c.Axis < place.Length => place[c.Axis],
                    Time => Interval.NonNegative,
                    _ => null,
                }, memo);
                hull = hull.Union(found);
                if (found.Upper > size && !double.IsInfinity(found.Upper))
                    size = found.Upper;
                if (double.IsNegativeInfinity(hull.Lower))
                    return hull;
            }
        }
        return hull.Lower < 0 && hull.Lower >= -RoundOff * size ? new Interval(0, Math.Max(hull.Upper, 0)) : hull;
    }

    private static IEnumerable<Interval[]> Places(Seq<AxisModel> axes, int[] varies, int axis, Interval[] before)
    {
        if (axis == axes.Count)
            return [before];
        var (low, length) = (axes[axis].Low, axes[axis].Length);
        var slices = !varies.Contains(axis) || double.IsInfinity(length) ? 1 : varies.Length switch { 1 => SlicesOnLine, 2 => SlicesInPlane, _ => SlicesInSpace };
        Interval Slice(int i) => slices == 1 ? new Interval(low, axes[axis].High) : new Interval(low + length * i / slices, i == slices - 1 ? axes[axis].High : low + length * (i + 1) / slices);
        return Enumerable.Range(0, slices).SelectMany(i => Places(axes, varies, axis + 1, [.. before, Slice(i)]));
    }
}
