using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Analysis;

/// <summary>The flow of one state after the metric: what `explain` shows and methods are chosen for.</summary>
/// <param name="Flow">The flow as declared.</param>
/// <param name="Variation">δF/δu; null for a flow of terms alone.</param>
/// <param name="RightSide">∂u/∂t for display, or null.</param>
/// <param name="Facts">What is known of it.</param>
public sealed record Equation(FlowModel Flow, Variation? Variation, Expr RightSide, Facts Facts)
{
    /// <summary>The state that flows.</summary>
    public StateModel State => Flow.State;
}
