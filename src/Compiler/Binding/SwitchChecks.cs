using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Refuses energies that have no derivative in their states: jumps, and kinks that are not convex, each at its place.</summary>
internal static class SwitchChecks
{
    // Of a functional's text; larger ones are marked as a whole.
    private const int MostPlaces = 400;

    /// <summary>Reports the jumps and concave kinks of an energy that is descended, turned or minimised; whether there are any.</summary>
    /// <param name="binder">Receives the errors.</param>
    /// <param name="energy">At the states.</param>
    /// <param name="varied">The states that it is differentiated by.</param>
    /// <param name="declared">Whose right side it is, or null.</param>
    /// <param name="at">Where it is asked for.</param>
    public static bool Check(ExpressionBinder binder, Expr energy, Seq<StateSymbol> varied, FunctionalDecl? declared, SourceSpan at)
    {
        var found = Switches.Of(energy, varied, s => Range(binder, s), (space, axis) => Box(binder, space, axis)).Where(s => s.Kind != SwitchKind.ConvexKink).ToArray();
        foreach (var change in found)
        {
            var place = declared is null ? at : Place(binder, declared, varied, change.Atom) ?? at;
            binder.Report(change.Kind == SwitchKind.Jump
                ? EnergyErrors.Jumps(Text(change), change.At, change.Below, change.Above, place)
                : EnergyErrors.ConcaveKink(Text(change), change.At, change.Below, change.Above, place));
        }
        return found.Length > 0;
    }

    private static string Text(Switch change) => change.Unknown is Integral ? "the integral" : AtOrigin(change.Unknown).ToString();

    private static Interval Range(ExpressionBinder binder, StateSymbol state)
    {
        if (binder.Declarations.StateModelOf(state.Name) is { } model && !state.IsPoint)
            return StateRange.Of(model);
        return state.IsDensity ? Interval.NonNegative : Interval.Everything;
    }

    private static Interval Box(ExpressionBinder binder, Space space, int axis) =>
        binder.Declarations.DomainOf(space.Inside) is { } domain ? new Interval(domain.Axes[axis].Low, domain.Axes[axis].High) : Interval.Everything;

    // The smallest expression in the functional's text that holds what changes over.
    private static SourceSpan? Place(ExpressionBinder binder, FunctionalDecl declared, Seq<StateSymbol> varied, Expr atom)
    {
        var scope = Scope.For(Purpose.Energy);
        foreach (var formal in declared.Formals)
            if ((binder.Declarations.State(formal.Name) ?? (declared.Formals.Count == 1 && varied is [var only] ? FieldValue.Of(only) : null)) is { } field)
                scope = scope.With(formal.Name, field);
        var wanted = AtOrigin(atom);
        SourceSpan? best = null;
        foreach (var part in SyntaxNames.All(declared.Value).Take(MostPlaces))
        {
            if (best is { } known && (part.Span.Start < known.Start || part.Span.End > known.End))
                continue;
            if (Expressions(binder, part, scope, varied).Any(e => Substitution.All(AtOrigin(e)).Contains(wanted)))
                best = part.Span;
        }
        return best;
    }

    private static IEnumerable<Expr> Expressions(ExpressionBinder binder, ExprSyntax part, Scope scope, Seq<StateSymbol> varied)
    {
        foreach (var space in varied.Select(s => s.Space).Distinct())
        {
            var inside = scope with { Ambient = new Point(space, 0) };
            var value = binder.Declarations.Silently(() => binder.AtPoint(binder.Bind(part, inside), part.Span, inside));
            Expr[] parts = value switch
            {
                RealValue r => [r.Expr],
                VectorValue v => [.. v.Components],
                _ => [],
            };
            foreach (var e in parts)
                yield return Definitions.Expand(e);
        }
    }

    // The points of different integrals are told apart by their indices.
    private static Expr AtOrigin(Expr e) => Substitution.FreePoints(e).Concat(Substitution.All(e).OfType<Integral>().Select(i => i.Point)).Distinct()
        .Aggregate(e, (moved, p) => Substitution.MovePoint(moved, p, new Point(p.Space, 0)));
}
