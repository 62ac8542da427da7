using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>Writes ∂u/∂t as a textbook does: div(ρ∇V) + Δρ, not div(ρ∇(V + log ρ + 1)).</summary>
public static class TextbookForm
{
    /// <summary>The right side −K ξ for a field or density.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="xi">δF/δu at the point.</param>
    public static Expr Of(Metric metric, MetricArguments arguments, Expr xi) =>
        Build.Sum([.. metric.Onsager(arguments).Select(term => Of(term, arguments, xi))]);

    // Constants have no gradient, and a metric that conserves mass sees only the gradient.
    private static Expr Of(OnsagerTerm term, MetricArguments arguments, Expr xi)
    {
        var point = arguments.At;
        switch (term)
        {
            case DivGradTerm(var m):
                return Transport(m, arguments, xi);
            case MeanFreeTerm:
                return OnsagerForms.Rate(term, point, Pressures.Varying(xi, point));
            case CovarianceTerm(var m) when point.Space.Dimension == 1:
                return OnsagerForms.Covariance(m, point)[0][0] * Transport(m, arguments, xi);
            case CovarianceTerm(var m):
                var (drift, spread) = Pressures.Split(xi, m, arguments.State, point);
                var flux = OnsagerForms.Times(OnsagerForms.Covariance(m, point), [.. Enumerable.Range(0, point.Space.Dimension).Select(i => Build.Gradient(spread, point, i))]);
                return OnsagerForms.Rate(term, point, drift) + Build.Divergence(flux.AsSpan(), point);
            // m ∫k m∇ξ = m ∫k (m∇V + ∇P).
            case PairKernelTerm k:
                var (drifting, pressure) = Pressures.Split(xi, k.Mobility, arguments.State, point);
                return Build.Divergence([.. Enumerable.Range(0, point.Space.Dimension).Select(i => k.Mobility
                    * OnsagerForms.Convolved(k, point, k.Mobility * Build.Gradient(drifting, point, i) + Build.Gradient(pressure, point, i)))], point);
            default:
                return OnsagerForms.Rate(term, point, xi);
        }
    }

    private static Expr Transport(Expr mobility, MetricArguments arguments, Expr xi)
    {
        var point = arguments.At;
        if (!Substitution.FreePoints(mobility).Contains(point))
            return Build.DivGrad(mobility, Pressures.Varying(xi, point), point);
        var (drifting, pressure) = Pressures.Split(xi, mobility, arguments.State, point);
        return Build.DivGrad(mobility, drifting, point) + Build.Lap(pressure, point);
    }
}
