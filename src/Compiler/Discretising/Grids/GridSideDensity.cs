using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>What the cells at a side add to an integral besides: an integral over the side, per cell volume of the cells there.</summary>
/// <param name="Integral">Which of the integrals of an energy.</param>
/// <param name="Axis">The axis of the domain.</param>
/// <param name="IsUpper">Whether it is its upper end.</param>
/// <param name="Density">Over the cells around.</param>
public sealed record GridSideDensity(int Integral, int Axis, bool IsUpper, Expr Density)
{
    /// <summary>
    /// Whether it belongs to the value of the integral alone: where a slope is prescribed, what it makes of the gradient is no part of the energy but a term that is added.
    /// </summary>
    public bool IsOfValue { get; init; }

    /// <summary>How many cells from the side feel it, those at the side counted.</summary>
    public int Width => GridForms.Reach(Density) + 1;
}
