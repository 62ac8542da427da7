using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>What a boundary term of the first variation is multiplied by.</summary>
public enum BoundaryFactor
{
    /// <summary>η.</summary>
    Value,
    /// <summary>∂η/∂n.</summary>
    NormalDerivative,
    /// <summary>The jump of η across a corner, or an edge.</summary>
    Corner,
}

/// <summary>A boundary term of the first variation on a side of a box with outward normal ±e_axis; where η is free, it vanishes.</summary>
/// <param name="Of">What it is multiplied by.</param>
/// <param name="Axis">The axis of the side.</param>
/// <param name="IsUpper">Whether the outward normal is +e_axis.</param>
/// <param name="Expression">The coefficient, at the ambient point.</param>
/// <param name="Other">For a corner, the second axis; above <paramref name="Axis"/>.</param>
public sealed record BoundaryTerm(BoundaryFactor Of, int Axis, bool IsUpper, Expr Expression, int? Other = null);
