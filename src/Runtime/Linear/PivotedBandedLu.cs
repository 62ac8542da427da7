namespace Flows.Runtime.Linear;

/// <summary>LU factors of a banded matrix with partial pivoting (as LAPACK's dgbtrf): slower, and right whenever the matrix is.</summary>
public sealed class PivotedBandedLu
{
    private readonly int _n, _w, _width;
    private readonly double[] _rows;      // row i: columns i−w … i+2w
    private readonly double[] _multipliers;
    private readonly int[] _exchanges;

    /// <summary>Reserves room for factors.</summary>
    /// <param name="size">n.</param>
    /// <param name="halfBandwidth">w ≥ 0.</param>
    public PivotedBandedLu(int size, int halfBandwidth)
    {
        (_n, _w, _width) = (size, halfBandwidth, 3 * halfBandwidth + 1);
        _rows = new double[size * _width];
        _multipliers = new double[size * Math.Max(1, halfBandwidth)];
        _exchanges = new int[size];
    }

    /// <summary>Factors a matrix.</summary>
    /// <param name="a">Size and half bandwidth as reserved; left as it is.</param>
    /// <returns>False if the matrix is singular or not finite.</returns>
    public bool TryFactor(BandedMatrix a)
    {
        Array.Clear(_rows);
        for (var i = 0; i < _n; i++)
            a.Entries.AsSpan(i * a.Width, a.Width).CopyTo(_rows.AsSpan(i * _width));
        for (var c = 0; c < _n; c++)
        {
            var last = Math.Min(_n - 1, c + _w);
            var best = c;
            for (var i = c + 1; i <= last; i++)
                if (Math.Abs(At(i, c)) > Math.Abs(At(best, c)))
                    best = i;
            _exchanges[c] = best;
            var end = Math.Min(_n - 1, c + 2 * _w);
            if (best != c)
                for (var j = c; j <= end; j++)
                    (At(c, j), At(best, j)) = (At(best, j), At(c, j));
            var pivot = At(c, c);
            if (!(Math.Abs(pivot) > 0) || !double.IsFinite(pivot))
                return false;
            for (var i = c + 1; i <= last; i++)
            {
                var factor = At(i, c) / pivot;
                _multipliers[c * _w + i - c - 1] = factor;
                At(i, c) = 0;
                for (var j = c + 1; j <= end; j++)
                    At(i, j) -= factor * At(c, j);
            }
        }
        return true;
    }

    /// <summary>Solves A x = b in place.</summary>
    /// <param name="x">[n]; b before, x behind.</param>
    public void Solve(Span<double> x)
    {
        for (var c = 0; c < _n; c++)
        {
            var other = _exchanges[c];
            (x[c], x[other]) = (x[other], x[c]);
            var last = Math.Min(_n - 1, c + _w);
            for (var i = c + 1; i <= last; i++)
                x[i] -= _multipliers[c * _w + i - c - 1] * x[c];
        }
        for (var i = _n - 1; i >= 0; i--)
        {
            var end = Math.Min(_n - 1, i + 2 * _w);
            for (var j = i + 1; j <= end; j++)
                x[i] -= At(i, j) * x[j];
            x[i] /= At(i, i);
        }
    }

    private ref double At(int row, int column) => ref _rows[row * _width + column - row + _w];
}
