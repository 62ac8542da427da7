using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Splits an energy into pieces (architecture.md §3).</summary>
public static class Pieces
{
    /// <summary>The pieces of an energy of one state; one <see cref="Rest"/> when it is no sum of integrals.</summary>
    public static Seq<Piece> Of(Expr energy, StateSymbol state)
    {
        var point = new Point(state.Space, 0);
        var found = new List<Piece>();
        var known = new List<Expr>();
        foreach (var (integral, factor) in Integrals.Slopes(energy))
        {
            if (Integrals.Outermost(factor).Count > 0)
                return [new Rest(energy)];
            known.Add(-(factor * integral));
            var body = Expansion.ExpandOutside(factor * Substitution.MovePoint(integral.Body, integral.Point, point));
            found.AddRange((body is Sum s ? s.Terms : [body]).Select(term => One(term, state, point)));
        }
        if (Substitution.States(Build.Sum([energy, .. known])).Count > 0)
            return [new Rest(energy)];
        return [.. Joined(found)];
    }

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
        foreach (var piece in found.OfType<Rest>())
            yield return piece;
    }

    private static Piece One(Expr term, StateSymbol state, Point point)
    {
        var u = Build.Value(state, point);
        if (Substitution.States(term).Count == 0)
            return new Potential(term, 0);
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
