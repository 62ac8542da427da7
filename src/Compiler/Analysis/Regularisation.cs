using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// How the part of an energy is understood that is no linear function of an empirical measure (mathematics.md §2): blobs of width ε in the
/// place of points (Carrillo, Craig, Patacchini, Calc. Var. 58 (2019) 53), or, in a metric that smooths by a kernel, integration by parts.
/// </summary>
internal static class Regularisation
{
    /// <summary>In words; empty where the energy has a value on particles.</summary>
    public static string Of(FlowModel flow, Seq<Variation> variations)
    {
        for (var i = 0; i < variations.Count; i++)
        {
            var (descent, variation) = (flow.Descents[i], variations[i]);
            var (state, at) = (flow.State.Symbol, variation.Point);
            if (!HoldsDensity(variation.Display, state, at))
                continue;
            var smooths = descent.Metric.Onsager(descent.Arguments).OfType<PairKernelTerm>().Any();
            var (drifting, pressure) = Pressures.Split(variation.Display, Build.Value(state, at), state, at);
            if (smooths && !HoldsDensity(drifting, state, at) && IsLinear(pressure, state, at))
                return $"the diffusion of {descent.Name} is integrated by parts: the gradient of the kernel takes its place, and no density is asked for";
            var noise = IsLinear(pressure, state, at) && !HoldsDensity(drifting, state, at)
                ? "; diffusion can also be had as noise: leave it out of the energy and add `brownian(1/T)`"
                : "";
            return $"{descent.Name} has no value on particles: each is smeared to a blob K_eps, K_eps*{state.Name} in the place of {state.Name} where it is not integrated (`bandwidth` in `solve` is eps){noise}";
        }
        return "";
    }

    private static bool IsLinear(Expr pressure, StateSymbol state, Point at) => !HoldsDensity(pressure / Build.Value(state, at), state, at);

    // Whether the density itself is asked for at the point, not under an integral, whose own point may have the same name.
    private static bool HoldsDensity(Expr e, StateSymbol state, Point at) => e switch
    {
        StateValue v => v.State == state && v.Point == at,
        Integral i => i.Point != at && HoldsDensity(i.Body, state, at),
        _ => Substitution.Children(e).Any(c => HoldsDensity(c, state, at)),
    };
}
