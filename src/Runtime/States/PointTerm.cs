using Flows.Compiler.Symbolics;
using Flows.Runtime.Grids;
using Flows.Runtime.Operators;

namespace Flows.Runtime.States;

/// <summary>An added term given by an expression of the state, the coordinate and the time.</summary>
internal sealed class PointTerm(Expr term, Grid1D grid) : IAddedTerm
{
    private readonly PointFunction _function = new(term, grid);

    /// <inheritdoc/>
    public void SetTime(double t) => _function.SetTime(t);

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<double> u, Span<double> f) => _function.Evaluate(u, f);

    /// <inheritdoc/>
    public void Derivative(ReadOnlySpan<double> u, Span<double> df) => _function.Slope(u, df);
}
