namespace Flows.Runtime.Linear;

/// <summary>Restarted GMRES with a preconditioner from the right, so that the residual it stops on is the true one.</summary>
/// <remarks>Saad, Iterative Methods for Sparse Linear Systems, 2nd ed., algorithm 9.5; modified Gram–Schmidt, Givens rotations.</remarks>
public sealed class Gmres
{
    private readonly int _n, _restart;
    private readonly double[][] _basis;
    private readonly ArnoldiRotations _rotations;
    private readonly double[] _weights, _work, _image;

    /// <summary>Reserves room for the basis.</summary>
    /// <param name="size">n.</param>
    /// <param name="restart">Vectors kept before a restart.</param>
    public Gmres(int size, int restart = 30)
    {
        (_n, _restart) = (size, Math.Min(restart, size));
        _basis = new double[_restart + 1][];
        for (var k = 0; k <= _restart; k++)
            _basis[k] = new double[size];
        _rotations = new ArnoldiRotations(_restart);
        _weights = new double[_restart + 1];
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
            norm = _rotations.Residual(used);
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
        _rotations.Begin(norm);
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
                var h = RowArithmetic.Dot(next, _basis[j]);
                _rotations.Set(j, k, h);
                RowArithmetic.AddScaled(-h, _basis[j], next);
            }
            var length = Math.Sqrt(RowArithmetic.Dot(next, next));
            if (length > 0)
                Scale(next, 1 / length);
            _rotations.Rotate(k, length);
            k++;
            if (!(_rotations.Residual(k) > goal) || length == 0)
                break;
        }
        return k;
    }

    // x += P⁻¹ V y with H y = right.
    private void Collect(BandedLu preconditioner, int used, Span<double> x)
    {
        Array.Clear(_work);
        _rotations.Solve(used, _weights);
        for (var j = 0; j < used; j++)
            RowArithmetic.AddScaled(_weights[j], _basis[j], _work);
        preconditioner.Solve(_work);
        RowArithmetic.AddScaled(1, _work, x);
    }

    // The residual is V (Qᵀ e_last · right[used]): rebuilt from the rotations, without another product.
    private void NextResidual(int used, Span<double> residual)
    {
        _rotations.Unrotate(used, _weights);
        Array.Clear(_image);
        for (var j = 0; j <= used; j++)
            RowArithmetic.AddScaled(_weights[j], _basis[j], _image);
        _image.AsSpan(0, _n).CopyTo(residual);
    }

    private static void Scale(Span<double> x, double factor)
    {
        for (var i = 0; i < x.Length; i++)
            x[i] *= factor;
    }
}
