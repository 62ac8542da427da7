using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>The flow of one state after the metric: what `explain` shows and methods are chosen for.</summary>
/// <param name="Flow">The flow as declared.</param>
/// <param name="Variations">The functional derivative of what is descended, one a descent; none of a point.</param>
/// <param name="RightSides">∂u/∂t for display; of points and particles one component an axis.</param>
/// <param name="Facts">What is known of it.</param>
public sealed record Equation(FlowModel Flow, Seq<Variation> Variations, Seq<Expr> RightSides, Facts Facts)
{
    /// <summary>The state that flows.</summary>
    public StateModel State => Flow.State;

    /// <summary>The functional derivative of the first descent, or null.</summary>
    public Variation? Variation => Variations.Count > 0 ? Variations[0] : null;

    /// <summary>∂u/∂t of a field or density.</summary>
    public Expr RightSide => RightSides[0];

    /// <summary>Of a point ∂E/∂qᵢ of the first descent, one an axis; else empty.</summary>
    public Seq<Expr> Gradient { get; init; } = [];

    /// <summary>The operator before ∂u/∂t as text, `(1 - alpha*lap) `; empty for none.</summary>
    public string LeftSide { get; init; } = "";

    /// <summary>What the flow remembers beside its state.</summary>
    public Seq<MemoryEquation> Memory { get; init; } = [];

    /// <summary>Of particles the rate of the logarithm of a particle's mass; null where masses stay.</summary>
    public Expr? WeightRate { get; init; }

    /// <summary>How an energy that has no value on particles is understood; empty where it has one.</summary>
    public string Regularised { get; init; } = "";
}
