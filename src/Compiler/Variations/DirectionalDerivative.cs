using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>D e[η]: the derivative of an expression along u → u + εη at ε = 0.</summary>
public static class DirectionalDerivative
{
    /// <summary>D e[η], Kantorovich potentials held fixed; gradients, Laplacians and integrals are linear, everything else by the chain rule.</summary>
    public static Expr Of(Expr e, StateSymbol state, StateSymbol direction)
    {
        if (!Substitution.States(e).Contains(state))
            return 0;
        switch (e)
        {
            case StateValue v:
                return v.State == state ? Build.Value(direction, v.Point) : 0;
            case Gradient g:
                return Build.Gradient(Of(g.Operand, state, direction), g.Point, g.Axis);
            case DivGrad d:
                return Build.DivGrad(Of(d.Mobility, state, direction), d.Potential, d.Point) + Build.DivGrad(d.Mobility, Of(d.Potential, state, direction), d.Point);
            case Divergence d:
                return Build.Divergence([.. d.Components.Select(c => Of(c, state, direction))], d.Point);
            case Integral i:
                return Build.Integral(i.Point, Of(i.Body, state, direction));
            case TransportDistance t:
                return TransportRules.Rate(t, Of(t.First, state, direction), Of(t.Second, state, direction));
            case TransportPotential:
                return 0;
            default:
                return Build.Sum([.. Leaves(e).Where(l => Substitution.States(l).Contains(state)).Select(l => Derivative.Of(e, l) * Of(l, state, direction))]);
        }
    }

    private static List<Expr> Leaves(Expr e)
    {
        var found = new List<Expr>();
        var seen = new HashSet<Expr>();
        var open = new Stack<Expr>([e]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            if (next is StateValue or Gradient or DivGrad or Divergence or Integral or TransportDistance or TransportPotential)
                found.Add(next);
            else
                foreach (var child in Substitution.Children(next))
                    open.Push(child);
        }
        return found;
    }
}
