using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Pedantry;

/// <summary>Finds energies that are not bounded below, or not seen to be.</summary>
internal static class UnprovenBounds
{
    /// <summary>A warning for each.</summary>
    public static IEnumerable<Diagnostic> In(Analysed analysed)
    {
        foreach (var equation in analysed.Equations.AsEnumerable())
        {
            if (equation.State.Symbol.Kind is not (StateKind.Field or StateKind.Density) || equation.Flow.Descents is not [{ MayBeUnbounded: false } descent])
                continue;
            var flow = $"flow {equation.State.Symbol.Name} = descend {descent.Name} in {descent.Metric.Name}";
            switch (LowerBound.Of(equation.Facts.Pieces, FlowSetting.Of(equation.Flow, descent)))
            {
                case UnknownBound unknown:
                    yield return PedanticErrors.BoundNotShown(descent.Name, unknown.Why, descent.Span, flow);
                    break;
                case UnboundedBelow unbounded:
                    yield return PedanticErrors.FallsWithoutEnd(descent.Name, unbounded.Witness, descent.Span, flow);
                    break;
            }
        }
    }
}
