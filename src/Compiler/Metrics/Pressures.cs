using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Tells diffusion from drift: m ∇U′(u) = ∇P(u) with P′ = m U″, so that div(m ∇U′) = ΔP.</summary>
internal static class Pressures
{
    /// <summary>The part of ξ that drifts, and the pressure P(u) of the rest. What does not vary with the point is in neither.</summary>
    /// <param name="xi">δF/δu at the point.</param>
    /// <param name="mobility">m at the point.</param>
    /// <param name="state">u.</param>
    /// <param name="point">The point.</param>
    public static (Expr Drifting, Expr Pressure) Split(Expr xi, Expr mobility, StateSymbol state, Point point)
    {
        var u = Build.Value(state, point);
        var diffused = new List<Expr>();
        var drifting = new List<Expr>();
        foreach (var term in Terms(xi).Where(t => Substitution.FreePoints(t).Contains(point)))
        {
            // A jump drifts: what is left of its slope is 0, and grad sign(u) is not.
            if (!Substitution.Contains(term, e => e is Apply { Function.Jumps: true } or Conditional) && OfStateAlone(term, u) && OfStateAlone(mobility, u) && Antiderivative(mobility * Derivative.Of(term, u), u) is { } pressure)
                diffused.Add(pressure);
            else
                drifting.Add(term);
        }
        return (Build.Sum([.. drifting]), Build.Sum([.. diffused]));
    }

    /// <summary>The expression without the terms that do not vary with a point.</summary>
    public static Expr Varying(Expr xi, Point point) => Build.Sum([.. Terms(xi).Where(t => Substitution.FreePoints(t).Contains(point))]);

    private static Seq<Expr> Terms(Expr e) => e is Sum s ? s.Terms : [e];

    private static bool OfStateAlone(Expr e, Expr u) =>
        Substitution.FreePoints(Substitution.Replace(e, x => ReferenceEquals(x, u) ? Build.Symbol("u") : null)).Count == 0
        && !Variations.Integrals.Outermost(e).Any() && Variations.GradientOrder.Of(e, ((StateValue)u).State) == 0 && !TimeDependence.Of(e);

    /// <summary>∫ e du for sums of monomials c·u^a; null for anything else.</summary>
    /// <param name="e">The integrand.</param>
    /// <param name="u">The value of a state at a point.</param>
    // As it stands first: m*(m - 1)*rho^(m - 1) is (m - 1)*(rho^m)′, multiplied out it is two terms.
    public static Expr? Antiderivative(Expr e, Expr u) => OfMonomials(e, u) ?? OfMonomials(Expansion.Expand(e), u);

    private static Expr? OfMonomials(Expr e, Expr u)
    {
        var found = new List<Expr>();
        foreach (var term in Terms(e))
        {
            var exponent = ExponentOf(term, u);
            if (exponent is null)
                return null;
            var factor = term / Build.Power(u, exponent);
            if (Substitution.States(factor).Count > 0)
                return null;
            found.Add(exponent is Number { Value: var a } && a == Rational.MinusOne
                ? factor * Build.Apply(FunctionCatalog.Find("log")!, [u])
                : factor * Build.Power(u, exponent + 1) / (exponent + 1));
        }
        return Build.Sum([.. found]);
    }

    private static Expr? ExponentOf(Expr term, Expr u)
    {
        IEnumerable<Expr> factors = term is Product p ? p.Factors : [term];
        Expr exponent = 0;
        foreach (var factor in factors)
        {
            if (ReferenceEquals(factor, u))
                exponent += 1;
            else if (factor is Power power && ReferenceEquals(power.Base, u))
                exponent += power.Exponent;
            else if (Substitution.States(factor).Count > 0)
                return null;
        }
        return Substitution.States(exponent).Count > 0 ? null : exponent;
    }
}
