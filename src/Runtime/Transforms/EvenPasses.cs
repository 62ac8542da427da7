using System.Runtime.CompilerServices;

namespace Flows.Runtime.Transforms;

/// <summary>Passes of radix 2, 4 and 8 of the Stockham transform.</summary>
/// <remarks>With r m s rows: y[q + s(r p + k)] = e^(−2πi pk/(rm)) Σ_j e^(−2πi jk/r) x[q + s(p + m j)], p &lt; m, q &lt; s (decimation in frequency;
/// rows come out in their natural order). Van Loan, Computational Frameworks for the Fast Fourier Transform (1992), sec. 1.7.</remarks>
internal static unsafe class EvenPasses<TLanes, TTurn>
    where TLanes : unmanaged, ILanes<TLanes>
    where TTurn : ITurning
{
    private static nint Row => 2 * TLanes.Width;

    /// <summary>Radix 2.</summary>
    public static void Two(double* x, double* y, double* w, nint m, nint s)
    {
        nint apart = s * m * Row, place = s * Row;
        for (nint p = 0; p < m; p++, w += 2, y += place)
            for (nint q = 0; q < s; q++, x += Row, y += Row)
            {
                TLanes ar = Real(x), ai = Imaginary(x), br = Real(x + apart), bi = Imaginary(x + apart);
                Write(y, ar + br, ai + bi);
                Turn(y + place, ar - br, ai - bi, w);
            }
    }

    /// <summary>Radix 4.</summary>
    public static void Four(double* x, double* y, double* w, nint m, nint s)
    {
        nint apart = s * m * Row, place = s * Row;
        for (nint p = 0; p < m; p++, w += 6, y += 3 * place)
            for (nint q = 0; q < s; q++, x += Row, y += Row)
            {
                TLanes ar = Real(x), ai = Imaginary(x), br = Real(x + apart), bi = Imaginary(x + apart);
                TLanes cr = Real(x + 2 * apart), ci = Imaginary(x + 2 * apart);
                TLanes dr = Real(x + 3 * apart), di = Imaginary(x + 3 * apart);
                TLanes er = ar + cr, ei = ai + ci, fr = ar - cr, fi = ai - ci;
                TLanes gr = br + dr, gi = bi + di, hr = br - dr, hi = bi - di;
                Write(y, er + gr, ei + gi);
                Turn(y + place, fr + hi, fi - hr, w);
                Turn(y + 2 * place, er - gr, ei - gi, w + 2);
                Turn(y + 3 * place, fr - hi, fi + hr, w + 4);
            }
    }

    /// <summary>Radix 8.</summary>
    public static void Eight(double* x, double* y, double* w, nint m, nint s)
    {
        nint apart = s * m * Row, place = s * Row;
        var half = TLanes.All(0.70710678118654752440);
        for (nint p = 0; p < m; p++, w += 14, y += 7 * place)
            for (nint q = 0; q < s; q++, x += Row, y += Row)
            {
                double* x1 = x + apart, x2 = x1 + apart, x3 = x2 + apart, x4 = x3 + apart;
                double* x5 = x4 + apart, x6 = x5 + apart, x7 = x6 + apart;
                TLanes r0 = Real(x), i0 = Imaginary(x), r4 = Real(x4), i4 = Imaginary(x4);
                TLanes r2 = Real(x2), i2 = Imaginary(x2), r6 = Real(x6), i6 = Imaginary(x6);
                TLanes ar = r0 + r4, ai = i0 + i4, er = r0 - r4, ei = i0 - i4;
                TLanes cr = r2 + r6, ci = i2 + i6, gr = r2 - r6, gi = i2 - i6;
                TLanes r1 = Real(x1), i1 = Imaginary(x1), r5 = Real(x5), i5 = Imaginary(x5);
                TLanes r3 = Real(x3), i3 = Imaginary(x3), r7 = Real(x7), i7 = Imaginary(x7);
                TLanes br = r1 + r5, bi = i1 + i5, fr = r1 - r5, fi = i1 - i5;
                TLanes dr = r3 + r7, di = i3 + i7, hr = r3 - r7, hi = i3 - i7;

                // The even rows: a transform of four of the sums.
                TLanes tr = ar + cr, ti = ai + ci, ur = ar - cr, ui = ai - ci;
                TLanes vr = br + dr, vi = bi + di, zr = br - dr, zi = bi - di;
                Write(y, tr + vr, ti + vi);
                Turn(y + 2 * place, ur + zi, ui - zr, w + 2);
                Turn(y + 4 * place, tr - vr, ti - vi, w + 6);
                Turn(y + 6 * place, ur - zi, ui + zr, w + 10);

                // The odd rows: a transform of four of the differences, turned by eighths: f e^(−iπ/4), −i g, h e^(−3iπ/4).
                TLanes kr = (fr + fi) * half, ki = (fi - fr) * half, lr = (hi - hr) * half, li = (hr + hi) * half;
                tr = er + gi; ti = ei - gr; ur = er - gi; ui = ei + gr;
                vr = kr + lr; vi = ki - li; zr = kr - lr; zi = ki + li;
                Turn(y + place, tr + vr, ti + vi, w);
                Turn(y + 3 * place, ur + zi, ui - zr, w + 4);
                Turn(y + 5 * place, tr - vr, ti - vi, w + 8);
                Turn(y + 7 * place, ur - zi, ui + zr, w + 12);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Real(double* row) => TLanes.Load(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Imaginary(double* row) => TLanes.Load(row + TLanes.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(double* row, TLanes re, TLanes im) => Butterfly<TLanes, TTurn>.Write(row, re, im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(double* row, TLanes re, TLanes im, double* w) => Butterfly<TLanes, TTurn>.Write(row, re, im, w);
}
