using Flows.Compiler.Symbolics;
using Flows.Runtime.Grids;
using Flows.Runtime.Operators;

namespace Flows.Runtime.States;

/// <summary>A mobility given by an expression of the state, the coordinate and the time.</summary>
internal sealed class PointMobility : IMobility
{
    private readonly PointFunction _function;

    private PointMobility(PointFunction function) => _function = function;

    /// <summary>The mobility of an expression; the two common ones cost nothing.</summary>
    public static IMobility Of(Expr mobility, Grid1D grid) => Definitions.Expand(mobility) switch
    {
        Number n => new ConstantMobility(n.Value.ToDouble()),
        StateValue => new LinearMobility(),
        var e => new PointMobility(new PointFunction(e, grid)),
    };

    /// <inheritdoc/>
    public bool IsConstant => _function.IsConstant;

    /// <inheritdoc/>
    public void SetTime(double t) => _function.SetTime(t);

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<double> u, Span<double> m) => _function.Evaluate(u, m);

    /// <inheritdoc/>
    public void Derivative(ReadOnlySpan<double> u, Span<double> dm) => _function.Slope(u, dm);
}
