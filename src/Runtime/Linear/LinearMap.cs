namespace Flows.Runtime.Linear;

/// <summary>A linear map given by its action.</summary>
/// <param name="x">[n]</param>
/// <param name="y">[n]: receives A x (overwritten). May not overlap <paramref name="x"/>.</param>
public delegate void LinearMap(ReadOnlySpan<double> x, Span<double> y);
