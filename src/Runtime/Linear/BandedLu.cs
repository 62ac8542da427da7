using System.Runtime.CompilerServices;

namespace Flows.Runtime.Linear;

/// <summary>LU factors of a banded matrix. Tridiagonal matrices are eliminated from both ends at once (two independent chains of divisions),
/// others from the top, all without exchanges of rows; when a pivot is small against its row, partial pivoting takes over.</summary>
/// <remarks>Golub and Van Loan, Matrix Computations, 4th ed., sec. 4.3. Nothing is allocated after the constructor.</remarks>
public sealed class BandedLu
{
    // A pivot below this share of its row loses more digits than a Newton step can spare: then rows are exchanged.
    private const double SmallestShare = 1e-7;

    private readonly int _n, _w, _width;
    private readonly double[] _factors, _inverse;
    private readonly PivotedBandedLu _pivoted;

    /// <summary>Reserves room for factors.</summary>
    /// <param name="size">n.</param>
    /// <param name="halfBandwidth">w ≥ 0.</param>
    public BandedLu(int size, int halfBandwidth)
    {
        (_n, _w, _width) = (size, halfBandwidth, 2 * halfBandwidth + 1);
        _factors = new double[size * _width];
        _inverse = new double[size];
        _pivoted = new PivotedBandedLu(size, halfBandwidth);
    }

    /// <summary>Whether the last factors needed exchanges of rows.</summary>
    public bool IsPivoted { get; private set; }

    /// <summary>Factors a matrix.</summary>
    /// <param name="a">Size and half bandwidth as reserved; left as it is.</param>
    /// <returns>False if the matrix is singular to working precision or not finite.</returns>
    public bool TryFactor(BandedMatrix a)
    {
        if (a.Size != _n || a.HalfBandwidth != _w)
            throw new ArgumentException("the matrix has another shape than the factors", nameof(a));
        var good = _w switch
        {
            1 => FactorTridiagonal(a.Entries),
            2 => FactorPentadiagonal(a.Entries),
            _ => FactorBand(a.Entries),
        };
        IsPivoted = !good;
        return good || _pivoted.TryFactor(a);
    }

    /// <summary>Solves A x = b in place.</summary>
    /// <param name="x">[n]; b before, x behind.</param>
    public void Solve(Span<double> x)
    {
        if (IsPivoted)
            _pivoted.Solve(x);
        else if (_w == 1)
            SolveTridiagonal(x);
        else if (_w == 2)
            SolvePentadiagonal(x);
        else
            SolveBand(x);
    }

    // Rows 0…middle−1 are eliminated downwards, n−1…middle+1 upwards, the middle last. Behind this, f[3i] is the multiplier that row i
    // goes into its neighbour with, f[3i + 1] its other entry over the pivot, inverse[i] one over the pivot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FactorTridiagonal(double[] a)
    {
        int n = _n, middle = n / 2, pairs = n - 1 - middle;
        double[] f = _factors, inverse = _inverse;
        double top = a[1], bottom = a[3 * n - 2];
        var good = true;
        for (int down = 0, up = 3 * (n - 1); down < 3 * pairs; down += 3, up -= 3)
        {
            double r = 1 / top, s = 1 / bottom;
            double next = a[down + 2], last = a[up], below = a[down + 3], above = a[up - 1];
            good &= Math.Abs(top) > SmallestShare * (Math.Abs(next) + Math.Abs(a[down + 1]))
                & Math.Abs(bottom) > SmallestShare * (Math.Abs(last) + Math.Abs(a[up + 1]));
            inverse[down / 3] = r;
            inverse[up / 3] = s;
            f[down] = below * r;
            f[down + 1] = next * r;
            f[up] = above * s;
            f[up + 1] = last * s;
            top = a[down + 4] - below * next * r;
            bottom = a[up - 2] - above * last * s;
        }
        if (pairs < middle)
        {
            var row = 3 * pairs;
            double r = 1 / top, next = a[row + 2], below = a[row + 3];
            good &= Math.Abs(top) > SmallestShare * (Math.Abs(next) + Math.Abs(a[row + 1]));
            inverse[pairs] = r;
            f[row] = below * r;
            f[row + 1] = next * r;
            top = a[row + 4] - below * next * r;
        }
        var diagonal = a[3 * middle + 1];
        var centre = n == 1 ? diagonal : top + bottom - diagonal;
        inverse[middle] = 1 / centre;
        return good && Math.Abs(centre) > SmallestShare * Math.Abs(diagonal) && double.IsFinite(inverse[middle]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveTridiagonal(Span<double> x)
    {
        int n = _n, middle = n / 2;
        double[] f = _factors, inverse = _inverse;
        if (n == 1)
        {
            x[0] *= inverse[0];
            return;
        }
        double carry = x[0], rise = x[n - 1];
        int down = 0, up = n - 1;
        for (; up > middle + 1; down++, up--)
        {
            carry = x[down + 1] - f[3 * down] * carry;
            rise = x[up - 1] - f[3 * up] * rise;
            x[down + 1] = carry;
            x[up - 1] = rise;
        }
        for (; down < middle - 1; down++)
            x[down + 1] -= f[3 * down] * x[down];
        var centre = x[middle] - f[3 * (middle - 1)] * x[middle - 1];
        if (middle + 1 < n)
            centre -= f[3 * (middle + 1)] * x[middle + 1];
        centre *= inverse[middle];
        x[middle] = centre;
        double above = centre, below = centre;
        for (down = middle - 1, up = middle + 1; up < n; down--, up++)
        {
            above = x[down] * inverse[down] - f[3 * down + 1] * above;
            below = x[up] * inverse[up] - f[3 * up + 1] * below;
            x[down] = above;
            x[up] = below;
        }
        for (; down >= 0; down--)
        {
            above = x[down] * inverse[down] - f[3 * down + 1] * above;
            x[down] = above;
        }
    }

    // Row i of _factors holds l(i, i−2), l(i, i−1), unused, u(i, i+1), u(i, i+2).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FactorPentadiagonal(double[] a)
    {
        double[] f = _factors, inverse = _inverse;
        double u1 = 0, u2 = 0, v1 = 0, v2 = 0, r1 = 0, r2 = 0;   // u of row i−1, v of row i−2, their pivots' inverses
        var good = true;
        for (int i = 0, k = 0; i < _n; i++, k += 5)
        {
            var l2 = a[k] * r2;
            var l1 = (a[k + 1] - l2 * v1) * r1;
            var pivot = a[k + 2] - l2 * v2 - l1 * u1;
            var n1 = a[k + 3] - l1 * u2;
            var n2 = a[k + 4];
            good &= Math.Abs(pivot) > SmallestShare * (Math.Abs(a[k + 2]) + Math.Abs(n1) + Math.Abs(n2));
            f[k] = l2;
            f[k + 1] = l1;
            f[k + 3] = n1;
            f[k + 4] = n2;
            (v1, v2, r2) = (u1, u2, r1);
            (u1, u2, r1) = (n1, n2, 1 / pivot);
            inverse[i] = r1;
        }
        return good && double.IsFinite(r1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolvePentadiagonal(Span<double> x)
    {
        double[] f = _factors, inverse = _inverse;
        double p = 0, q = 0;
        for (int i = 0, k = 0; i < x.Length; i++, k += 5)
        {
            var y = x[i] - f[k] * q - f[k + 1] * p;
            x[i] = y;
            (q, p) = (p, y);
        }
        p = q = 0;
        for (int i = x.Length - 1, k = 5 * i; i >= 0; i--, k -= 5)
        {
            var y = (x[i] - f[k + 4] * q - f[k + 3] * p) * inverse[i];
            x[i] = y;
            (q, p) = (p, y);
        }
    }

    private bool FactorBand(double[] a)
    {
        Array.Copy(a, _factors, a.Length);
        int n = _n, w = _w, width = _width;
        var f = _factors;
        for (var i = 0; i < n; i++)
        {
            var pivot = f[i * width + w];
            var row = Math.Abs(a[i * width + w]);
            for (var k = 1; k <= w; k++)
                row += Math.Abs(f[i * width + w + k]);
            if (!(Math.Abs(pivot) > SmallestShare * row))
                return false;
            _inverse[i] = 1 / pivot;
            var last = Math.Min(n - 1, i + w);
            for (var j = i + 1; j <= last; j++)
            {
                var factor = f[j * width + w + i - j] *= _inverse[i];
                for (var k = 1; k <= w; k++)
                    f[j * width + w + i - j + k] -= factor * f[i * width + w + k];
            }
        }
        return true;
    }

    private void SolveBand(Span<double> x)
    {
        int n = _n, w = _w, width = _width;
        for (var i = 0; i < n; i++)
            for (var k = Math.Max(-w, -i); k < 0; k++)
                x[i] -= _factors[i * width + w + k] * x[i + k];
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = Math.Min(w, n - 1 - i); k > 0; k--)
                x[i] -= _factors[i * width + w + k] * x[i + k];
            x[i] *= _inverse[i];
        }
    }
}
