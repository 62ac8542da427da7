namespace Flows.Runtime.Energies;

/// <summary>A part of the energy of moving cells that is no sum over elements or pairs of them.</summary>
internal abstract class MovingTerm
{
    /// <summary>Which integral it belongs to.</summary>
    public abstract int Integral { get; }

    /// <summary>Whether its Hessian has a part outside the band.</summary>
    public virtual bool HasRemainder => false;

    /// <summary>Sets the time of coefficients.</summary>
    public abstract void SetTime(double t);

    /// <summary>The term at a state.</summary>
    public abstract double Value(ReadOnlySpan<double> nodes, out double magnitude);

    /// <summary>gradient += weight · ∇.</summary>
    public abstract void AddGradient(ReadOnlySpan<double> nodes, double weight, Span<double> gradient);

    /// <summary>Adds weight · Hessian to the diagonal and the one above, and remembers the rest for <see cref="Apply"/>.</summary>
    public abstract void AddHessian(ReadOnlySpan<double> nodes, double weight, Span<double> diagonal, Span<double> first);

    /// <summary>Forgets what was remembered.</summary>
    public virtual void ClearHessian()
    {
    }

    /// <summary>y += R v, R what is remembered.</summary>
    public virtual void Apply(ReadOnlySpan<double> v, Span<double> y)
    {
    }
}
