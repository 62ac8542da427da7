namespace Flows.Runtime.Operators;

/// <summary>A mobility m(u, x, t) ≥ 0 on the cells of a grid. Nothing is allocated in any call.</summary>
public interface IMobility
{
    /// <summary>Whether m does not depend on u (it may on x, and on t through <see cref="SetTime"/>).</summary>
    bool IsConstant { get; }

    /// <summary>Sets the time at which coefficients are taken.</summary>
    void SetTime(double t);

    /// <summary>m_i = m(u_i, x_i, t) (overwrites).</summary>
    /// <param name="u">[n] cell values.</param>
    /// <param name="m">[n]</param>
    void Evaluate(ReadOnlySpan<double> u, Span<double> m);

    /// <summary>dm_i = ∂m/∂u at (u_i, x_i, t) (overwrites). Not called of a constant mobility.</summary>
    /// <param name="u">[n] cell values.</param>
    /// <param name="dm">[n]</param>
    void Derivative(ReadOnlySpan<double> u, Span<double> dm);
}
