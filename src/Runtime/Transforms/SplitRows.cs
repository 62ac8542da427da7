namespace Flows.Runtime.Transforms;

/// <summary>Between complex rows, each of whose lanes carries two real lines a + i b, and rows of real coefficients of both lines.</summary>
/// <remarks>With Z = A + i B, where A and B are transforms of real lines: A_k = (Z_k + conj Z_(n−k))/2, B_k = (Z_k − conj Z_(n−k))/(2i).
/// The cosine transform is the real part of A_k e^(−iπk/2n) after the cells 0, 2, 4, … are followed by …, 5, 3, 1: J. Makhoul,
/// IEEE Trans. Acoust. Speech Signal Process. 28 (1980) 27-34.</remarks>
internal sealed unsafe class SplitRows<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly int _n;
    private readonly AlignedArray _forward, _inverse;

    /// <summary>Tables for n rows.</summary>
    public SplitRows(int n)
    {
        _n = n;
        _forward = new AlignedArray(2L * n);
        _inverse = new AlignedArray(2L * n);
        for (var k = 0; k < n; k++)
        {
            var (c, s) = Roots.Of(k, 4L * n);
            (_forward.Span[2 * k], _forward.Span[2 * k + 1]) = (c / 2, s / 2);
            (_inverse.Span[2 * k], _inverse.Span[2 * k + 1]) = (c / n, s / n);
        }
    }

    private static nint Row => 2 * TLanes.Width;

    private static nint Half => TLanes.Width;

    /// <summary>To re0, re1, im1, re2, im2, …, and re(n/2) at the end if n is even.</summary>
    /// <param name="z">n complex rows.</param>
    /// <param name="to">Row k goes to to + k · stride.</param>
    /// <param name="stride">Doubles from row to row.</param>
    public void ToWaves(double* z, double* to, nint stride)
    {
        Copy(z, to);
        TLanes half = TLanes.All(0.5);
        double* near = z + Row, far = z + (_n - 1) * Row, re = to + stride;
        for (; near < far; near += Row, far -= Row, re += 2 * stride)
        {
            TLanes zr = TLanes.Load(near) * half, zi = TLanes.Load(near + Half) * half;
            TLanes yr = TLanes.Load(far) * half, yi = TLanes.Load(far + Half) * half;
            (zr + yr).Store(re);
            (zi + yi).Store(re + Half);
            (zi - yi).Store(re + stride);
            (yr - zr).Store(re + stride + Half);
        }
        if (near == far)
            Copy(near, re);
    }

    /// <summary>From what <see cref="ToWaves"/> makes, over n; imaginary parts come first, so that a forward transform goes back.</summary>
    public void FromWaves(double* from, nint stride, double* z)
    {
        TLanes scale = TLanes.All(1.0 / _n);
        Swap(from, z, scale);
        double* near = z + Row, far = z + (_n - 1) * Row, re = from + stride;
        for (; near < far; near += Row, far -= Row, re += 2 * stride)
        {
            TLanes ar = TLanes.Load(re) * scale, br = TLanes.Load(re + Half) * scale;
            TLanes ai = TLanes.Load(re + stride) * scale, bi = TLanes.Load(re + stride + Half) * scale;
            (ai + br).Store(near);
            (ar - bi).Store(near + Half);
            (br - ai).Store(far);
            (ar + bi).Store(far + Half);
        }
        if (near == far)
            Swap(re, near, scale);
    }

    /// <summary>To cosine coefficients; the rows of z are the cells in Makhoul's order.</summary>
    public void ToCosines(double* z, double* to, nint stride)
    {
        Copy(z, to);
        double* near = z + Row, far = z + (_n - 1) * Row, low = to + stride, high = to + (_n - 1) * stride, turn = _forward.Start + 2;
        for (; near < far; near += Row, far -= Row, low += stride, high -= stride, turn += 2)
        {
            TLanes c = TLanes.All(turn[0]), s = TLanes.All(turn[1]);
            TLanes zr = TLanes.Load(near), zi = TLanes.Load(near + Half), yr = TLanes.Load(far), yi = TLanes.Load(far + Half);
            TLanes ar = zr + yr, ai = zi - yi, br = zi + yi, bi = yr - zr;
            TLanes.MultiplyAdd(s, ai, c * ar).Store(low);
            TLanes.MultiplyAdd(s, bi, c * br).Store(low + Half);
            TLanes.MultiplySubtract(c, ai, s * ar).Store(high);
            TLanes.MultiplySubtract(c, bi, s * br).Store(high + Half);
        }
        if (near == far)
        {
            var c = TLanes.All(2 * turn[0]);
            (TLanes.Load(near) * c).Store(low);
            (TLanes.Load(near + Half) * c).Store(low + Half);
        }
    }

    /// <summary>From what <see cref="ToCosines"/> makes, over n; imaginary parts come first.</summary>
    public void FromCosines(double* from, nint stride, double* z)
    {
        Swap(from, z, TLanes.All(1.0 / _n));
        double* near = z + Row, far = z + (_n - 1) * Row, low = from + stride, high = from + (_n - 1) * stride, turn = _inverse.Start + 2;
        for (; near < far; near += Row, far -= Row, low += stride, high -= stride, turn += 2)
        {
            TLanes c = TLanes.All(turn[0]), s = TLanes.All(turn[1]);
            TLanes pa = TLanes.Load(low), pb = TLanes.Load(low + Half), qa = TLanes.Load(high), qb = TLanes.Load(high + Half);
            TLanes ar = TLanes.MultiplyAdd(s, qa, c * pa), ai = TLanes.MultiplySubtract(c, qa, s * pa);
            TLanes br = TLanes.MultiplyAdd(s, qb, c * pb), bi = TLanes.MultiplySubtract(c, qb, s * pb);
            (ai + br).Store(near);
            (ar - bi).Store(near + Half);
            (br - ai).Store(far);
            (ar + bi).Store(far + Half);
        }
        // √2 = 2 cos(π/4).
        if (near == far)
            Swap(low, near, TLanes.All(2 * turn[0]));
    }

    private static void Copy(double* from, double* to)
    {
        TLanes a = TLanes.Load(from), b = TLanes.Load(from + Half);
        a.Store(to);
        b.Store(to + Half);
    }

    private static void Swap(double* from, double* to, TLanes scale)
    {
        TLanes a = TLanes.Load(from) * scale, b = TLanes.Load(from + Half) * scale;
        b.Store(to);
        a.Store(to + Half);
    }
}
