namespace Flows.Runtime.Transport;

/// <summary>A density in mass coordinates: the piecewise-constant density m_i / (X_{i+1} − X_i).</summary>
/// <param name="Nodes">[N + 1]: X, increasing; length.</param>
/// <param name="Masses">[N]: m, ≥ 0; 0 marks a gap between components of the support.</param>
/// <param name="LeftWall">Whether the density is positive up to the left end of the domain (then X_0 is that end).</param>
/// <param name="RightWall">Whether the density is positive up to the right end of the domain.</param>
/// <param name="Integral">∫ρ as measured, before scaling to the mass asked for.</param>
public sealed record QuantileMesh(double[] Nodes, double[] Masses, bool LeftWall, bool RightWall, double Integral);
