namespace Flows.Runtime.Operators;

/// <summary>m(u, x, t) = one number.</summary>
/// <param name="value">m ≥ 0.</param>
public sealed class ConstantMobility(double value = 1) : IMobility
{
    /// <inheritdoc/>
    public bool IsConstant => true;

    /// <inheritdoc/>
    public void SetTime(double t)
    {
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<double> u, Span<double> m) => m.Fill(value);

    /// <inheritdoc/>
    public void Derivative(ReadOnlySpan<double> u, Span<double> dm) => dm.Clear();
}
