using Flows.Compiler.Functions;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Writes ∂u/∂t as a textbook does: div(ρ∇V) + Δρ, not div(ρ∇(V + log ρ + 1)).</summary>
public static class TextbookForm
{
    /// <summary>The right side −K ξ for a field or density.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="xi">δF/δu at the point.</param>
    public static Expr Of(Metric metric, MetricArguments arguments, Expr xi)
    {
        var (state, point, mobility) = arguments;
        if (metric.Onsager(arguments) is not [DivGradTerm])
            return metric.RightSide(arguments, [xi])[0];
        // Constants have no gradient, and a metric that conserves mass sees only the gradient.
        var terms = Terms(xi).Where(t => Substitution.FreePoints(t).Contains(point)).ToArray();
        if (!Substitution.FreePoints(mobility).Contains(point))
            return metric.RightSide(arguments, [Build.Sum([.. terms])])[0];
        var u = Build.Value(state, point);
        var diffused = new List<Expr>();
        var drifting = new List<Expr>();
        foreach (var term in terms)
        {
            if (OfStateAlone(term, u) && OfStateAlone(mobility, u) && Pressure(mobility * Derivative.Of(term, u), u) is { } pressure)
                diffused.Add(pressure);
            else
                drifting.Add(term);
        }
        var drift = drifting.Count == 0 ? 0 : Build.DivGrad(mobility, Build.Sum([.. drifting]), point);
        return drift + Build.Lap(Build.Sum([.. diffused]), point);
    }

    private static Seq<Expr> Terms(Expr e) => e is Sum s ? s.Terms : [e];

    private static bool OfStateAlone(Expr e, Expr u) =>
        Substitution.FreePoints(Substitution.Replace(e, x => ReferenceEquals(x, u) ? Build.Symbol("u") : null)).Count == 0
        && !Variations.Integrals.Outermost(e).Any() && Variations.GradientOrder.Of(e, ((StateValue)u).State) == 0 && !TimeDependence.Of(e);

    // As it stands first: m*(m - 1)*rho^(m - 1) is (m - 1)*(rho^m)′, multiplied out it is two terms.
    private static Expr? Pressure(Expr slope, Expr u) => Antiderivative(slope, u) ?? Antiderivative(Expansion.Expand(slope), u);

    // ∫ e du for sums of monomials c·u^a; null for anything else.
    private static Expr? Antiderivative(Expr e, Expr u)
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
