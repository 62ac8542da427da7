namespace Flows.Runtime.Transforms;

/// <summary>How a function of cell centres goes on beyond both ends of an axis, which decides its basis.</summary>
public enum SideKind
{
    /// <summary>Wraps round: cosines and sines of whole waves (real FFT).</summary>
    Periodic,

    /// <summary>Mirrored at the outer faces, so no flux: cos(πk(j + ½)/n), k = 0 … n − 1 (DCT-II).</summary>
    Even,

    /// <summary>Mirrored with the sign changed, so zero on the outer faces: sin(πk(j + ½)/n), k = 1 … n (DST-II).</summary>
    Odd,
}
