using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Splits an energy into pieces (architecture.md §3).</summary>
public static class Pieces
{
    /// <summary>The pieces of an energy as a functional of one state, the others held fixed; they sum to the energy.</summary>
    public static Seq<Piece> Of(Expr energy, StateSymbol state)
    {
        var point = new Point(state.Space, 0);
        var found = new List<Piece>();
        foreach (var term in energy is Sum s ? s.Terms : [energy])
            found.AddRange(OfTerm(term, state, point));
        return [.. Joined(found)];
    }

    private static IEnumerable<Piece> OfTerm(Expr term, StateSymbol state, Point point)
    {
        var states = Substitution.States(term);
        if (!states.Contains(state))
            return [term.Known.Has(Kinds.Integral) && Integrals.Slopes(term) is [var (own, slope)] && own.Point.Space == state.Space && !slope.Known.Has(Kinds.Integral) && ReferenceEquals(slope * own, term)
                ? new Potential(slope * Substitution.MovePoint(own.Body, own.Point, point), 0)
                : new Apart(term)];
        var slopes = Integrals.Slopes(term);
        var remainder = Build.Sum([term, .. slopes.Select(i => -(i.Slope * i.Integral))]);
        if (Substitution.HasStates(remainder) || slopes.Any(i => i.Integral.Point.Space != state.Space || i.Slope.Known.Has(Kinds.Integral)))
            return [states.Count > 1 ? new Coupling(term, [.. states.Where(s => s != state)]) : new Rest(term)];
        var bodies = slopes.Select(i => MultipliedOut(SplitLogs(i.Slope * Substitution.MovePoint(i.Integral.Body, i.Integral.Point, point), Build.Value(state, point))));
        var pieces = bodies.SelectMany(body => body is Sum s ? s.Terms : [body]).Select(t => One(t, state, point));
        return remainder is Number { Value.IsZero: true } ? pieces : pieces.Append(new Apart(remainder));
    }

    // Only what holds a state: (x² + y²)²ρ is a potential whose convexity is seen as long as it is written so.
    private static Expr MultipliedOut(Expr body)
    {
        var kept = new Dictionary<Expr, Expr>();
        var hidden = Substitution.Replace(body, e =>
        {
            if (e is Integral)
                return e;
            if (e is not (Sum or Power { Base: Sum }) || Substitution.HasStates(e))
                return null;
            var name = Build.Symbol($"kept {kept.Count}");
            kept.Add(name, e);
            return name;
        });
        var expanded = Expansion.ExpandOutside(hidden);
        return kept.Count == 0 ? expanded : Substitution.Replace(expanded, e => e is Integral ? e : kept.GetValueOrDefault(e));
    }

    // log(ρ/π) = log ρ − log π: relative entropies are diffusion and potential.
    private static Expr SplitLogs(Expr e, Expr u) => !((StateValue)u).State.IsDensity ? e : Substitution.Replace(e, part =>
        part is Apply { Function: Log, Arguments: [Product { Factors: var factors }] } && factors.Contains(u)
            ? Build.Apply(FunctionCatalog.Log, u) + Build.Apply(FunctionCatalog.Log, [Build.Product([.. factors.Where(f => !ReferenceEquals(f, u))])])
            : null);

    // Terms of one kind are one piece, so that U is judged as a whole.
    private static IEnumerable<Piece> Joined(List<Piece> found)
    {
        if (found.OfType<Internal>().ToArray() is { Length: > 0 } local)
            yield return new Internal(Build.Sum([.. local.Select(p => p.Integrand)]));
        if (found.OfType<LinearDiffusion>().ToArray() is { Length: > 0 } linear)
            yield return new LinearDiffusion(Build.Sum([.. linear.Select(p => p.Integrand)]), Build.Sum([.. linear.Select(p => p.Temperature)]));
        if (found.OfType<Potential>().ToArray() is { Length: > 0 } potential)
            yield return new Potential(Build.Sum([.. potential.Select(p => p.Integrand)]), Build.Sum([.. potential.Select(p => p.Coefficient)]));
        foreach (var piece in found.OfType<Interaction>())
            yield return piece;
        if (found.OfType<GradientTerm>().ToArray() is { Length: > 0 } gradient)
            yield return new GradientTerm(Build.Sum([.. gradient.Select(p => p.Integrand)]));
        foreach (var piece in found.Where(p => p is Coupling or Rest))
            yield return piece;
        if (found.OfType<Apart>().ToArray() is { Length: > 0 } apart)
            yield return new Apart(Build.Sum([.. apart.Select(p => p.Integrand)]));
    }

    private static Piece One(Expr term, StateSymbol state, Point point)
    {
        var u = Build.Value(state, point);
        var states = Substitution.States(term);
        if (!states.Contains(state))
            return new Potential(term, 0);
        if (states.Count > 1)
            return new Coupling(term, [.. states.Where(s => s != state)]);
        if (Integrals.Outermost(term) is { Count: > 0 } nested)
            return nested is [var inner] ? Bilinear(term, inner, state, point) : new Rest(term);
        if (GradientOrder.Of(term, state) > 0)
            return new GradientTerm(term);
        var slope = Derivative.Of(term, u);
        var plain = Substitution.FreePoints(Definitions.Expand(Substitution.Replace(term, e => ReferenceEquals(e, u) ? Build.Symbol("u") : null))).Count == 0
            && !TimeDependence.Of(term);
        if (Substitution.States(slope).Count == 0)
            return plain ? new Internal(term) : new Potential(term, slope);
        if (!plain)
            return new Rest(term);
        var temperature = term / (u * Build.Apply(FunctionCatalog.Find("log")!, [u]));
        return Substitution.States(temperature).Count > 0 ? new Internal(term) : new LinearDiffusion(term, temperature);
    }

    private static Piece Bilinear(Expr term, Integral inner, StateSymbol state, Point x)
    {
        var y = inner.Point;
        var (atX, atY) = (Build.Value(state, x), Build.Value(state, y));
        var kernel = Derivative.Of(term, inner) * inner.Body / (atX * atY);
        return Substitution.States(kernel).Count > 0 ? new Rest(term) : new Interaction(term, kernel, x, y);
    }
}
