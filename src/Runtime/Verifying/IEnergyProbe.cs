namespace Flows.Runtime.Verifying;

/// <summary>A discrete energy and its derivatives as functions of one vector: all unknowns of all states, one state behind the other.</summary>
public interface IEnergyProbe
{
    /// <summary>Number of unknowns.</summary>
    int Count { get; }

    /// <summary>E_h(u); <paramref name="magnitude"/> receives Σ|e_K|, the scale of its round-off.</summary>
    double Value(ReadOnlySpan<double> u, out double magnitude);

    /// <summary>∂E_h/∂u_i, plain partial derivatives (overwrites).</summary>
    void Gradient(ReadOnlySpan<double> u, Span<double> gradient);

    /// <summary>Σ_j ∂²E_h/∂u_i∂u_j v_j, as implicit steps take it (overwrites).</summary>
    void Hessian(ReadOnlySpan<double> u, ReadOnlySpan<double> v, Span<double> result);
}

/// <summary>The operator of a metric at a fixed state: what makes rates of potentials.</summary>
public interface IOperatorProbe
{
    /// <summary>Number of entries of a potential.</summary>
    int Count { get; }

    /// <summary>K a (overwrites).</summary>
    void Apply(ReadOnlySpan<double> a, Span<double> result);
}

/// <summary>A state that a discrete energy is looked at, and a direction.</summary>
/// <param name="State">[unknowns]; smooth, in the domain of the energy.</param>
/// <param name="Direction">[unknowns]; smooth, such that state ± direction is in the domain too.</param>
public sealed record Sample(double[] State, double[] Direction);
