namespace Flows.Runtime.Linear;

/// <summary>A square linear map known by its action.</summary>
public interface ILinearMap
{
    /// <summary>y = A x (overwrites).</summary>
    /// <param name="x">[n]</param>
    /// <param name="y">[n]; may not overlap x.</param>
    void Apply(ReadOnlySpan<double> x, Span<double> y);
}
