namespace Flows.Runtime.Linear;

/// <summary>
/// L D Lᵀ of a symmetric banded matrix, without pivoting: meant for positive definite matrices, and to find out whether a
/// matrix is one. Tridiagonal matrices are eliminated from both ends towards the middle (a "twisted" factorisation): the
/// two chains of divisions run side by side. Allocates in its constructor only.
/// </summary>
/// <param name="size">Number of rows.</param>
/// <param name="halfBandwidth">w ≥ 1.</param>
public sealed class BandedLdl(int size, int halfBandwidth)
{
    private readonly double[] _diagonal = new double[size];
    private readonly double[] _inverse = new double[size];

    // w = 1: the multiplier of row i, towards the middle; else L(i, i − k) at [i·w + k − 1].
    private readonly double[] _lower = new double[size * halfBandwidth];
    private readonly double[] _row = new double[halfBandwidth + 1];
    private bool _isTwisted;

    /// <summary>Number of rows.</summary>
    public int Size { get; } = size;

    /// <summary>w.</summary>
    public int HalfBandwidth { get; } = halfBandwidth;

    /// <summary>Factors A + shift·|diag A|.</summary>
    /// <param name="matrix">A, symmetric; both triangles are stored, only one is read.</param>
    /// <param name="shift">0, or what is added to every diagonal entry, relative to its size.</param>
    /// <param name="links">Empty, or [Size]: where true, rows i and i + 1 are tied: the system is restricted to x_i = x_{i+1}. As the limit of a
    /// stiff spring: pivot ∞, multiplier −1, and what the spring leaves of both rows.</param>
    /// <returns>Whether every pivot is positive. If not, the factors are of no use.</returns>
    public bool Factor(BandedMatrix matrix, double shift = 0, ReadOnlySpan<bool> links = default)
    {
        if (matrix.Size != Size || matrix.HalfBandwidth != HalfBandwidth)
            throw new ArgumentException("The matrix has another shape than the factorisation.", nameof(matrix));
        _isTwisted = HalfBandwidth == 1 && !links.Contains(true);
        return _isTwisted ? FactorTridiagonal(matrix.Entries, shift) : FactorBand(matrix, shift, links);
    }

    /// <summary>Solves L D Lᵀ x = b.</summary>
    /// <param name="x">[Size]: b on entry, x on return.</param>
    public void Solve(Span<double> x)
    {
        if (_isTwisted)
            SolveTridiagonal(x);
        else
            SolveBand(x);
    }

    private bool FactorTridiagonal(double[] a, double shift)
    {
        var d = _diagonal;
        var n = Size;
        var middle = n / 2;
        for (var i = 0; i < n; i++)
            d[i] = a[3 * i + 1];
        if (shift != 0)
        {
            for (var i = 0; i < n; i++)
                d[i] += shift * Math.Abs(d[i]);
        }

        // d_i = a_ii − a²_{i,i−1} / d_{i−1} downwards, and the mirror image upwards. As many rows below the middle as above it, or one less.
        var low = d[0];
        var high = d[n - 1];
        var smallest = n > 1 ? Math.Min(low, high) : low;
        var below = n - 1 - middle;
        for (var k = 1; k < below; k++)
        {
            var left = a[3 * k - 1];
            var right = a[3 * (n - 1 - k) + 2];
            low = d[k] - left * left / low;
            high = d[n - 1 - k] - right * right / high;
            d[k] = low;
            d[n - 1 - k] = high;
            smallest = Math.Min(smallest, Math.Min(low, high));
        }

        for (var k = Math.Max(1, below); k < middle; k++)
        {
            var left = a[3 * k - 1];
            low = d[k] - left * left / low;
            d[k] = low;
            smallest = Math.Min(smallest, low);
        }

        if (middle > 0)
            d[middle] -= a[3 * middle - 1] * a[3 * middle - 1] / d[middle - 1];
        if (middle < n - 1)
            d[middle] -= a[3 * middle + 2] * a[3 * middle + 2] / d[middle + 1];
        smallest = Math.Min(smallest, d[middle]);
        if (!(smallest > 0))
            return false;

        var l = _lower;
        var inverse = _inverse;
        for (var i = 0; i < n; i++)
            inverse[i] = 1 / d[i];
        for (var i = 0; i < middle; i++)
            l[i] = a[3 * i + 2] * inverse[i];
        l[middle] = 0;
        for (var i = middle + 1; i < n; i++)
            l[i] = a[3 * i - 1] * inverse[i];
        return true;
    }

    private void SolveTridiagonal(Span<double> x)
    {
        var l = _lower.AsSpan(0, x.Length);
        var inverse = _inverse.AsSpan(0, x.Length);
        var n = x.Length;
        var middle = n / 2;
        var below = n - 1 - middle;
        double low = 0, high = 0;
        for (var k = 0; k < below; k++)
        {
            low = x[k] - low;
            x[k] = low;
            low *= l[k];
            high = x[n - 1 - k] - high;
            x[n - 1 - k] = high;
            high *= l[n - 1 - k];
        }

        for (var k = below; k < middle; k++)
        {
            low = x[k] - low;
            x[k] = low;
            low *= l[k];
        }

        x[middle] = (x[middle] - low - high) * inverse[middle];
        low = high = x[middle];
        for (var k = 1; k <= below; k++)
        {
            low = x[middle - k] * inverse[middle - k] - l[middle - k] * low;
            x[middle - k] = low;
            high = x[middle + k] * inverse[middle + k] - l[middle + k] * high;
            x[middle + k] = high;
        }

        for (var i = middle - below - 1; i >= 0; i--)
        {
            low = x[i] * inverse[i] - l[i] * low;
            x[i] = low;
        }
    }

    private bool FactorBand(BandedMatrix matrix, double shift, ReadOnlySpan<bool> links)
    {
        var w = HalfBandwidth;
        var a = matrix.Entries;
        var s = _row;
        for (var i = 0; i < Size; i++)
        {
            var pivot = a[i * matrix.Width + w];
            pivot += shift * Math.Abs(pivot);
            var first = Math.Max(0, i - w);
            // s_k = L(i, i − k) d(i − k), from the left end of the row to its diagonal.
            for (var j = first; j < i; j++)
            {
                var sum = a[i * matrix.Width + j - i + w];
                for (var k = Math.Max(first, j - w); k < j; k++)
                    sum -= s[i - k] * _lower[j * w + j - k - 1];
                s[i - j] = sum;
            }

            for (var j = first; j < i; j++)
            {
                var l = s[i - j] * _inverse[j];
                _lower[i * w + i - j - 1] = l;
                pivot -= l * s[i - j];
            }

            if (i > 0 && IsLinked(links, i - 1))
            {
                _lower[i * w] = -1;
                pivot += 2 * s[1] + _diagonal[i - 1];
            }

            // The pivot of a row that is tied to the next need not be positive by itself.
            _diagonal[i] = pivot;
            if (IsLinked(links, i))
                _inverse[i] = 0;
            else if (pivot > 0)
                _inverse[i] = 1 / pivot;
            else
                return false;
        }

        return true;
    }

    private static bool IsLinked(ReadOnlySpan<bool> links, int row) => row < links.Length && links[row];

    private void SolveBand(Span<double> x)
    {
        var w = HalfBandwidth;
        for (var i = 0; i < x.Length; i++)
        {
            var sum = x[i];
            for (var k = 1; k <= Math.Min(w, i); k++)
                sum -= _lower[i * w + k - 1] * x[i - k];
            x[i] = sum;
        }

        for (var i = x.Length - 1; i >= 0; i--)
        {
            var value = x[i] * _inverse[i];
            for (var k = 1; k <= Math.Min(w, x.Length - 1 - i); k++)
                value -= _lower[(i + k) * w + k - 1] * x[i + k];
            x[i] = value;
        }
    }
}
