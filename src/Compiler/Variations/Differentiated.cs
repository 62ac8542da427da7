using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>What an expression differentiates at a point, outside of its integrals over other points.</summary>
internal static class Differentiated
{
    /// <summary>The operands of the gradients at a point, each once; not those inside another's operand.</summary>
    public static IReadOnlyList<Expr> Operands(Expr e, Point p)
    {
        var found = new List<Expr>();
        Visit(e, [], inner =>
        {
            if (inner is Gradient g && g.Point == p)
            {
                if (!found.Contains(g.Operand))
                    found.Add(g.Operand);
                return false;
            }
            return inner is not DivGrad;
        });
        return found;
    }

    /// <summary>The Laplacians (and div-grads) at a point, each once.</summary>
    public static IReadOnlyList<DivGrad> Laplacians(Expr e, Point p)
    {
        var found = new List<DivGrad>();
        Visit(e, [], inner =>
        {
            if (inner is DivGrad d && d.Point == p)
            {
                found.Add(d);
                return false;
            }
            return inner is not Gradient;
        });
        return found;
    }

    private static void Visit(Expr e, HashSet<Expr> seen, Func<Expr, bool> enter)
    {
        if (!seen.Add(e) || !enter(e))
            return;
        foreach (var child in Substitution.Children(e))
            Visit(child, seen, enter);
    }
}
