namespace Flows.Runtime.Linear;

/// <summary>Restarted GMRES with a preconditioner from the right, so that the residual it stops on is the true one.</summary>
/// <remarks>Saad, Iterative Methods for Sparse Linear Systems, 2nd ed., algorithm 9.5; modified Gram–Schmidt, Givens rotations.</remarks>
public sealed class Gmres
{
    private readonly int _n, _restart;
    private readonly double[][] _basis;
    private readonly double[] _hessenberg, _cosine, _sine, _right, _work, _image;

    /// <summary>Reserves room for the basis.</summary>
    /// <param name="size">n.</param>
    /// <param name="restart">Vectors kept before a restart.</param>
    public Gmres(int size, int restart = 30)
    {
        (_n, _restart) = (size, Math.Min(restart, size));
        _basis = new double[_restart + 1][];
        for (var k = 0; k <= _restart; k++)
            _basis[k] = new double[size];
        _hessenberg = new double[(_restart + 1) * _restart];
        _cosine = new double[_restart];
        _sine = new double[_restart];
        _right = new double[_restart + 1];
        _work = new double[size];
        _image = new double[size];
    }

    /// <summary>Matrix-vector products of the last solve.</summary>
    public int Iterations { get; private set; }

    /// <summary>Solves A x = b, starting from 0.</summary>
    /// <param name="a">A.</param>
    /// <param name="preconditioner">Near A, factored.</param>
    /// <param name="b">[n]; may be <paramref name="x"/>.</param>
    /// <param name="x">[n] (overwrites).</param>
    /// <param name="tolerance">Wanted |b − A x| / |b|.</param>
    /// <param name="limit">Products allowed.</param>
    /// <returns>The |b − A x| / |b| reached.</returns>
    public double Solve(ILinearMap a, BandedLu preconditioner, ReadOnlySpan<double> b, Span<double> x, double tolerance, int limit = 200)
    {
        Iterations = 0;
        var residual = _basis[0].AsSpan();
        b.CopyTo(residual);
        x.Clear();
        var scale = Math.Sqrt(RowArithmetic.Dot(residual, residual));
        if (!(scale > 0))
            return scale;
        var norm = scale;
        while (true)
        {
            var used = Cycle(a, preconditioner, norm, tolerance * scale, limit);
            Collect(preconditioner, used, x);
            norm = Math.Abs(_right[used]);
            if (!(norm > tolerance * scale) || Iterations >= limit)
                return norm / scale;
            NextResidual(used, residual);
            norm = Math.Sqrt(RowArithmetic.Dot(residual, residual));
        }
    }

    // Builds the basis from the residual in _basis[0]; returns how many vectors were used.
    private int Cycle(ILinearMap a, BandedLu preconditioner, double norm, double goal, int limit)
    {
        Scale(_basis[0], 1 / norm);
        Array.Clear(_right);
        _right[0] = norm;
        var k = 0;
        while (k < _restart && Iterations < limit)
        {
            _basis[k].CopyTo(_work.AsSpan());
            preconditioner.Solve(_work);
            var next = _basis[k + 1];
            a.Apply(_work, next);
            Iterations++;
            for (var j = 0; j <= k; j++)
            {
                var h = H(j, k) = RowArithmetic.Dot(next, _basis[j]);
                RowArithmetic.AddScaled(-h, _basis[j], next);
            }
            var length = Math.Sqrt(RowArithmetic.Dot(next, next));
            if (length > 0)
                Scale(next, 1 / length);
            Rotate(k, length);
            k++;
            if (!(Math.Abs(_right[k]) > goal) || length == 0)
                break;
        }
        return k;
    }

    private void Rotate(int k, double length)
    {
        for (var j = 0; j < k; j++)
            (H(j, k), H(j + 1, k)) = (_cosine[j] * H(j, k) + _sine[j] * H(j + 1, k), _cosine[j] * H(j + 1, k) - _sine[j] * H(j, k));
        var hypotenuse = Math.Sqrt(H(k, k) * H(k, k) + length * length);
        _cosine[k] = H(k, k) / hypotenuse;
        _sine[k] = length / hypotenuse;
        H(k, k) = hypotenuse;
        _right[k + 1] = -_sine[k] * _right[k];
        _right[k] *= _cosine[k];
    }

    // x += P⁻¹ V y with H y = right.
    private void Collect(BandedLu preconditioner, int used, Span<double> x)
    {
        Array.Clear(_work);
        Span<double> y = stackalloc double[used];
        for (var i = used - 1; i >= 0; i--)
        {
            var sum = _right[i];
            for (var j = i + 1; j < used; j++)
                sum -= H(i, j) * y[j];
            y[i] = sum / H(i, i);
        }
        for (var j = 0; j < used; j++)
            RowArithmetic.AddScaled(y[j], _basis[j], _work);
        preconditioner.Solve(_work);
        RowArithmetic.AddScaled(1, _work, x);
    }

    // The residual is V (Qᵀ e_last · right[used]): rebuilt from the rotations, without another product.
    private void NextResidual(int used, Span<double> residual)
    {
        Span<double> c = stackalloc double[used + 1];
        c.Clear();
        c[used] = _right[used];
        for (var j = used - 1; j >= 0; j--)
            (c[j], c[j + 1]) = (_cosine[j] * c[j] - _sine[j] * c[j + 1], _sine[j] * c[j] + _cosine[j] * c[j + 1]);
        Array.Clear(_image);
        for (var j = 0; j <= used; j++)
            RowArithmetic.AddScaled(c[j], _basis[j], _image);
        _image.AsSpan(0, _n).CopyTo(residual);
    }

    private ref double H(int row, int column) => ref _hessenberg[row * _restart + column];

    private static void Scale(Span<double> x, double factor)
    {
        for (var i = 0; i < x.Length; i++)
            x[i] *= factor;
    }
}
