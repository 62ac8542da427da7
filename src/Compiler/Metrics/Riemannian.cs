using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Of a point: K = G⁻¹ with a given G(q), symmetric positive definite.</summary>
public sealed class Riemannian : MatrixMetric
{
    /// <inheritdoc/>
    public override string Name => "riemannian";

    /// <inheritdoc/>
    public override string Summary => "K = G^-1, G the metric: d/dt q = -G^-1 grad E";

    /// <inheritdoc/>
    public override Seq<MetricOption> Options => [new("metric", MetricOptionKind.Matrix, null, "G(q): a list of its rows, symmetric positive definite")];

    /// <inheritdoc/>
    public override Seq<Seq<Expr>> Matrix(MetricArguments arguments) => arguments.Matrix;
}
