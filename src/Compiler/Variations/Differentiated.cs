using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>What an expression differentiates at a point, outside of its integrals over other points.</summary>
internal static class Differentiated
{
    /// <summary>The first derivatives at a point, each once, by what they differentiate; not those inside another's operand.</summary>
    public static IReadOnlyList<IGrouping<Expr, Gradient>> First(Expr e, Point p) =>
        [.. Gradients(e, p).Where(g => !IsSecond(g)).GroupBy(g => g.Operand)];

    /// <summary>The second derivatives ∂ᵢ∂ⱼo at a point, each once, by o.</summary>
    public static IReadOnlyList<IGrouping<Expr, Gradient>> Second(Expr e, Point p) =>
        [.. Gradients(e, p).Where(IsSecond).GroupBy(g => ((Gradient)g.Operand).Operand)];

    /// <summary>The Laplacians (and div-grads) at a point, each once.</summary>
    public static IReadOnlyList<DivGrad> Laplacians(Expr e, Point p) => [.. Operators(e, p).OfType<DivGrad>()];

    /// <summary>The divergences at a point that are not of multiples of gradients, each once.</summary>
    public static IReadOnlyList<Divergence> Divergences(Expr e, Point p) => [.. Operators(e, p).OfType<Divergence>()];

    private static IEnumerable<Gradient> Gradients(Expr e, Point p) => Operators(e, p).OfType<Gradient>();

    // Not those inside another.
    private static List<Expr> Operators(Expr e, Point p)
    {
        var found = new List<Expr>();
        Visit(e, [], inner =>
        {
            if (inner is Gradient g && g.Point == p || inner is DivGrad d && d.Point == p || inner is Divergence v && v.Point == p)
            {
                found.Add(inner);
                return false;
            }
            return true;
        });
        return found;
    }

    // Of radial functions u″ is the derivative of u′ and no entry of a Hessian.
    private static bool IsSecond(Gradient g) => g.Operand is Gradient inner && inner.Point == g.Point && g.Point.Space.Measure is not RadialMeasure;

    private static void Visit(Expr e, HashSet<Expr> seen, Func<Expr, bool> enter)
    {
        if (!e.Known.Has(Kinds.Operator) || !seen.Add(e) || !enter(e))
            return;
        foreach (var child in Substitution.Children(e))
            Visit(child, seen, enter);
    }
}
