using Flows.Compiler.Binding;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Looks for functions of a field that are not defined for all its values: log and broken powers need a positive argument, acos and asin one in
/// [−1, 1], a quotient a denominator that does not vanish. A density is never negative and a constrained field keeps its bounds.
/// </summary>
internal static class DomainOfDefinition
{
    // asin(tanh u): intervals are rounded outwards.
    private const double RoundOff = 1e-12;

    /// <summary>What is to be said of one descent.</summary>
    public static IEnumerable<Diagnostic> Check(StateModel state, DescentModel descent)
    {
        var (symbol, range) = (state.Symbol, StateRange.Of(state));
        // A density is judged by its flow: log(1 − ρ) stands in energies whose mobility keeps ρ ≤ 1.
        if (symbol.Kind != StateKind.Field)
            yield break;
        // A barrier keeps the field inside, and steps that would leave are not taken.
        if (Gaps(descent.Energy, symbol, range).FirstOrDefault(g => !(g.Need.Lower == 0 && FieldBarriers.Keeps(descent.Energy, symbol, g.Argument))) is { } gap)
        {
            var at = EnergyPlaces.CallOf(descent, gap.Function, symbol.Name) ?? descent.Span;
            yield return gap.Need.Lower == 0
                ? EnergyErrors.NeedsPositiveField(gap.Function, symbol.Name, at, state.Span, gap.IsClosedForDensities)
                : EnergyErrors.NeedsUnitField(gap.Function, symbol.Name, at, state.Span);
        }
        else if (PoleOf(descent.Energy, symbol, range) is { } pole)
            yield return EnergyErrors.MayDivideByZero(symbol.Name, pole, EnergyPlaces.QuotientOf(descent, symbol.Name) ?? descent.Span, state.Span);
    }

    /// <summary>The first function whose argument may leave its domain of definition, or null.</summary>
    /// <param name="e">The energy.</param>
    /// <param name="state">The state that is judged.</param>
    /// <param name="range">The values that it may take.</param>
    public static Gap? Of(Expr e, StateSymbol state, Interval range) => Gaps(e, state, range).FirstOrDefault();

    private static IEnumerable<Gap> Gaps(Expr e, StateSymbol state, Interval range)
    {
        foreach (var part in Substitution.All(Definitions.Expand(e)))
        {
            if (Needed(part) is not var (name, argument, need) || !Substitution.DependsOn(argument, state))
                continue;
            if (!Holds(argument, state, range, need))
                yield return new Gap(name, argument, need, range.Lower < 0 && Holds(argument, state, Interval.NonNegative, need));
        }
    }

    /// <summary>A value of the state at which a denominator of values alone vanishes, or null. Where the state is positive inside, no value is one.</summary>
    /// <param name="e">The energy.</param>
    /// <param name="state">The state that is judged.</param>
    /// <param name="range">The values that it may take.</param>
    public static double? PoleOf(Expr e, StateSymbol state, Interval range)
    {
        foreach (var part in Substitution.All(Definitions.Expand(e)))
        {
            if (part is not Power { Exponent: Number { Value: { IsInteger: true, Sign: < 0 } } } quotient
                || Substitution.All(quotient.Base).Where(x => x is StateValue or Coordinate or Time or Gradient or DivGrad or Integral or Symbol).ToArray() is not [StateValue u] || u.State != state)
                continue;
            double At(double x) => Evaluation.Evaluate(quotient.Base, leaf => ReferenceEquals(leaf, u) ? x : null);
            // A zero at the end of the range is never reached by a positive state.
            foreach (var root in new[] { 0.0, 1, -1, 0.5, -0.5, 2, -2 })
                if (range.Lower < root && root < range.Upper && At(root) == 0)
                    return root;
        }
        return null;
    }

    private static (string Name, Expr Argument, Interval Need)? Needed(Expr part) => part switch
    {
        Apply { Function: Log or Log10 or XLogX or LogGamma } f => (f.Function.Name, f.Arguments[0], Interval.NonNegative),
        Apply { Function: XLogY } f => ("log", f.Arguments[1], Interval.NonNegative),
        Apply { Function: Acos or Asin } f => (f.Function.Name, f.Arguments[0], new Interval(-1, 1)),
        Power { Exponent: Number { Value: { IsInteger: false } v } } p => (v == Rational.Half ? "sqrt" : $"(…)^{p.Exponent}", p.Base, Interval.NonNegative),
        _ => null,
    };

    // One of the values in the argument is cut into slices, the others may be anything in their range.
    private static bool Holds(Expr argument, StateSymbol state, Interval range, Interval need)
    {
        if (need.Lower == 0 && Signs.IsNonNegative(argument))
            return true;
        var sliced = Substitution.All(argument).OfType<StateValue>().First(v => v.State == state);
        Interval? Leaf(Expr leaf, Interval slice) => ReferenceEquals(leaf, sliced) ? slice : leaf is StateValue v && v.State == state ? range : null;
        return Slices.Of(range).Select(slice => IntervalEvaluator.Over(argument, leaf => Leaf(leaf, slice)))
            .All(value => value.IsEmpty || need.Lower - RoundOff <= value.Lower && value.Upper <= need.Upper + RoundOff);
    }
}
