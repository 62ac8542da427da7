using System.Globalization;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// λ-convexity in W2 on a box in d dimensions (McCann, Adv. Math. 128 (1997) 153–179): ∫U(ρ) is convex where s^d U(s^−d) is convex and does not
/// rise, that is where the pressure P = ρU′ − U has dρP′ ≥ (d − 1)P and P ≥ 0 (in d = 1 U″ ≥ 0 is enough); ∫Vρ is λ-convex where ∇²V ≥ λ;
/// ½∬W(x − y)ρρ costs M·λ_W⁻, and a convex W adds nothing, for it does not see translations. In d = 1 W is judged for x &gt; y only.
/// </summary>
public static class DisplacementConvexity
{
    /// <summary>The convexity of an energy, from its pieces.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="setting">The density and its domain.</param>
    public static Convexity Of(Seq<Piece> pieces, FlowSetting setting)
    {
        var (state, lambda, proved) = (setting.Symbol, 0.0, true);
        var reasons = new List<string>();
        foreach (var piece in pieces)
        {
            switch (piece)
            {
                case LinearDiffusion or Internal:
                    if (McCann(piece.Integrand, setting) is { } fails)
                        return new UnknownConvexity(fails);
                    reasons.Add(state.Space.Dimension == 1 ? "U'' >= 0" : "McCann's condition for U");
                    break;
                case Potential { Coefficient: Number { Value.IsZero: true } }:
                    break;
                case Potential p:
                    var v = Definitions.Expand(p.Coefficient);
                    Expr[] axes = [.. Enumerable.Range(0, state.Space.Dimension).Select(i => Build.Coordinate(setting.Point, i))];
                    if (TimeDependence.Of(v) || LeastCurvature.Of(v, axes, setting.Box) is not { } curved)
                        return new UnknownConvexity($"no bound of the second derivative of `{p.Coefficient}`");
                    (lambda, proved) = (lambda + curved.Lambda, proved && curved.IsProved);
                    reasons.Add($"{Second("V", state)} >= {Number(curved.Lambda)}{Sampled(curved)}");
                    break;
                case Interaction w:
                    if (KernelCurvature(w, setting) is not { } kernel)
                        return new UnknownConvexity("no bound of the second derivative of the kernel");
                    var cost = kernel.Lambda < 0 ? setting.Mass * kernel.Lambda : 0;
                    if (!double.IsFinite(cost))
                        return new UnknownConvexity("the kernel is not convex, and the mass that it acts on is not known before the run");
                    (lambda, proved) = (lambda + cost, proved && kernel.IsProved);
                    reasons.Add(kernel.Lambda >= 0 ? $"{Second("W", state)} >= 0{Sampled(kernel)}" : $"{Second("W", state)} >= {Number(kernel.Lambda)}{Sampled(kernel)} at mass {Number(setting.Mass)}");
                    break;
                case Coupling c:
                    return new UnknownConvexity($"the energy couples `{state.Name}` with `{c.Others[0].Name}`");
                default:
                    return new UnknownConvexity(piece is GradientTerm ? "terms with gradients are not convex in W2 in general" : "the energy is no sum of internal, potential and interaction terms");
            }
        }
        var by = string.Join(", ", reasons);
        return proved ? new Proved(lambda, by) : new Suspected(lambda, by);
    }

    // Why ∫U is not convex for sure, or null.
    private static string? McCann(Expr integrand, FlowSetting setting)
    {
        var state = setting.Symbol;
        var u = Build.Value(state, setting.Point);
        var f = Definitions.Expand(integrand);
        var first = Derivative.Of(f, u);
        var second = Derivative.Of(first, u);
        if (!Bounds.AreNonNegative(second, isDensity: true) || !Kinks.AreConvex(f, e => Bounds.Of(e, isDensity: true)))
            return $"`{integrand}` is not convex in `{state.Name}`";
        if (state.Space.Dimension == 1)
            return null;
        // Vacuum adds U(0) times its volume: U − U(0) is what counts.
        var atZero = Substitution.Replace(f, e => ReferenceEquals(e, u) ? Build.Zero : null);
        if (!double.IsFinite(Binding.Constants.Value(atZero)))
            atZero = Build.Zero;
        var pressure = Expansion.Expand(u * first - f + atZero);
        var stretched = Expansion.Expand(state.Space.Dimension * (u * u * second) - (state.Space.Dimension - 1) * pressure);
        return Bounds.AreNonNegative(pressure, isDensity: true) && Bounds.AreNonNegative(stretched, isDensity: true)
            ? null
            : $"s^{state.Space.Dimension}*U(s^-{state.Space.Dimension}) is not convex and falling for U = `{integrand}` (McCann)";
    }

    // The kernel in the energy is w = W/2 + …: the symmetrised W(d) = w(x, y) + w(y, x), d = x − y.
    private static Curved? KernelCurvature(Interaction piece, FlowSetting setting)
    {
        if (Kernels.OfDifference(piece) is not var (kernel, d) || TimeDependence.Of(piece.Kernel))
            return null;
        // On a line x > y keeps its order; elsewhere every difference occurs.
        Seq<Interval> box = [.. setting.Box.Select(side => new Interval(d.Count == 1 ? 0 : side.Lower - side.Upper, side.Upper - side.Lower))];
        return LeastCurvature.Of(kernel, d, box);
    }

    private static string Second(string name, StateSymbol state) => state.Space.Dimension == 1 ? $"{name}''" : $"hess {name}";

    private static string Sampled(Curved curved) => curved.IsProved ? "" : " on samples";

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
