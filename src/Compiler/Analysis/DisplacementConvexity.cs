using System.Globalization;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// λ-convexity in W2 in one dimension: ∫U(ρ) is convex where U″ ≥ 0 (McCann 1997, in d = 1), ∫Vρ is inf V″-convex, and
/// ½∬W(x − y)ρρ with even W costs M·(inf_{d&gt;0} W″)⁻; a convex W adds nothing, for it does not see translations.
/// </summary>
public static class DisplacementConvexity
{
    /// <summary>The convexity of an energy, from its pieces.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="state">The density.</param>
    /// <param name="low">Lower end of the interval.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="mass">∫ρ.</param>
    public static Convexity Of(Seq<Piece> pieces, StateSymbol state, double low, double high, double mass)
    {
        var lambda = 0.0;
        var reasons = new List<string>();
        foreach (var piece in pieces)
        {
            switch (piece)
            {
                case LinearDiffusion or Internal:
                    var u = Build.Value(state, new Point(state.Space, 0));
                    var second = Derivative.Of(Derivative.Of(piece.Integrand, u), u);
                    if (!Bounds.AreNonNegative(second, isDensity: true) || !Kinks.AreConvex(piece.Integrand, e => Bounds.Of(e, isDensity: true)))
                        return new UnknownConvexity($"`{piece.Integrand}` is not convex in `{state.Name}`");
                    reasons.Add("U'' >= 0");
                    break;
                case Potential { Coefficient: Number { Value.IsZero: true } }:
                    break;
                case Potential p:
                    var curvature = TotalDerivative.Along(TotalDerivative.Along(Definitions.Expand(p.Coefficient), new Point(state.Space, 0), 0), new Point(state.Space, 0), 0);
                    var bounds = Bounds.Over(curvature, l => l is Coordinate, low, high);
                    if (double.IsInfinity(bounds.Lower) || TimeDependence.Of(curvature) || !Kinks.AreConvex(p.Coefficient, e => Bounds.Over(e, l => l is Coordinate, low, high)))
                        return new UnknownConvexity($"no bound of the second derivative of `{p.Coefficient}`");
                    lambda += bounds.Lower;
                    reasons.Add($"V'' >= {bounds.Lower.ToString("G6", CultureInfo.InvariantCulture)}");
                    break;
                case Interaction w:
                    if (KernelCurvature(w, high - low) is not { } least)
                        return new UnknownConvexity("no bound of the second derivative of the kernel");
                    lambda += mass * Math.Min(0, least);
                    reasons.Add(least >= 0 ? "W'' >= 0" : $"W'' >= {least.ToString("G6", CultureInfo.InvariantCulture)} at mass {mass.ToString("G6", CultureInfo.InvariantCulture)}");
                    break;
                default:
                    return new UnknownConvexity(piece is GradientTerm ? "terms with gradients are not convex in W2 in general" : "the energy is no sum of internal, potential and interaction terms");
            }
        }
        return new Proved(lambda, string.Join(", ", reasons));
    }

    // The kernel in the energy is w = W/2 + …: the symmetrised W(d) = w(x, y) + w(y, x), d = x − y > 0.
    private static double? KernelCurvature(Interaction piece, double length)
    {
        var (x, y) = (Build.Coordinate(piece.X, 0), Build.Coordinate(piece.Y, 0));
        var d = Build.Symbol("d");
        var w = Definitions.Expand(piece.Kernel);
        Expr At(Expr first, Expr second) => Expansion.Expand(Substitution.Replace(w, e => ReferenceEquals(e, x) ? first : ReferenceEquals(e, y) ? second : null));
        // A function of the difference alone no longer holds y once x = y + d.
        var forward = At(y + d, y);
        var backward = At(y, y + d);
        if (Substitution.FreePoints(forward).Count > 0 || Substitution.FreePoints(backward).Count > 0 || TimeDependence.Of(w))
            return null;
        var second = Derivative.Of(Derivative.Of(forward + backward, d), d);
        Interval Over(Expr e) => Bounds.Over(e, l => ReferenceEquals(l, d), 0, length);
        var bounds = Over(second);
        return double.IsInfinity(bounds.Lower) || !Kinks.AreConvex(forward + backward, Over) ? null : bounds.Lower;
    }
}
