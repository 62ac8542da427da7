namespace Flows.Runtime.Operators;

/// <summary>A side through which a flux passes because the potential is prescribed beyond it (mathematics.md §3).</summary>
public sealed class OpenSide
{
    /// <summary>ξ_b, the potential on the side; may be changed between steps.</summary>
    public double Potential { get; set; }

    /// <summary>m of the prescribed value; may be changed between steps.</summary>
    public double Mobility { get; set; } = 1;
}
