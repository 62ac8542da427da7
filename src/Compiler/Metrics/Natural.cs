using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>
/// Of the parameters of a model p(x; q): K = G⁻¹ with Fisher's information G = ∫ p (∂ log p/∂q)(∂ log p/∂q)ᵀ dx, or on data the mean of
/// (∂ log p/∂q)(∂ log p/∂q)ᵀ. Amari, Neural Computation 10 (1998) 251–276.
/// </summary>
public sealed class Natural : MatrixMetric
{
    /// <inheritdoc/>
    public override string Name => "natural";

    /// <inheritdoc/>
    public override string Summary => "K = G^-1, G = int p*(dlog p/dq)(dlog p/dq)^T the Fisher information: d/dt q = -G^-1 grad E";

    /// <inheritdoc/>
    public override Seq<MetricOption> Options =>
    [
        new("model", MetricOptionKind.Model, null, "log p: a function of the state and of a place, as in fun q x -> log p"),
        new("on", MetricOptionKind.Place, null, "the domain that p lives on, or data, which stand for their distribution"),
    ];

    /// <inheritdoc/>
    public override Seq<Seq<Expr>> Matrix(MetricArguments arguments)
    {
        var (log, place) = (arguments.Model!, arguments.Place!);
        Seq<Expr> score = [.. arguments.Components.Select(q => Derivative.Of(log, q))];
        var p = place.Space.Measure is RowsMeasure ? 1 : Build.Apply(FunctionCatalog.Find("exp")!, [log]);
        return [.. score.Select(a => (Seq<Expr>)[.. score.Select(b => Build.Integral(place, p * a * b))])];
    }
}
