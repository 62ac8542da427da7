using System.Numerics;

namespace Flows.Runtime.Transforms;

/// <summary>Between the transform Z of h complex numbers z_j = x_2j + i x_(2j+1) and the real coefficients of the n = 2 h numbers x.</summary>
/// <remarks>E = (Z_k + conj Z_(h−k))/2, O = (Z_k − conj Z_(h−k))/(2i), X_k = E + e^(−2πik/n) O and X_(h−k) = conj(E − e^(−2πik/n) O).
/// Z lies in rows of a width's real parts and imaginary parts. <see cref="SplitRows{TLanes}"/> says how cosines follow.</remarks>
internal sealed unsafe class LoneSplit
{
    private readonly int _n, _h, _width, _shift;
    // Cosine and sine of 2πk/n, k ≤ h/2, and of πk/2n, k ≤ h.
    private readonly PinnedDoubles _roots, _turns;

    /// <summary>Tables.</summary>
    /// <param name="n">A multiple of 4.</param>
    /// <param name="width">Lanes, a power of two.</param>
    public LoneSplit(int n, int width)
    {
        (_n, _h, _width, _shift) = (n, n / 2, width, BitOperations.Log2((uint)width));
        _roots = new PinnedDoubles(_h + 2);
        _turns = new PinnedDoubles(n + 2);
        for (var k = 0; k <= _h / 2; k++)
            (_roots.Span[2 * k], _roots.Span[2 * k + 1]) = Roots.Of(k, n);
        for (var k = 0; k <= _h; k++)
            (_turns.Span[2 * k], _turns.Span[2 * k + 1]) = Roots.Of(k, 4L * n);
    }

    /// <summary>To re0, re1, im1, …, re(n/2).</summary>
    public void ToWaves(double* z, double* to)
    {
        (to[0], to[_n - 1]) = (z[0] + z[_width], z[0] - z[_width]);
        for (int k = 1, m = _h - 1; k <= m; k++, m--)
        {
            Split(z, k, m, out var xr, out var xi, out var yr, out var yi);
            (to[2 * k - 1], to[2 * k]) = (xr, xi);
            (to[2 * m - 1], to[2 * m]) = (yr, yi);
        }
    }

    /// <summary>To cosine coefficients, the first at <paramref name="to"/>, the others a step apart.</summary>
    public void ToCosines(double* z, double* to, nint step)
    {
        to[0] = z[0] + z[_width];
        to[_h * step] = _turns.Start[2 * _h] * (z[0] - z[_width]);
        for (int k = 1, m = _h - 1; k <= m; k++, m--)
        {
            Split(z, k, m, out var xr, out var xi, out var yr, out var yi);
            Turn(k, xr, xi, to, step);
            Turn(m, yr, yi, to, step);
        }
    }

    /// <summary>From what <see cref="ToWaves"/> makes, over h; imaginary parts come first, so that a forward transform goes back.</summary>
    public void FromWaves(double* from, double* z)
    {
        Ends(from[0], from[_n - 1], z);
        for (int k = 1, m = _h - 1; k <= m; k++, m--)
            Merge(z, k, m, from[2 * k - 1], from[2 * k], from[2 * m - 1], from[2 * m]);
    }

    /// <summary>From what <see cref="ToCosines"/> makes, over h; imaginary parts come first.</summary>
    public void FromCosines(double* from, nint step, double* z)
    {
        Ends(from[0], 2 * _turns.Start[2 * _h] * from[_h * step], z);
        for (int k = 1, m = _h - 1; k <= m; k++, m--)
        {
            double ck = _turns.Start[2 * k], sk = _turns.Start[2 * k + 1], cm = _turns.Start[2 * m], sm = _turns.Start[2 * m + 1];
            double pk = from[k * step], qk = from[(_n - k) * step], pm = from[m * step], qm = from[(_n - m) * step];
            Merge(z, k, m, ck * pk + sk * qk, sk * pk - ck * qk, cm * pm + sm * qm, sm * pm - cm * qm);
        }
    }

    // Z_j is at [place] and [place + width].
    private int Place(int j) => ((j >> _shift) << (_shift + 1)) + (j & (_width - 1));

    private void Split(double* z, int k, int m, out double xr, out double xi, out double yr, out double yi)
    {
        double* near = z + Place(k), far = z + Place(m);
        double c = _roots.Start[2 * k], s = _roots.Start[2 * k + 1];
        double er = 0.5 * (near[0] + far[0]), ei = 0.5 * (near[_width] - far[_width]);
        double or = 0.5 * (near[_width] + far[_width]), oi = 0.5 * (far[0] - near[0]);
        double tr = c * or + s * oi, ti = c * oi - s * or;
        (xr, xi, yr, yi) = (er + tr, ei + ti, er - tr, ti - ei);
    }

    private void Turn(int k, double re, double im, double* to, nint step)
    {
        double c = _turns.Start[2 * k], s = _turns.Start[2 * k + 1];
        to[k * step] = c * re + s * im;
        to[(_n - k) * step] = s * re - c * im;
    }

    private void Ends(double first, double last, double* z) => (z[_width], z[0]) = ((first + last) / _n, (first - last) / _n);

    private void Merge(double* z, int k, int m, double xr, double xi, double yr, double yi)
    {
        double* near = z + Place(k), far = z + Place(m);
        double c = _roots.Start[2 * k], s = _roots.Start[2 * k + 1], half = 1.0 / _n;
        double er = half * (xr + yr), ei = half * (xi - yi), tr = half * (xr - yr), ti = half * (xi + yi);
        double or = c * tr - s * ti, oi = c * ti + s * tr;
        (near[_width], near[0]) = (er - oi, ei + or);
        (far[_width], far[0]) = (er + oi, or - ei);
    }
}
