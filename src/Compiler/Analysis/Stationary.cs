using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Closed stationary states of W2 flows: Gibbs for T ρ log ρ + Vρ, Barenblatt profiles for cρ^m + Vρ.</summary>
public static class Stationary
{
    /// <summary>The stationary density with `C` for its constant, or null where none is known in closed form.</summary>
    public static Expr? Of(Seq<Piece> pieces, StateSymbol state)
    {
        var point = new Point(state.Space, 0);
        var u = Build.Value(state, point);
        Expr v = 0;
        LinearDiffusion? diffusion = null;
        Internal? local = null;
        foreach (var piece in pieces)
        {
            switch (piece)
            {
                case Potential p:
                    v += p.Coefficient;
                    break;
                case LinearDiffusion d:
                    diffusion = d;
                    break;
                case Internal i when Derivative.Of(Derivative.Of(i.Integrand, u), u) is Number { Value.IsZero: true }:
                    break;
                case Internal i:
                    local = i;
                    break;
                default:
                    return null;
            }
        }
        if (TimeDependence.Of(v))
            return null;
        var c = Build.Symbol("C");
        if (diffusion is not null && local is null)
            return c * Build.Apply(FunctionCatalog.Find("exp")!, [-(v / diffusion.Temperature)]);
        // a ρ^m: a m ρ^(m−1) = (C − V)+.
        if (local is { Integrand: var body } && diffusion is null && Power(body, u) is var (a, m))
            return Build.Power(Build.Apply(FunctionCatalog.Find("max")!, [0, c - v]) / (a * m), 1 / (m - 1));
        return null;
    }

    private static (Expr Factor, Expr Exponent)? Power(Expr e, Expr u)
    {
        var exponent = Expansion.Expand(u * Derivative.Of(e, u) / e);
        if (Substitution.States(exponent).Count > 0)
            exponent = u * Derivative.Of(e, u) / e;
        return Substitution.States(exponent).Count > 0 ? null : (e / Build.Power(u, exponent), exponent);
    }
}
