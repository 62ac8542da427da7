using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Binding;

/// <summary>
/// Conditions u' = e with e affine in u, Robin's: the natural conditions of an energy that is added on the side. Where the energy inside asks for c u' = 0, what is
/// added is ∫ g over the side with ∂g/∂u = −c e; for e = −h (u − a) it is c h/2 (u − a)².
/// </summary>
internal static class RobinConditions
{
    private static readonly string[] Lower = ["left", "bottom", "back"];
    private static readonly string[] Upper = ["right", "top", "front"];

    /// <summary>An energy with what the conditions of the states in it add; null after an error.</summary>
    /// <param name="binder">Receives what is wrong.</param>
    /// <param name="energy">F.</param>
    /// <param name="name">What it is called.</param>
    public static Expr? Added(ExpressionBinder binder, Expr energy, string name)
    {
        var parts = new List<Expr> { energy };
        foreach (var symbol in Substitution.States(energy))
        {
            if (binder.Declarations.StateModelOf(symbol.Name) is not { Robin: { Count: > 0 } conditions } state || state.Symbol != symbol)
                continue;
            var variation = FunctionalDerivative.Of(energy, symbol);
            foreach (var group in conditions.GroupBy(c => c.Span))
            {
                if (group.Select(c => (Condition: c, Energy: Of(binder, c, state, variation, name))).ToArray() is var found && found.Any(f => f.Energy is null))
                    return null;
                // One integral over the whole boundary where all sides add the same.
                var isWhole = found.Length > 1 && found.Length == 2 * state.Domain.Axes.Count(a => !a.IsPeriodic) && found.All(f => ReferenceEquals(f.Energy, found[0].Energy));
                foreach (var (condition, added) in isWhole ? found[..1] : found)
                {
                    var point = new Point(OverSide(state, isWhole ? "boundary" : Name(condition)), binder.Declarations.NextPoint());
                    parts.Add(Build.Integral(point, Substitution.MovePoint(added!, new Point(symbol.Space, 0), point)));
                }
            }
        }
        return Build.Sum([.. parts]);
    }

    // g at the ambient point.
    private static Expr? Of(ExpressionBinder binder, BoundaryCondition condition, StateModel state, Variation variation, string name)
    {
        var (symbol, side) = (state.Symbol, Name(condition));
        var u = Build.Value(symbol, variation.Point);
        var across = Build.Gradient(u, variation.Point, condition.Axis);
        var flux = Definitions.Expand(variation.Parts.Gradient[condition.Axis]);
        if (variation.Parts.IsLocal)
        {
            binder.Report(BoundaryErrors.NoGradient(symbol.Name, name, condition.Span));
            return null;
        }
        var weight = Derivative.Of(flux, across);
        var rest = Expansion.Expand(flux - weight * across);
        if (!variation.Parts.HasNoHessian || Substitution.HasStates(weight) || rest is not Number { Value.IsZero: true })
        {
            binder.Report(variation.Parts.HasNoHessian
                ? BoundaryErrors.OtherFlux(symbol.Name, name, side, (condition.IsUpper ? flux : -flux).ToString(), condition.Span)
                : BoundaryErrors.OtherFlux(symbol.Name, name, side, null, condition.Span));
            return null;
        }
        var given = Definitions.Expand(condition.Value);
        var slope = Expansion.Expand(Derivative.Of(given, u));
        var atZero = Substitution.Replace(given, e => ReferenceEquals(e, u) ? 0 : null);
        if (Substitution.HasStates(slope) || Substitution.HasStates(atZero))
        {
            var needed = -(weight * given);
            binder.Report(BoundaryErrors.NotAffine(symbol.Name, name, side, Pressures.Antiderivative(needed, u)?.ToString(), needed.ToString(), condition.Span));
            return null;
        }
        var level = -(atZero / slope);
        if (Constants.Value(weight * slope) is > 0 and var fed)
            binder.Report(BoundaryErrors.Feeds(symbol.Name, side, fed, condition.Span));
        return -(weight * slope) / 2 * Build.Power(u - level, 2);
    }

    private static Space OverSide(StateModel state, string side) => new(state.Symbol.Space.Name, state.Symbol.Space.Axes) { Measure = new SideMeasure(state.Symbol.Space, side) };

    private static string Name(BoundaryCondition condition) => (condition.IsUpper ? Upper : Lower)[condition.Axis];
}
