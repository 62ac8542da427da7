using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Variations;

/// <summary>Finds the integrals of an expression.</summary>
public static class Integrals
{
    /// <summary>Every integral that is not inside another, each once.</summary>
    public static IReadOnlyList<Integral> Outermost(Expr e)
    {
        var found = new List<Integral>();
        var seen = new HashSet<Expr>();
        Visit(e, seen, found);
        return found;
    }

    /// <summary>Every such integral with the partial derivative of the expression by it; linear in the number of summands.</summary>
    public static IReadOnlyList<(Integral Integral, Expr Slope)> Slopes(Expr e)
    {
        var order = new List<Integral>();
        var slopes = new Dictionary<Integral, List<Expr>>();
        Seq<Expr> terms = e is Sum s ? s.Terms : [e];
        foreach (var term in terms)
        {
            foreach (var integral in Outermost(term))
            {
                if (!slopes.TryGetValue(integral, out var parts))
                {
                    slopes[integral] = parts = [];
                    order.Add(integral);
                }
                parts.Add(Derivative.Of(term, integral));
            }
        }
        return [.. order.Select(i => (i, Build.Sum([.. slopes[i]])))];
    }

    /// <summary>Whether a state is integrated over a side: its derivative stands on the side alone.</summary>
    public static bool AreOverSides(Expr e) =>
        Substitution.All(e).Any(i => i is Integral { Point.Space.Measure: SideMeasure } over && Substitution.States(over).Count > 0);

    private static void Visit(Expr e, HashSet<Expr> seen, List<Integral> found)
    {
        if (!seen.Add(e))
            return;
        // A Kantorovich potential is held fixed.
        if (e is TransportPotential)
            return;
        if (e is Integral integral)
        {
            found.Add(integral);
            return;
        }
        foreach (var child in Substitution.Children(e))
            Visit(child, seen, found);
    }
}
