namespace Flows.Runtime.Linear;

/// <summary>The small part of GMRES: the Hessenberg matrix of a cycle, made triangular by Givens rotations as its columns come.</summary>
/// <remarks>Saad, Iterative Methods for Sparse Linear Systems, 2nd ed., section 6.5.3.</remarks>
internal sealed class ArnoldiRotations
{
    private readonly int _restart;
    private readonly double[] _hessenberg, _cosine, _sine, _right;

    /// <summary>Reserves room.</summary>
    /// <param name="restart">Columns at most.</param>
    public ArnoldiRotations(int restart)
    {
        _restart = restart;
        (_hessenberg, _cosine, _sine, _right) = (new double[(restart + 1) * restart], new double[restart], new double[restart], new double[restart + 1]);
    }

    /// <summary>Begins a cycle.</summary>
    /// <param name="norm">|residual|.</param>
    public void Begin(double norm)
    {
        Array.Clear(_right);
        _right[0] = norm;
    }

    /// <summary>|residual| with the first k columns.</summary>
    public double Residual(int k) => Math.Abs(_right[k]);

    /// <summary>Sets an entry on or above the diagonal.</summary>
    public void Set(int row, int column, double value) => H(row, column) = value;

    /// <summary>Makes a column triangular.</summary>
    /// <param name="k">Which; its entries have been set.</param>
    /// <param name="length">The entry below its diagonal.</param>
    public void Rotate(int k, double length)
    {
        for (var j = 0; j < k; j++)
            (H(j, k), H(j + 1, k)) = (_cosine[j] * H(j, k) + _sine[j] * H(j + 1, k), _cosine[j] * H(j + 1, k) - _sine[j] * H(j, k));
        var hypotenuse = Math.Sqrt(H(k, k) * H(k, k) + length * length);
        (_cosine[k], _sine[k]) = (H(k, k) / hypotenuse, length / hypotenuse);
        H(k, k) = hypotenuse;
        _right[k + 1] = -_sine[k] * _right[k];
        _right[k] *= _cosine[k];
    }

    /// <summary>y with H y = right in the least squares of the first columns.</summary>
    /// <param name="used">How many columns.</param>
    /// <param name="y">[at least used] (overwrites).</param>
    public void Solve(int used, Span<double> y)
    {
        for (var i = used - 1; i >= 0; i--)
        {
            var sum = _right[i];
            for (var j = i + 1; j < used; j++)
                sum -= H(i, j) * y[j];
            y[i] = sum / H(i, i);
        }
    }

    /// <summary>The residual in terms of the basis: Qᵀ e_last · right.</summary>
    /// <param name="used">How many columns.</param>
    /// <param name="weights">[at least used + 1] (overwrites).</param>
    public void Unrotate(int used, Span<double> weights)
    {
        weights[..used].Clear();
        weights[used] = _right[used];
        for (var j = used - 1; j >= 0; j--)
            (weights[j], weights[j + 1]) = (_cosine[j] * weights[j] - _sine[j] * weights[j + 1], _sine[j] * weights[j] + _cosine[j] * weights[j + 1]);
    }

    private ref double H(int row, int column) => ref _hessenberg[row * _restart + column];
}
