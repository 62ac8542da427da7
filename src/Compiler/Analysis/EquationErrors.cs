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
    public static Diagnostic NegativeMobility(string mobility, string state, double low, SourceSpan at)
    {
        var warning = Diagnostic.Warning("F0610", $"the mobility `{mobility}` may be negative", at, "where it is, the energy rises");
        return double.IsInfinity(low) ? warning.Note($"over all values of `{state}` it has no lower bound") : warning.Note($"over all values of `{state}` it is only known to be at least {Friendly.Number(low)}");
    }
}
