using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Analysis;

/// <summary>Minimisation to Euler–Lagrange equations, first integrals and the second variation.</summary>
public static class ExtremalBuilder
{
    /// <summary>What a minimiser satisfies; null after an error.</summary>
    public static Checked<Extremal> Of(MinimizeModel model)
    {
        var multipliers = model.Constraints.Select((_, i) => (Symbol)Build.Symbol(model.Constraints.Count == 1 ? "lambda" : "lambda" + (i + 1).ToString(CultureInfo.InvariantCulture))).ToArray();
        var lagrangian = Build.Sum([model.Energy, .. model.Constraints.Zip(multipliers, (c, lambda) => -(lambda * c.Value))]);
        Diagnostic[] found = [.. model.Over.Select(s => (s.Symbol.Name, Potential: Transports.PotentialOf(lagrangian, s.Symbol))).Where(s => s.Potential is not null)
            .Select(s => EnergyErrors.NoDerivative($"`{s.Potential}`", s.Name, model.Span))];
        return found.Length > 0
            ? new Checked<Extremal>(null, [.. found])
            : new Checked<Extremal>(new Extremal(model, [.. multipliers], lagrangian, [.. model.Over.Select(s => Condition(s, lagrangian))]), []);
    }

    private static StationaryCondition Condition(StateModel state, Expr lagrangian)
    {
        var symbol = state.Symbol;
        if (symbol.IsPoint)
            return new StationaryCondition(state, null, PointGradient.Of(lagrangian, symbol), null, null);
        var eta = symbol with { Name = StationaryCondition.Direction, Kind = StateKind.Field };
        var second = Substitution.HasTransport(lagrangian) ? null
            : Collected(DirectionalDerivative.Of(DirectionalDerivative.Of(lagrangian, symbol, eta), symbol, eta), eta);
        return new StationaryCondition(state, FunctionalDerivative.Of(lagrangian, symbol), [], Invariant(lagrangian, symbol), second);
    }

    // For ∫ f(x, u, u′) dx: f_{u′} where u does not occur, f − u′ f_{u′} where x does not (Beltrami).
    private static Expr? Invariant(Expr lagrangian, StateSymbol state)
    {
        var p = new Point(state.Space, 0);
        if (state.Space is not { Dimension: 1, Measure: VolumeMeasure } || GradientOrder.Of(lagrangian, state) != 1)
            return null;
        var slopes = Integrals.Slopes(lagrangian);
        if (slopes.Any(i => i.Integral.Point.Space != state.Space || Substitution.HasIntegrals(i.Integral.Body) || Substitution.HasStates(i.Slope)))
            return null;
        var f = GradientExpansion.Expand(Build.Sum([.. slopes.Select(i => i.Slope * Substitution.MovePoint(i.Integral.Body, i.Integral.Point, p))]));
        if (Substitution.States(f) is not [var only] || only != state || GradientOrder.Of(f, state) != 1)
            return null;
        var (u, slope) = (Build.Value(state, p), Build.Gradient(Build.Value(state, p), p, 0));
        var momentum = Derivative.Of(f, slope);
        if (Derivative.Of(f, u) is Number { Value.IsZero: true })
            return momentum;
        return Substitution.HasCoordinates(Definitions.Expand(f)) || Substitution.HasTime(f) ? null : Collecting.Of(f - slope * momentum);
    }

    // One integral of a quadratic form, to be read.
    private static Expr Collected(Expr second, StateSymbol eta)
    {
        second = Expansion.ExpandOutside(second);
        var slopes = Integrals.Slopes(second);
        var remainder = Build.Sum([second, .. slopes.Select(i => -(i.Slope * i.Integral))]);
        if (slopes.Count == 0 || remainder is not Number { Value.IsZero: true } || slopes.Any(i => i.Slope.Known.Has(Kinds.Varying) || i.Integral.Point.Space != slopes[0].Integral.Point.Space))
            return second;
        var point = slopes[0].Integral.Point with { Index = 1 + slopes.SelectMany(i => i.Integral.Body.Known.FreePoints.ToArray()).Max(p => p.Index) };
        var body = GradientExpansion.Expand(Build.Sum([.. slopes.Select(i => i.Slope * Substitution.MovePoint(i.Integral.Body, i.Integral.Point, point))]));
        return Build.Integral(point, Collecting.Quadratic(body, e => Substitution.DependsOn(e, eta)));
    }
}
