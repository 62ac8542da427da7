using System.Globalization;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// λ-convexity along straight lines in L2 and H⁻¹ with a constant mobility m. With f″ ≥ κ for what holds values, a convex rest, and
/// aᵢ/2 (∂ᵢu)² apart: ⟨η, δ²F η⟩ ≥ Σ(κ + Σaᵢsᵢ)|η_s|² over the modes of −Δ, so in L2 λ = m(κ + Σaᵢ·least sᵢ) and in H⁻¹ λ = m·min_{s ≥ s₁}(a s² + κ s),
/// which is −mκ²/4a below the first mode. An interaction costs sup_x ∫|w(x, y) + w(y, x)| dy (Young's inequality).
/// </summary>
public static class FlatConvexity
{
    /// <summary>The convexity of an energy, from its pieces.</summary>
    public static Convexity Of(Seq<Piece> pieces, FlowSetting setting)
    {
        if (setting.ConstantMobility is not { } mobility)
            return new UnknownConvexity("judged for a constant mobility only");
        var (state, kappa, proved) = (setting.Symbol, 0.0, true);
        var stiffness = new double[state.Space.Dimension];
        var reasons = new List<string>();
        foreach (var piece in pieces)
        {
            switch (piece)
            {
                case Internal or LinearDiffusion:
                    if (OfValues(piece.Integrand, setting) is not { } local)
                        return new UnknownConvexity($"the second derivative of `{piece.Integrand}` has no lower bound");
                    kappa += local;
                    reasons.Add($"f'' >= {Number(local)}");
                    break;
                case Potential:
                    break;
                case GradientTerm:
                    if (OfGradients(piece.Integrand, setting, stiffness) is not { } isProved)
                        return new UnknownConvexity($"`{piece.Integrand}` is not convex in `{state.Name}` and its gradient");
                    proved &= isProved;
                    reasons.Add(isProved ? "terms with gradients are convex by rules" : "terms with gradients are convex on samples");
                    break;
                case Interaction w:
                    if (Young(w, setting) is not { } size)
                        return new UnknownConvexity("no bound of the kernel");
                    kappa -= size;
                    reasons.Add($"int |W| <= {Number(size)}");
                    break;
                case Coupling c:
                    return new UnknownConvexity($"the energy couples `{state.Name}` with `{c.Others[0].Name}`");
                default:
                    if (Integrals.Outermost(piece.Integrand).Count > 0 || OfPoints(piece.Integrand, setting) is not { } least)
                        return new UnknownConvexity("the energy is no sum of integrals of values, gradients and pairs");
                    kappa += least;
                    reasons.Add($"f_uu >= {Number(least)}");
                    break;
            }
        }
        var poincare = Enumerable.Range(0, stiffness.Length).Sum(i => stiffness[i] * setting.LeastEigenvalue(i));
        if (!setting.Metric.ConservesMass && poincare > 0)
            reasons.Add($"Poincare's inequality adds {Number(poincare)}");
        var lambda = mobility * (setting.Metric.ConservesMass ? Dual(stiffness.Min(), kappa, setting.SpectralGap) : kappa + poincare);
        return double.IsInfinity(lambda) ? new UnknownConvexity("no gradient term outweighs the concave part at short wavelengths")
            : proved ? new Proved(lambda, string.Join(", ", reasons)) : new Suspected(lambda, string.Join(", ", reasons));
    }

    // min over s ≥ gap of a s² + κ s
    private static double Dual(double a, double kappa, double gap) =>
        kappa >= -2 * a * gap ? a * gap * gap + kappa * gap : a > 0 ? -kappa * kappa / (4 * a) : double.NegativeInfinity;

    // inf f″; null where there is none.
    private static double? OfValues(Expr integrand, FlowSetting setting)
    {
        var f = Definitions.Expand(integrand);
        var u = Build.Value(setting.Symbol, setting.Point);
        var isDensity = setting.Symbol.IsDensity;
        var second = Derivative.Of(Derivative.Of(f, u), u);
        var least = Math.Max(Bounds.Of(second, isDensity).Lower, Polynomial.LowerBound(Expansion.Expand(second), u));
        return double.IsFinite(least) && Kinks.AreConvex(f, e => Bounds.Of(e, isDensity)) ? least : null;
    }

    // The same for f(x, u), over the whole box at once.
    private static double? OfPoints(Expr integrand, FlowSetting setting)
    {
        var f = Definitions.Expand(integrand);
        var u = Build.Value(setting.Symbol, setting.Point);
        if (TimeDependence.Of(f) || Substitution.States(f) is not [var only] || only != setting.Symbol)
            return null;
        Interval Over(Expr e) => Slices.Of(setting.Symbol.IsDensity ? Interval.NonNegative : Interval.Everything)
            .Select(slice => IntervalEvaluator.Over(e, l => ReferenceEquals(l, u) ? slice : l is Coordinate c ? setting.Box[c.Axis] : null))
            .Where(i => !i.IsEmpty).Aggregate(Interval.Empty, (a, b) => a.Union(b));
        var least = Over(Derivative.Of(Derivative.Of(f, u), u)).Lower;
        return double.IsFinite(least) && Kinks.AreConvex(f, Over) ? least : null;
    }

    // Takes a/2 (∂ᵢu)² apart; whether the rest is convex by rules (true), on samples (false) or not seen to be (null).
    private static bool? OfGradients(Expr integrand, FlowSetting setting, double[] stiffness)
    {
        var e = GradientExpansion.Expand(Definitions.Expand(integrand));
        Expr[] slopes = [.. Enumerable.Range(0, stiffness.Length).Select(i => Build.Gradient(Build.Value(setting.Symbol, setting.Point), setting.Point, i))];
        foreach (var term in Expansion.Expand(e) is Sum s ? s.Terms : [Expansion.Expand(e)])
        {
            for (var i = 0; i < slopes.Length; i++)
            {
                if (Binding.Constants.Value(term / (slopes[i] * slopes[i])) is not (> 0 and < double.PositiveInfinity) and not < 0)
                    continue;
                stiffness[i] += 2 * Binding.Constants.Value(term / (slopes[i] * slopes[i]));
                e -= term;
            }
        }
        e = stiffness.Any(a => a != 0) ? Expansion.Expand(e) : e;
        if (stiffness.Any(a => a < 0))
            return null;
        Interval? Range(Expr leaf) => leaf is StateValue v ? v.State.IsDensity ? Interval.NonNegative : null
            : leaf is Coordinate c && c.Point == setting.Point ? setting.Box[c.Axis] : null;
        Expr[] unknowns = [.. Substitution.All(e).Where(x => x is StateValue or Gradient or DivGrad)];
        if (TimeDependence.Of(e))
            return null;
        return new Curvature(unknowns, Range).IsConvex(e) ? true : JointSamples.AreConvex(e, unknowns) ? false : null;
    }

    private static double? Young(Interaction piece, FlowSetting setting)
    {
        if (Kernels.OfDifference(piece) is not var (kernel, d) || TimeDependence.Of(kernel))
            return null;
        Seq<Interval> box = [.. setting.Box.Select(side => new Interval(side.Lower - side.Upper, side.Upper - side.Lower))];
        var cells = d.Count == 1 ? Slices.Of(box[0]).Select(s => (Seq<Interval>)[s]) : [box];
        var total = cells.Sum(cell => Size(IntervalEvaluator.Over(kernel, l => Index(d, l) is >= 0 and var i ? cell[i] : null))
            * cell.Aggregate(1.0, (v, side) => v * (side.Upper - side.Lower)));
        return double.IsFinite(total) ? total : null;
    }

    private static double Size(Interval i) => i.IsEmpty ? 0 : Math.Max(Math.Abs(i.Lower), Math.Abs(i.Upper));

    private static int Index(Seq<Expr> symbols, Expr leaf)
    {
        for (var i = 0; i < symbols.Count; i++)
            if (ReferenceEquals(symbols[i], leaf))
                return i;
        return -1;
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
