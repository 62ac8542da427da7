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
                    if (OfGradients(piece.Integrand, setting, stiffness) is not var (shift, isProved))
                        return new UnknownConvexity($"`{piece.Integrand}` is not convex in `{state.Name}` and its gradient");
                    (kappa, proved) = (kappa + shift, proved && isProved);
                    reasons.Add(shift != 0 ? $"terms with gradients cost {Number(-shift)}" : isProved ? "terms with gradients are convex by rules" : "terms with gradients are convex on samples");
                    break;
                case Interaction w:
                    if (SizeOf(w, setting) is not { } size)
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

    // Takes a/2 (∂ᵢu)² apart, and completes the square of b u Δu + c (Δu)²; null where the rest is not seen to be convex.
    private static (double Shift, bool IsProved)? OfGradients(Expr integrand, FlowSetting setting, double[] stiffness)
    {
        var e = GradientExpansion.Expand(Definitions.Expand(integrand));
        if (TimeDependence.Of(e))
            return null;
        var u = Build.Value(setting.Symbol, setting.Point);
        var laplacian = Build.Lap(u, setting.Point);
        var expanded = Expansion.Expand(e);
        Seq<Expr> terms = expanded is Sum s ? s.Terms : [expanded];
        // The number c and the term where c·of is a term.
        (double Factor, Expr Term) Coefficient(Expr of) => terms.Select(t => (Binding.Constants.Value(t / of), t)).FirstOrDefault(x => double.IsFinite(x.Item1), (0, Build.Zero));
        for (var i = 0; i < stiffness.Length; i++)
        {
            var (half, term) = Coefficient(Build.Power(Build.Gradient(u, setting.Point, i), 2));
            stiffness[i] += 2 * half;
            e -= term;
        }
        var (b, mixed) = Coefficient(u * laplacian);
        var (c, square) = Coefficient(laplacian * laplacian);
        var shift = 0.0;
        if (c > 0 && setting.State.Domain.Axes.All(axis => axis.IsPeriodic) && stiffness.Min() == stiffness.Max())
        {
            // Of modes: (a − 2b)s + 2c s².
            var first = stiffness[0] - 2 * b;
            shift = first < 0 ? -first * first / (8 * c) : 0;
            (stiffness, e) = (first < 0 ? Cleared(stiffness) : stiffness, e - mixed - square);
        }
        else if (c > 0 && b != 0)
        {
            // b u L + c L² ≥ −b² u²/4c
            shift = -b * b / (2 * c);
            e -= mixed + square;
        }
        if (stiffness.Any(a => a < 0))
            return null;
        Interval? Range(Expr leaf) => leaf is StateValue v ? v.State.IsDensity ? Interval.NonNegative : null
            : leaf is Coordinate at && at.Point == setting.Point ? setting.Box[at.Axis] : null;
        Expr[] unknowns = [.. Substitution.All(e).Where(x => x is StateValue or Gradient or DivGrad)];
        // As written, where squares are seen, or multiplied out.
        return new Curvature(unknowns, Range).IsConvex(e) || new Curvature(unknowns, Range).IsConvex(Expansion.Expand(e)) ? (shift, true)
            : JointSamples.AreConvex(e, unknowns) ? (shift, false) : null;
    }

    private static double[] Cleared(double[] stiffness)
    {
        Array.Clear(stiffness);
        return stiffness;
    }

    /// <summary>The κ for which terms with gradients are κ-convex in u, for sure, or null; stiffness is not counted.</summary>
    internal static double? ShiftOf(Expr integrand, FlowSetting setting) =>
        OfGradients(integrand, setting, new double[setting.Symbol.Space.Dimension]) is (var shift, true) ? shift : null;

    /// <summary>sup_x ∫|w(x, y) + w(y, x)| dy, or null where it has no bound.</summary>
    internal static double? SizeOf(Interaction piece, FlowSetting setting)
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
