using Flows.Compiler.Symbolics;

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

    private static void Visit(Expr e, HashSet<Expr> seen, List<Integral> found)
    {
        if (!seen.Add(e))
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
