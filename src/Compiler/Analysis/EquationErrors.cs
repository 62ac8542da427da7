using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Analysis;

/// <summary>F05xx, F06xx: what goes wrong between an energy and its metric.</summary>
internal static class EquationErrors
{
    /// <summary>F0602. See docs/errors/F0602.md.</summary>
    public static Diagnostic Refused(Metric metric, StateSymbol state, string reason, string help, SourceSpan at, SourceSpan declared)
    {
        var (kind, article) = state.Kind switch
        {
            StateKind.Density => ("density", "as a density"),
            StateKind.Point => ("point", "as a point"),
            StateKind.Particles => ("particles", "as particles"),
            _ => ("field", "as a field"),
        };
        return Diagnostic.Error("F0602", $"the {kind} `{state.Name}` cannot flow in {metric.Name}", at, reason).See(declared, $"declared {article}").Help(help);
    }

    /// <summary>F0609. See docs/errors/F0609.md.</summary>
    public static Diagnostic Caution(string message, SourceSpan at) =>
        Diagnostic.Warning("F0609", message, at, "keeps mass only").Help("`wasserstein` keeps a density non-negative");

    /// <summary>F0610. See docs/errors/F0610.md.</summary>
    public static Diagnostic NegativeMobility(string mobility, string state, bool isDensity, double low, SourceSpan at)
    {
        var warning = Diagnostic.Warning("F0610", $"the mobility `{mobility}` may be negative", at, "where it is, the energy rises");
        return (double.IsInfinity(low) ? warning.Note($"over all values of `{state}` it has no lower bound") : warning.Note($"over all values of `{state}` it is only known to be at least {Friendly.Number(low)}"))
            .Help($"cut it off: `max(0, {mobility})`")
            .Help($"or say which values `{state}` keeps to, such as `where {(isDensity ? $"{state} <= 1" : $"{state} >= -1, {state} <= 1")}`");
    }

    /// <summary>F0656. See docs/errors/F0656.md.</summary>
    public static Diagnostic MayBecomeNegative(string mobility, string state, string metric, SourceSpan at) =>
        Diagnostic.Warning("F0656", $"`{state}` may become negative: nothing is promised of its sign", at, $"is not 0 where `{state}` is, so that mass flows out of where there is none")
            .Note($"{metric} keeps a density non-negative where its mobility vanishes with it; here that is `{mobility}`")
            .Help($"let the mobility vanish with `{state}`: `{state}*({mobility})`")
            .Help($"or declare `{state}` as a field, and flow in `H^-1 {{ mobility = {mobility} }}`");

    /// <summary>F0657. See docs/errors/F0657.md.</summary>
    public static Diagnostic SlopeWithoutGradient(string state, bool isNothing, bool keepsFlux, SourceSpan at, SourceSpan energy)
    {
        const string Message = "nothing feels this normal derivative";
        var label = $"prescribes the slope of `{state}`, of which no energy holds a gradient";
        return (isNothing ? Diagnostic.Warning("F0657", Message, at, label) : Diagnostic.Error("F0657", Message, at, label))
            .See(energy, $"holds no gradient of `{state}`")
            .Note(keepsFlux ? "the metric lets no flux through the sides; that is the only condition there is" : "without spatial derivatives every point moves by itself: there are no conditions on the sides")
            .Help("leave the condition out")
            .Help($"or add a term with a gradient to the energy, such as `|grad {state}|^2/2`");
    }

    /// <summary>F0574. See docs/errors/F0574.md.</summary>
    /// <param name="state">What flows.</param>
    /// <param name="degree">Of the growth rate in the wave number.</param>
    /// <param name="where">A place where it is so; null where it is so everywhere.</param>
    /// <param name="at">What is descended.</param>
    /// <param name="flow">The descent as written, without its options; null of a Hamiltonian.</param>
    public static Diagnostic IllPosed(string state, int degree, string? where, SourceSpan at, string? flow)
    {
        var power = degree == 1 ? "" : $"^{degree}";
        return Diagnostic.Warning("F0574", where is null ? "this flow is ill-posed" : "this flow is ill-posed for some states", at, where is { Length: > 0 } ? $"where {where}, fine waves grow the faster the finer they are" : "fine waves grow the faster the finer they are")
            .Note($"a wave of wave number k in `{state}` grows like exp(c*k{power}*t), as of a heat equation run backwards: what a run shows depends on the number of cells")
            .Help("check the sign of the term with the highest derivatives")
            .Help("or add one of higher order: `eps^2/2*|grad u|^2`, in its place `eps^2/2*(lap u)^2`")
            .Help(flow is null ? null : $"if it is meant, say so: `{flow} {{ ill_posed = true }}`");
    }
}
