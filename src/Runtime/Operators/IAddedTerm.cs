namespace Flows.Runtime.Operators;

/// <summary>A pointwise term f(u, x, t) added to a flow: ∂u/∂t = −K δF/δu + f. With it nothing is promised to decay.</summary>
public interface IAddedTerm
{
    /// <summary>Sets the time at which coefficients are taken: an implicit step takes its end.</summary>
    void SetTime(double t);

    /// <summary>f_i = f(u_i, x_i, t) (overwrites).</summary>
    /// <param name="u">[n] cell values.</param>
    /// <param name="f">[n]; unit of u per time.</param>
    void Evaluate(ReadOnlySpan<double> u, Span<double> f);

    /// <summary>df_i = ∂f/∂u at (u_i, x_i, t) (overwrites).</summary>
    /// <param name="u">[n] cell values.</param>
    /// <param name="df">[n]</param>
    void Derivative(ReadOnlySpan<double> u, Span<double> df);
}
