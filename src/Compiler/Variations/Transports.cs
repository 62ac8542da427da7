using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>The transport distances in an expression: of each, how its densities weigh in the first variation.</summary>
internal static class Transports
{
    /// <summary>
    /// A density of a distance that is not inside an integral, at the distance's point, with the weight of its change:
    /// ∂e/∂W2 · φ/W2 (mathematics.md §1). Integrals inside the density count by themselves.
    /// </summary>
    public static IEnumerable<(Point Point, Expr Density, Expr Weight)> Slopes(Expr e, StateSymbol state)
    {
        if (!e.Known.Has(Kinds.Transport))
            yield break;
        foreach (var t in Outside(e))
        {
            if (t.Point.Space != state.Space)
                continue;
            var slope = Derivative.Of(e, t);
            yield return (t.Point, t.First, slope * TransportRules.Slope(t, 1, 0));
            yield return (t.Point, t.Second, slope * TransportRules.Slope(t, 0, 1));
        }
    }

    /// <summary>A Kantorovich potential that moves with a state, or null: its derivative is not known in closed form.</summary>
    public static TransportPotential? PotentialOf(Expr e, StateSymbol state) => !e.Known.Has(Kinds.Transport) ? null
        : Substitution.All(e).OfType<TransportPotential>().FirstOrDefault(k => Substitution.DependsOn(k, state));

    private static List<TransportDistance> Outside(Expr e)
    {
        var found = new List<TransportDistance>();
        var seen = new HashSet<Expr>();
        var open = new Stack<Expr>([e]);
        while (open.TryPop(out var next))
        {
            if (next is Integral or TransportPotential || !seen.Add(next))
                continue;
            if (next is TransportDistance t)
                found.Add(t);
            foreach (var child in Substitution.Children(next))
                open.Push(child);
        }
        return found;
    }
}
