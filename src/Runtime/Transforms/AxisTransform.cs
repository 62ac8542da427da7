using System.Runtime.Intrinsics;

namespace Flows.Runtime.Transforms;

/// <summary>Real transforms along one axis, a block of lines at once. Says nothing of the register that does it.</summary>
internal abstract unsafe class AxisTransform
{
    /// <summary>Cells of a line, n.</summary>
    public abstract int Length { get; }

    /// <summary>Most lines of a block.</summary>
    public abstract int Lines { get; }

    /// <summary>Doubles of scratch a block needs.</summary>
    public abstract long Scratch { get; }

    /// <summary>Plans for the widest register of this machine.</summary>
    /// <param name="length">n ≥ 1.</param>
    /// <param name="kind">The basis.</param>
    public static AxisTransform Create(int length, SideKind kind) =>
        Vector512.IsHardwareAccelerated ? new AxisTransform<Lanes512>(length, kind)
        : Vector256.IsHardwareAccelerated ? new AxisTransform<Lanes256>(length, kind)
        : new AxisTransform<Lanes128>(length, kind);

    /// <summary>Transforms neighbouring columns: cell j of line l is at [j · stride + l].</summary>
    /// <param name="from">Values.</param>
    /// <param name="to">Coefficients; may be <paramref name="from"/>.</param>
    /// <param name="stride">From one cell of a line to the next.</param>
    /// <param name="lines">1 … <see cref="Lines"/>.</param>
    /// <param name="scratch">[<see cref="Scratch"/>], on 64 bytes.</param>
    public abstract void ForwardColumns(double* from, double* to, nint stride, int lines, double* scratch);

    /// <summary>Back from what <see cref="ForwardColumns"/> makes.</summary>
    public abstract void InverseColumns(double* from, double* to, nint stride, int lines, double* scratch);

    /// <summary>Transforms neighbouring rows: cell j of line l is at [l · n + j].</summary>
    public abstract void ForwardRows(double* from, double* to, int lines, double* scratch);

    /// <summary>Back from what <see cref="ForwardRows"/> makes.</summary>
    public abstract void InverseRows(double* from, double* to, int lines, double* scratch);

    /// <summary>Forward, times a symbol, and back, without leaving the scratch.</summary>
    /// <param name="from">Values.</param>
    /// <param name="to">Values; may be <paramref name="from"/>.</param>
    /// <param name="lines">1 … <see cref="Lines"/>.</param>
    /// <param name="symbol">[n, Lines]: the factor of coefficient k of line l.</param>
    /// <param name="scratch">[<see cref="Scratch"/>], on 64 bytes.</param>
    public abstract void MultiplyRows(double* from, double* to, int lines, double* symbol, double* scratch);
}
