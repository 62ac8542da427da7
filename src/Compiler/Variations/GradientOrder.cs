using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>The highest spatial derivative of a state in an expression.</summary>
public static class GradientOrder
{
    /// <summary>0 for values only, 1 for gradients, 2 for Laplacians and gradients of gradients, …</summary>
    public static int Of(Expr e, StateSymbol state)
    {
        if (!Substitution.States(e).Contains(state))
            return 0;
        var inner = Substitution.Children(e).Select(c => Of(c, state)).DefaultIfEmpty(0).Max();
        return e switch
        {
            Gradient => inner + 1,
            DivGrad => inner + 2,
            Divergence => inner + 1,
            _ => inner,
        };
    }
}
