using System.Diagnostics;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>What the generic terms of an Onsager operator do, as formulas: rates, velocities of particles, dissipation.</summary>
public static class OnsagerForms
{
    // A second point: no integral's, and far enough from those that are set aside elsewhere.
    private const int Second = 1 << 27;

    /// <summary>−K ξ: of fields and densities one expression, of points one an axis, of particles their velocity, one component an axis.</summary>
    public static Seq<Expr> Rate(Seq<OnsagerTerm> terms, MetricArguments arguments, Seq<Expr> xi) => arguments.State.Kind switch
    {
        StateKind.Particles => [.. Enumerable.Range(0, arguments.At.Space.Dimension).Select(i => Build.Sum([.. terms.Select(t => Velocity(t, arguments, xi[0], i))]))],
        StateKind.Point => [.. Enumerable.Range(0, xi.Count).Select(i => Build.Sum([.. terms.Select(t => OfPoint(t, xi, i))]))],
        _ => [Build.Sum([.. terms.Select(t => Rate(t, arguments.At, xi[0]))])],
    };

    /// <summary>−K ξ of one term for a field or density; of a <see cref="HelmholtzInverseTerm"/> −ξ, the operator standing on the left.</summary>
    public static Expr Rate(OnsagerTerm term, Point at, Expr xi) => term switch
    {
        MultiplyTerm(var m) => -(m * xi),
        DivGradTerm(var m) => Build.DivGrad(m, xi, at),
        MeanFreeTerm(var m) => -(m * (xi - Build.Integral(at, m * xi) / Mass(m, at))),
        HelmholtzInverseTerm => -xi,
        PairKernelTerm k => Build.Divergence([.. Axes(at).Select(i => k.Mobility * Smoothed(k, at, Build.Gradient(xi, at, i)))], at),
        CovarianceTerm(var m) when at.Space.Dimension == 1 => Covariance(m, at)[0][0] * Build.DivGrad(m, xi, at),
        CovarianceTerm(var m) => Build.Divergence([.. Times(Covariance(m, at), [.. Axes(at).Select(i => m * Build.Gradient(xi, at, i))])], at),
        _ => throw new UnreachableException(),
    };

    /// <summary>d/dt log w of a particle at the ambient point; null where masses stay.</summary>
    public static Expr? WeightRate(Seq<OnsagerTerm> terms, MetricArguments arguments, Expr xi)
    {
        var changing = terms.Where(t => t is MultiplyTerm or MeanFreeTerm).ToArray();
        return changing.Length == 0 ? null
            : Build.Sum([.. changing.Select(t => Rate(t, arguments.At, xi) / Build.Value(arguments.State, arguments.At))]);
    }

    /// <summary>⟨ξ, K ξ⟩; of a term that K is the inverse of, in terms of the rate.</summary>
    public static Expr Dissipation(Seq<OnsagerTerm> terms, MetricArguments arguments, Seq<Expr> xi) =>
        Build.Sum([.. terms.Select(t => Dissipation(t, arguments.At, xi))]);

    /// <summary>`xi` as a field, or as the components of a point.</summary>
    public static Seq<Expr> Xi(MetricArguments arguments)
    {
        var symbol = new StateSymbol("xi", arguments.State.Space, arguments.State.IsPoint ? StateKind.Point : StateKind.Field);
        return arguments.State.IsPoint
            ? [.. Axes(arguments.At).Select(i => Build.Component(symbol, i))]
            : [Build.Value(symbol, arguments.At)];
    }

    /// <summary>∫ k(x − y) m(y) f(y) dy at x, f given at the ambient point.</summary>
    public static Expr Smoothed(PairKernelTerm term, Point at, Expr f) => Convolved(term, at, term.Mobility * f);

    /// <summary>∫ k(x − y) f(y) dy at x, f given at the ambient point.</summary>
    public static Expr Convolved(PairKernelTerm term, Point at, Expr f)
    {
        var y = at with { Index = Second };
        return Build.Integral(y, Between(term, at, y) * Substitution.MovePoint(f, at, y));
    }

    /// <summary>∫ ∂k(x − y)/∂yᵢ f(y) dy at x, f given at the ambient point.</summary>
    public static Expr SmoothedSlope(PairKernelTerm term, Point at, Expr f, int axis)
    {
        var y = at with { Index = Second };
        return Build.Integral(y, TotalDerivative.Along(Between(term, at, y), y, axis) * Substitution.MovePoint(f, at, y));
    }

    /// <summary>The covariance of m, row by row: closed.</summary>
    public static Seq<Seq<Expr>> Covariance(Expr m, Point at)
    {
        var mass = Mass(m, at);
        Expr Mean(Expr f) => Build.Integral(at, f * m) / mass;
        return [.. Axes(at).Select(i => (Seq<Expr>)[.. Axes(at).Select(j =>
            Mean(Build.Coordinate(at, i) * Build.Coordinate(at, j)) - Mean(Build.Coordinate(at, i)) * Mean(Build.Coordinate(at, j)))])];
    }

    /// <summary>A v.</summary>
    public static Seq<Expr> Times(Seq<Seq<Expr>> matrix, Seq<Expr> vector) =>
        [.. matrix.Select(row => Build.Sum([.. row.Zip(vector, (a, v) => a * v)]))];

    // Particles have mass 1.
    private static Expr Mass(Expr m, Point at) => m is StateValue { State.Kind: StateKind.Particles } ? 1 : Build.Integral(at, m);

    private static Expr Between(PairKernelTerm term, Point x, Point y) =>
        Build.Apply(term.Kernel, [.. Axes(x).Select(i => Build.Coordinate(x, i) - Build.Coordinate(y, i))]);

    private static Expr Velocity(OnsagerTerm term, MetricArguments arguments, Expr xi, int axis)
    {
        var (state, at) = (Build.Value(arguments.State, arguments.At), arguments.At);
        Expr Slope(int i) => GradientExpansion.Expand(Build.Gradient(xi, at, i));
        switch (term)
        {
            case DivGradTerm(var m):
                return -(m / state * Slope(axis));
            case CovarianceTerm(var m):
                return -Times(Covariance(m, at), [.. Axes(at).Select(i => m / state * Slope(i))])[axis];
            // By parts, so that no derivative of the empirical measure is asked for: ∫k ρ∇U′(ρ) = ∫k ∇P = −∫∇_y k P.
            case PairKernelTerm k:
                var (drifting, pressure) = Pressures.Split(xi, k.Mobility, arguments.State, at);
                return -(k.Mobility / state * (Smoothed(k, at, GradientExpansion.Expand(Build.Gradient(drifting, at, axis))) - SmoothedSlope(k, at, pressure, axis)));
            case MultiplyTerm or MeanFreeTerm:
                return 0;
            default:
                throw new UnreachableException();
        }
    }

    private static Expr OfPoint(OnsagerTerm term, Seq<Expr> xi, int axis) => term switch
    {
        MultiplyTerm(var m) => -(m * xi[axis]),
        MatrixTerm(var g) => -SmallMatrices.Solve(g, xi)[axis],
        _ => throw new UnreachableException(),
    };

    private static Expr Dissipation(OnsagerTerm term, Point at, Seq<Expr> xi)
    {
        Expr[] Gradient() => [.. Axes(at).Select(i => Build.Gradient(xi[0], at, i))];
        switch (term)
        {
            case MatrixTerm(var g):
                return Build.Sum([.. xi.Zip(SmallMatrices.Solve(g, xi), (a, b) => a * b)]);
            case MultiplyTerm(var m) when xi[0] is Component:
                return Build.Sum([.. xi.Select(x => m * Build.Power(x, 2))]);
            case MultiplyTerm(var m):
                return Build.Integral(at, m * Build.Power(xi[0], 2));
            case DivGradTerm(var m):
                return Build.Integral(at, m * Build.Sum([.. Gradient().Select(g => Build.Power(g, 2))]));
            case MeanFreeTerm(var m):
                return Build.Integral(at, m * Build.Power(xi[0], 2)) - Build.Power(Build.Integral(at, m * xi[0]), 2) / Mass(m, at);
            case PairKernelTerm k:
                return Build.Integral(at, Build.Sum([.. Gradient().Select(g => k.Mobility * g * Smoothed(k, at, g))]));
            case CovarianceTerm(var m):
                return Build.Integral(at, m * Build.Sum([.. Gradient().Zip(Times(Covariance(m, at), [.. Gradient()]), (a, b) => a * b)]));
            default:
                throw new UnreachableException();
        }
    }

    private static IEnumerable<int> Axes(Point at) => Enumerable.Range(0, at.Space.Dimension);
}
