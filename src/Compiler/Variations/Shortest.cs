using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>
/// For display: writes derivatives of products out where that is shorter, so that −div(yu, −xu) cancels against what stands beside
/// it and (lap u)² − |hess u|² is found in its three divergences. c·div(m∇w), the form of textbooks, gives way only to much less.
/// </summary>
internal static class Shortest
{
    // Larger derivatives are not written out on trial.
    private const int MostTerms = 40;
    private const int Deepest = 16;

    /// <summary>The shortest way to write a derivative at a point.</summary>
    public static Expr Of(Expr display, Point point)
    {
        if (!display.Known.Has(Kinds.Operator))
            return display;
        display = Substitution.Replace(display, e => e is Gradient or DivGrad or Divergence && IsOfKernel(e) ? GradientExpansion.Expand(e) : null);
        if (display is Sum { Terms.Count: > MostTerms } || display.Depth > Deepest)
            return display;
        var other = Build.Sum([.. (display is Sum s ? s.Terms : [display]).Where(t => !IsFlux(t, point))]);
        var expanded = Expanded(other, point);
        var partly = Shorter(expanded, other, 1) ? display - other + expanded : display;
        var wholly = Expanded(display, point);
        return Shorter(wholly, partly, 0.6) ? wholly : partly;
    }

    private static Expr Expanded(Expr e, Point point) => GradientExpansion.Laplacians(GradientExpansion.Expand(e), point);

    private static bool Shorter(Expr a, Expr b, double factor) => !ReferenceEquals(a, b) && a.ToString().Length < factor * b.ToString().Length;

    // K(x − y) varies with two points: its gradient can be printed for one of them only if it is worked out.
    private static bool IsOfKernel(Expr e) => !e.Known.Has(Kinds.State) && e.Known.FreePoints.Length > 1;

    private static bool IsFlux(Expr term, Point point) =>
        (term as DivGrad ?? (term is Product p && OperatorRules.Pull(p, point) is { Varying: DivGrad d } ? d : null)) is { } flux
        && !flux.Potential.Known.Has(Kinds.Operator);
}
