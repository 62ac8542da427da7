using System.Runtime.CompilerServices;

namespace Flows.Runtime.Transforms;

/// <summary>Passes of radix 3, 5, 7 and of any odd prime, arranged as in <see cref="EvenPasses{TLanes, TTurn}"/>.</summary>
/// <remarks>With t_j = x_j + x_(r−j) and d_j = x_j − x_(r−j): rows k and r − k are A_k ∓ i B_k, where A_k = x_0 + Σ cos(2πjk/r) t_j and
/// B_k = Σ sin(2πjk/r) d_j, j = 1 … (r − 1)/2. The general pass takes O(r²) operations for r rows.</remarks>
internal static unsafe class OddPasses<TLanes, TTurn>
    where TLanes : unmanaged, ILanes<TLanes>
    where TTurn : ITurning
{
    private static nint Row => 2 * TLanes.Width;

    /// <summary>Radix 3.</summary>
    public static void Three(double* x, double* y, double* w, nint m, nint s)
    {
        nint apart = s * m * Row, place = s * Row;
        TLanes c = TLanes.All(-0.5), sine = TLanes.All(Roots.Of(1, 3).Sine);
        for (nint p = 0; p < m; p++, w += 4, y += 2 * place)
            for (nint q = 0; q < s; q++, x += Row, y += Row)
            {
                TLanes ar = Real(x), ai = Imaginary(x);
                TLanes br = Real(x + apart), bi = Imaginary(x + apart), cr = Real(x + 2 * apart), ci = Imaginary(x + 2 * apart);
                TLanes tr = br + cr, ti = bi + ci, dr = sine * (br - cr), di = sine * (bi - ci);
                Write(y, ar + tr, ai + ti);
                TLanes er = TLanes.MultiplyAdd(c, tr, ar), ei = TLanes.MultiplyAdd(c, ti, ai);
                Turn(y + place, er + di, ei - dr, w);
                Turn(y + 2 * place, er - di, ei + dr, w + 2);
            }
    }

    /// <summary>Radix 5.</summary>
    public static void Five(double* x, double* y, double* w, nint m, nint s)
    {
        nint apart = s * m * Row, place = s * Row;
        var (cosine1, sine1) = Roots.Of(1, 5);
        var (cosine2, sine2) = Roots.Of(2, 5);
        TLanes c1 = TLanes.All(cosine1), c2 = TLanes.All(cosine2), s1 = TLanes.All(sine1), s2 = TLanes.All(sine2);
        for (nint p = 0; p < m; p++, w += 8, y += 4 * place)
            for (nint q = 0; q < s; q++, x += Row, y += Row)
            {
                double* x1 = x + apart, x2 = x1 + apart, x3 = x2 + apart, x4 = x3 + apart;
                TLanes ar = Real(x), ai = Imaginary(x);
                TLanes tr = Real(x1) + Real(x4), ti = Imaginary(x1) + Imaginary(x4);
                TLanes dr = Real(x1) - Real(x4), di = Imaginary(x1) - Imaginary(x4);
                TLanes ur = Real(x2) + Real(x3), ui = Imaginary(x2) + Imaginary(x3);
                TLanes er = Real(x2) - Real(x3), ei = Imaginary(x2) - Imaginary(x3);
                Write(y, ar + tr + ur, ai + ti + ui);

                TLanes fr = TLanes.MultiplyAdd(c2, ur, TLanes.MultiplyAdd(c1, tr, ar));
                TLanes fi = TLanes.MultiplyAdd(c2, ui, TLanes.MultiplyAdd(c1, ti, ai));
                TLanes gr = TLanes.MultiplyAdd(s2, er, s1 * dr), gi = TLanes.MultiplyAdd(s2, ei, s1 * di);
                Turn(y + place, fr + gi, fi - gr, w);
                Turn(y + 4 * place, fr - gi, fi + gr, w + 6);

                fr = TLanes.MultiplyAdd(c1, ur, TLanes.MultiplyAdd(c2, tr, ar));
                fi = TLanes.MultiplyAdd(c1, ui, TLanes.MultiplyAdd(c2, ti, ai));
                gr = TLanes.MultiplySubtract(s1, er, s2 * dr);
                gi = TLanes.MultiplySubtract(s1, ei, s2 * di);
                Turn(y + 2 * place, fr + gi, fi - gr, w + 2);
                Turn(y + 3 * place, fr - gi, fi + gr, w + 4);
            }
    }

    /// <summary>Radix 7.</summary>
    public static void Seven(double* x, double* y, double* w, nint m, nint s)
    {
        nint apart = s * m * Row, place = s * Row;
        var (cosine1, sine1) = Roots.Of(1, 7);
        var (cosine2, sine2) = Roots.Of(2, 7);
        var (cosine3, sine3) = Roots.Of(3, 7);
        TLanes c1 = TLanes.All(cosine1), c2 = TLanes.All(cosine2), c3 = TLanes.All(cosine3);
        TLanes s1 = TLanes.All(sine1), s2 = TLanes.All(sine2), s3 = TLanes.All(sine3);
        for (nint p = 0; p < m; p++, w += 12, y += 6 * place)
            for (nint q = 0; q < s; q++, x += Row, y += Row)
            {
                double* x1 = x + apart, x2 = x1 + apart, x3 = x2 + apart, x4 = x3 + apart, x5 = x4 + apart, x6 = x5 + apart;
                TLanes ar = Real(x), ai = Imaginary(x);
                TLanes tr = Real(x1) + Real(x6), ti = Imaginary(x1) + Imaginary(x6);
                TLanes dr = Real(x1) - Real(x6), di = Imaginary(x1) - Imaginary(x6);
                TLanes ur = Real(x2) + Real(x5), ui = Imaginary(x2) + Imaginary(x5);
                TLanes er = Real(x2) - Real(x5), ei = Imaginary(x2) - Imaginary(x5);
                TLanes vr = Real(x3) + Real(x4), vi = Imaginary(x3) + Imaginary(x4);
                TLanes fr = Real(x3) - Real(x4), fi = Imaginary(x3) - Imaginary(x4);
                Write(y, ar + tr + (ur + vr), ai + ti + (ui + vi));

                // j k mod 7 for k = 1: 1 2 3; for k = 2: 2 4 6, that is 2 3 1 with sines + − −; for k = 3: 3 6 2, that is 3 1 2 with + − +.
                TLanes gr = Sum(c1, tr, c2, ur, c3, vr, ar), gi = Sum(c1, ti, c2, ui, c3, vi, ai);
                TLanes hr = TLanes.MultiplyAdd(s3, fr, TLanes.MultiplyAdd(s2, er, s1 * dr));
                TLanes hi = TLanes.MultiplyAdd(s3, fi, TLanes.MultiplyAdd(s2, ei, s1 * di));
                Turn(y + place, gr + hi, gi - hr, w);
                Turn(y + 6 * place, gr - hi, gi + hr, w + 10);

                gr = Sum(c2, tr, c3, ur, c1, vr, ar);
                gi = Sum(c2, ti, c3, ui, c1, vi, ai);
                hr = TLanes.MultiplySubtract(s1, fr, TLanes.MultiplySubtract(s3, er, s2 * dr));
                hi = TLanes.MultiplySubtract(s1, fi, TLanes.MultiplySubtract(s3, ei, s2 * di));
                Turn(y + 2 * place, gr + hi, gi - hr, w + 2);
                Turn(y + 5 * place, gr - hi, gi + hr, w + 8);

                gr = Sum(c3, tr, c1, ur, c2, vr, ar);
                gi = Sum(c3, ti, c1, ui, c2, vi, ai);
                hr = TLanes.MultiplyAdd(s2, fr, TLanes.MultiplySubtract(s1, er, s3 * dr));
                hi = TLanes.MultiplyAdd(s2, fi, TLanes.MultiplySubtract(s1, ei, s3 * di));
                Turn(y + 3 * place, gr + hi, gi - hr, w + 4);
                Turn(y + 4 * place, gr - hi, gi + hr, w + 6);
            }
    }

    /// <summary>Any odd prime radix r.</summary>
    /// <param name="x">Rows before.</param>
    /// <param name="y">Rows behind.</param>
    /// <param name="w">Turns.</param>
    /// <param name="m">Rows of a later transform.</param>
    /// <param name="s">Transforms done so far.</param>
    /// <param name="r">The radix.</param>
    /// <param name="roots">[2 r]; cos(2πj/r), sin(2πj/r).</param>
    public static void Prime(double* x, double* y, double* w, nint m, nint s, nint r, double* roots)
    {
        nint apart = s * m * Row, place = s * Row;
        for (nint p = 0; p < m; p++, w += 2 * (r - 1), y += (r - 1) * place)
            for (nint q = 0; q < s; q++, x += Row, y += Row)
            {
                TLanes sumR = Real(x), sumI = Imaginary(x);
                for (nint j = 1; j < r; j++)
                    (sumR, sumI) = (sumR + Real(x + j * apart), sumI + Imaginary(x + j * apart));
                Write(y, sumR, sumI);
                for (nint k = 1; 2 * k < r; k++)
                {
                    TLanes ar = Real(x), ai = Imaginary(x), br = TLanes.All(0), bi = br;
                    nint turn = 0;
                    for (nint j = 1; 2 * j < r; j++)
                    {
                        turn += k;
                        if (turn >= r)
                            turn -= r;
                        TLanes c = TLanes.All(roots[2 * turn]), sine = TLanes.All(roots[2 * turn + 1]);
                        double* near = x + j * apart, far = x + (r - j) * apart;
                        ar = TLanes.MultiplyAdd(c, Real(near) + Real(far), ar);
                        ai = TLanes.MultiplyAdd(c, Imaginary(near) + Imaginary(far), ai);
                        br = TLanes.MultiplyAdd(sine, Real(near) - Real(far), br);
                        bi = TLanes.MultiplyAdd(sine, Imaginary(near) - Imaginary(far), bi);
                    }
                    Turn(y + k * place, ar + bi, ai - br, w + 2 * (k - 1));
                    Turn(y + (r - k) * place, ar - bi, ai + br, w + 2 * (r - k - 1));
                }
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Sum(TLanes c1, TLanes t, TLanes c2, TLanes u, TLanes c3, TLanes v, TLanes a) =>
        TLanes.MultiplyAdd(c3, v, TLanes.MultiplyAdd(c2, u, TLanes.MultiplyAdd(c1, t, a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Real(double* row) => TLanes.Load(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Imaginary(double* row) => TLanes.Load(row + TLanes.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(double* row, TLanes re, TLanes im) => Butterfly<TLanes, TTurn>.Write(row, re, im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(double* row, TLanes re, TLanes im, double* w) => Butterfly<TLanes, TTurn>.Write(row, re, im, w);
}
