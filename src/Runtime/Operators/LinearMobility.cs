namespace Flows.Runtime.Operators;

/// <summary>m(u) = u, the mobility of the Wasserstein metric.</summary>
public sealed class LinearMobility : IMobility
{
    /// <inheritdoc/>
    public bool IsConstant => false;

    /// <inheritdoc/>
    public void SetTime(double t)
    {
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<double> u, Span<double> m) => u.CopyTo(m);

    /// <inheritdoc/>
    public void Derivative(ReadOnlySpan<double> u, Span<double> dm) => dm.Fill(1);
}
