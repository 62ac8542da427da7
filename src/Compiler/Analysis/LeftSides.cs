using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// The operators L that an equation L ∂u/∂t = … is written with, one for each metric that asks for one: what comes from elsewhere is
/// multiplied by all of them, what comes from one by the others. Helmholtz operators commute; two matrices need not.
/// </summary>
internal sealed class LeftSides
{
    private readonly DescentModel[] _with;
    private readonly bool _isInverted;

    private LeftSides(DescentModel[] with, bool isInverted) => (_with, _isInverted) = (with, isInverted);

    /// <summary>Before d/dt, each followed by a space.</summary>
    public string Text => string.Concat(_with.Select(LeftSide));

    /// <summary>Those of a flow.</summary>
    public static LeftSides Of(FlowModel flow)
    {
        var all = flow.Descents.Where(d => d.Metric.Refuses(flow.State.Symbol) is null && LeftSide(d).Length > 0).DistinctBy(Operator).ToArray();
        return flow.State.Symbol.IsPoint && all.Length > 1 ? new LeftSides([], true) : new LeftSides(all, false);
    }

    /// <summary>The right side of one descent, its own operator on the left where there is one.</summary>
    public Seq<Expr> RightSide(DescentModel descent, Seq<Expr> xi) => _isInverted
        ? Metrics.OnsagerForms.Rate(descent.Metric.Onsager(descent.Arguments), descent.Arguments, xi)
        : descent.Metric.RightSide(descent.Arguments, xi);

    /// <summary>A rate multiplied by every operator.</summary>
    public Seq<Expr> Times(Seq<Expr> rate) => Times(_with, rate);

    /// <summary>A descent's right side multiplied by every operator but its own.</summary>
    public Seq<Expr> TimesOthers(DescentModel descent, Seq<Expr> right) => Times([.. _with.Where(d => LeftSide(d) != LeftSide(descent))], right);

    // Two matrices are both called G.
    private static string Operator(DescentModel descent) => LeftSide(descent)
        + (descent.Metric is Metrics.MatrixMetric m ? string.Join(";", m.Matrix(descent.Arguments).SelectMany(row => row.Select(e => e.ToString()))) : "");

    private static string LeftSide(DescentModel descent) => descent.Metric.LeftSide(descent.Arguments);

    private static Seq<Expr> Times(DescentModel[] with, Seq<Expr> rate) => with.Aggregate(rate, (r, d) => d.Metric.TimesLeftSide(d.Arguments, r));
}
