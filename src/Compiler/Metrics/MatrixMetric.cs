using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>A metric of points that is a matrix G(q): q′ = −G⁻¹ ∇E. Where G holds integrals, and above three dimensions, the equation is written G q′ = −∇E.</summary>
public abstract class MatrixMetric : Metric
{
    private const int HighestInverted = 3;

    /// <inheritdoc/>
    public sealed override bool ConservesMass => false;

    /// <inheritdoc/>
    public sealed override bool KeepsPositivity => false;

    /// <summary>G, symmetric, row by row.</summary>
    public abstract Seq<Seq<Expr>> Matrix(MetricArguments arguments);

    /// <inheritdoc/>
    public sealed override (string Reason, string Help)? Refuses(StateSymbol state) => state.IsPoint ? null : OfPoints(this, state);

    /// <inheritdoc/>
    public sealed override Seq<OnsagerTerm> Onsager(MetricArguments arguments) => [new MatrixTerm(Matrix(arguments))];

    /// <inheritdoc/>
    public sealed override Seq<Expr> RightSide(MetricArguments arguments, Seq<Expr> xi) =>
        IsKept(arguments) ? [.. xi.Select(x => -x)] : base.RightSide(arguments, xi);

    /// <inheritdoc/>
    public sealed override string LeftSide(MetricArguments arguments) => IsKept(arguments) ? "G " : "";

    /// <summary>The entries of G on and above its diagonal, with their names, where the equation is written with G; else none.</summary>
    public Seq<(string Name, Expr Entry)> Named(MetricArguments arguments)
    {
        if (!IsKept(arguments))
            return [];
        var (g, axes) = (Matrix(arguments), arguments.At.Space.Axes);
        return [.. Enumerable.Range(0, g.Count).SelectMany(i => Enumerable.Range(i, g.Count - i).Select(j => ($"G.{axes[i]}{axes[j]}", g[i][j])))];
    }

    /// <inheritdoc/>
    public sealed override Seq<Expr> TimesLeftSide(MetricArguments arguments, Seq<Expr> rate) =>
        IsKept(arguments) ? OnsagerForms.Times(Matrix(arguments), rate) : rate;

    /// <inheritdoc/>
    public sealed override string Dissipation(MetricArguments arguments) =>
        IsKept(arguments) ? "dot(xi, G^-1 xi)" : base.Dissipation(arguments);

    private bool IsKept(MetricArguments arguments) => arguments.At.Space.Dimension > 1 && Matrix(arguments) is var g
        && (arguments.At.Space.Dimension > HighestInverted || g.Any(row => row.Any(e => e.Known.Has(Kinds.Integral)))) && !SmallMatrices.IsDiagonal(g);
}
