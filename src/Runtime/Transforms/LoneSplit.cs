namespace Flows.Runtime.Transforms;

/// <summary>Between the transform Z of h complex numbers z_j = x_2j + i x_(2j+1) and the real coefficients of the n = 2 h numbers x.</summary>
/// <remarks>E = (Z_k + conj Z_(h−k))/2, O = (Z_k − conj Z_(h−k))/(2i), X_k = E + e^(−2πik/n) O and X_(h−k) = conj(E − e^(−2πik/n) O).
/// Z lies in rows of a width's real parts and imaginary parts. <see cref="SplitRows{TLanes}"/> says how cosines follow.</remarks>
internal sealed unsafe class LoneSplit<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly int _n, _h;
    // Cosine and sine of 2πk/n, k ≤ h/2, in rows as Z; and of πk/2n, k ≤ h, in pairs.
    private readonly AlignedArray _roots, _turns;

    /// <summary>Tables.</summary>
    /// <param name="n">A multiple of 2 W².</param>
    public LoneSplit(int n)
    {
        (_n, _h) = (n, n / 2);
        _roots = new AlignedArray(_h + 2 * W);
        _turns = new AlignedArray(n + 2);
        for (var k = 0; k <= _h / 2; k++)
            (_roots.Span[Place(k)], _roots.Span[Place(k) + W]) = Roots.Of(k, n);
        for (var k = 0; k <= _h; k++)
            (_turns.Span[2 * k], _turns.Span[2 * k + 1]) = Roots.Of(k, 4L * n);
    }

    private static int W => TLanes.Width;

    /// <summary>To re0, re1, im1, …, re(n/2).</summary>
    public void ToWaves(double* z, double* to)
    {
        (to[0], to[_n - 1]) = (z[0] + z[W], z[0] - z[W]);
        for (int k = 1, m = _h - 1; k <= m; k++, m--)
        {
            if (k == W)
                // What is left is the middle.
                (k, m) = RowsToWaves(z, to);
            Split(z, k, m, out var xr, out var xi, out var yr, out var yi);
            (to[2 * k - 1], to[2 * k]) = (xr, xi);
            (to[2 * m - 1], to[2 * m]) = (yr, yi);
        }
    }

    /// <summary>To cosine coefficients, the first at <paramref name="to"/>, the others a step apart.</summary>
    public void ToCosines(double* z, double* to, nint step)
    {
        to[0] = z[0] + z[W];
        to[_h * step] = _turns.Start[2 * _h] * (z[0] - z[W]);
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
        {
            if (k == W)
                (k, m) = RowsFromWaves(from, z);
            Merge(z, k, m, from[2 * k - 1], from[2 * k], from[2 * m - 1], from[2 * m]);
        }
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

    // Whole rows of k from the second to the middle, and their mirrors; as the loop over single k.
    private (int K, int M) RowsToWaves(double* z, double* to)
    {
        var half = TLanes.All(0.5);
        for (int k = W, m = _h - W; k < _h / 2; k += W, m -= W)
        {
            double* near = z + 2 * k, far = z + 2 * m, root = _roots.Start + 2 * k;
            TLanes zr = TLanes.Load(near), zi = TLanes.Load(near + W), c = TLanes.Load(root), s = TLanes.Load(root + W);
            var fr = TLanes.Mirror(TLanes.Load(far - 2 * W), TLanes.Load(far));
            var fi = TLanes.Mirror(TLanes.Load(far - W), TLanes.Load(far + W));
            TLanes er = half * (zr + fr), ei = half * (zi - fi), or = half * (zi + fi), oi = half * (fr - zr);
            TLanes tr = TLanes.MultiplyAdd(s, oi, c * or), ti = TLanes.MultiplySubtract(s, or, c * oi);
            TLanes.WritePairs(er + tr, ei + ti, to + 2 * k - 1);
            TLanes.WritePairs(TLanes.Reverse(er - tr), TLanes.Reverse(ti - ei), to + 2 * (m - W + 1) - 1);
        }
        return (_h / 2, _h / 2);
    }

    private (int K, int M) RowsFromWaves(double* from, double* z)
    {
        var half = TLanes.All(1.0 / _n);
        for (int k = W, m = _h - W; k < _h / 2; k += W, m -= W)
        {
            double* near = z + 2 * k, root = _roots.Start + 2 * k;
            TLanes.ReadPairs(from + 2 * k - 1, out var xr, out var xi);
            TLanes.ReadPairs(from + 2 * (m - W + 1) - 1, out var yr, out var yi);
            (yr, yi) = (TLanes.Reverse(yr), TLanes.Reverse(yi));
            TLanes c = TLanes.Load(root), s = TLanes.Load(root + W);
            TLanes er = half * (xr + yr), ei = half * (xi - yi), tr = half * (xr - yr), ti = half * (xi + yi);
            TLanes or = TLanes.MultiplySubtract(s, ti, c * tr), oi = TLanes.MultiplyAdd(s, tr, c * ti);
            (ei + or).Store(near);
            (er - oi).Store(near + W);
            WriteMirrored(z, m, or - ei, er + oi);
        }
        return (_h / 2, _h / 2);
    }

    // Lane i is number m − i.
    private static void WriteMirrored(double* z, int m, TLanes first, TLanes second)
    {
        double* row = z + 2 * m;
        TLanes a = TLanes.Reverse(first), b = TLanes.Reverse(second);
        // Lanes 0 … W − 2 go to lanes 1 … W − 1 of the row before, the last to the first lane of the row.
        var room = stackalloc double[2 * W];
        a.Store(room);
        b.Store(room + W);
        for (var i = 0; i < W - 1; i++)
            (row[i + 1 - 2 * W], row[i + 1 - W]) = (room[i], room[i + W]);
        (row[0], row[W]) = (room[W - 1], room[2 * W - 1]);
    }

    // Z_j is at [place] and [place + width].
    private static int Place(int j) => j / W * 2 * W + j % W;

    private void Split(double* z, int k, int m, out double xr, out double xi, out double yr, out double yi)
    {
        double* near = z + Place(k), far = z + Place(m);
        double c = _roots.Start[Place(k)], s = _roots.Start[Place(k) + W];
        double er = 0.5 * (near[0] + far[0]), ei = 0.5 * (near[W] - far[W]);
        double or = 0.5 * (near[W] + far[W]), oi = 0.5 * (far[0] - near[0]);
        double tr = c * or + s * oi, ti = c * oi - s * or;
        (xr, xi, yr, yi) = (er + tr, ei + ti, er - tr, ti - ei);
    }

    private void Turn(int k, double re, double im, double* to, nint step)
    {
        double c = _turns.Start[2 * k], s = _turns.Start[2 * k + 1];
        to[k * step] = c * re + s * im;
        to[(_n - k) * step] = s * re - c * im;
    }

    private void Ends(double first, double last, double* z) => (z[W], z[0]) = ((first + last) / _n, (first - last) / _n);

    private void Merge(double* z, int k, int m, double xr, double xi, double yr, double yi)
    {
        double* near = z + Place(k), far = z + Place(m);
        double c = _roots.Start[Place(k)], s = _roots.Start[Place(k) + W], half = 1.0 / _n;
        double er = half * (xr + yr), ei = half * (xi - yi), tr = half * (xr - yr), ti = half * (xi + yi);
        double or = c * tr - s * ti, oi = c * ti + s * tr;
        (near[W], near[0]) = (er - oi, ei + or);
        (far[W], far[0]) = (er + oi, or - ei);
    }
}
