using Flows.Runtime.Linear;

namespace Flows.Runtime.Grids;

/// <summary>
/// Y. Saad and M. H. Schultz's GMRES (SIAM J. Sci. Stat. Comput. 7 (1986) 856-869), restarted and preconditioned from the right, so that the residual it stops on
/// is the true one. It takes m + 2 vectors, three less than m beyond those of BiCGStab, and its residual never grows.
/// </summary>
public sealed class GridGmres : IKrylov
{
    private readonly GridVectors _vectors;
    private readonly int[][] _basis;
    private readonly int[] _work;
    private readonly ArnoldiRotations _rotations;
    private readonly double[] _weights;

    /// <summary>Takes the vectors.</summary>
    /// <param name="vectors">What they are made of.</param>
    /// <param name="restart">m, the vectors kept before a restart; ≥ 2.</param>
    public GridGmres(GridVectors vectors, int restart)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentOutOfRangeException.ThrowIfLessThan(restart, 2);
        _vectors = vectors;
        _basis = [.. Enumerable.Range(0, restart + 1).Select(_ => vectors.New())];
        _work = vectors.New();
        (_rotations, _weights) = (new ArnoldiRotations(restart), new double[restart + 1]);
    }

    /// <inheritdoc/>
    public int Iterations { get; private set; }

    /// <inheritdoc/>
    public (int[] First, int[] Second) Free => (_work, _basis[^1]);

    /// <inheritdoc/>
    public double Solve(Action<int[], int[]> apply, Action<int[], int[]> precondition, int[] b, int[] x, double tolerance, int most)
    {
        ArgumentNullException.ThrowIfNull(apply);
        ArgumentNullException.ThrowIfNull(precondition);
        Iterations = 0;
        _vectors.Clear(x);
        var scale = Math.Sqrt(_vectors.Dot(b, b).Square);
        if (!(scale > 0))
            return scale;
        _vectors.Combine(1 / scale, b, 0, b, _basis[0]);
        var norm = scale;
        while (true)
        {
            var used = Cycle(apply, precondition, norm, tolerance * scale, most);
            // x += P⁻¹ V y with H y the projected residual.
            _rotations.Solve(used, _weights);
            Collect(used);
            precondition(_work, _work);
            _vectors.Combine(1, x, 1, _work, x);
            norm = _rotations.Residual(used);
            if (!double.IsFinite(norm))
                return double.NaN;
            if (norm <= tolerance * scale || Iterations >= most)
                return norm / scale;
            // The residual lies in the basis: no product is needed for it.
            _rotations.Unrotate(used, _weights);
            Collect(used + 1);
            norm = Math.Sqrt(_vectors.Dot(_work, _work).Square);
            _vectors.Combine(1 / norm, _work, 0, _work, _basis[0]);
        }
    }

    // Extends the basis from its first vector; returns how many columns there are.
    private int Cycle(Action<int[], int[]> apply, Action<int[], int[]> precondition, double norm, double goal, int most)
    {
        _rotations.Begin(norm);
        var k = 0;
        while (k < _basis.Length - 1 && Iterations < most)
        {
            precondition(_basis[k], _work);
            var next = _basis[k + 1];
            apply(_work, next);
            Iterations++;
            // Modified Gram–Schmidt; the last projection leaves the length.
            var square = 0.0;
            for (var j = 0; j <= k; j++)
            {
                var share = _vectors.Dot(next, _basis[j]).Product;
                _rotations.Set(j, k, share);
                square = _vectors.Combine(1, next, -share, _basis[j], next);
            }
            var length = Math.Sqrt(square);
            if (length > 0)
                _vectors.Combine(1 / length, next, 0, next, next);
            _rotations.Rotate(k, length);
            k++;
            if (!(_rotations.Residual(k) > goal) || length == 0)
                break;
        }
        return k;
    }

    // work = Σ weight_j V_j, two vectors of the basis in a pass.
    private void Collect(int count)
    {
        _vectors.Combine(_weights[0], _basis[0], count > 1 ? _weights[1] : 0, _basis[count > 1 ? 1 : 0], _work);
        for (var j = 2; j < count; j += 2)
            _vectors.Combine(1, _work, _weights[j], _basis[j], j + 1 < count ? _weights[j + 1] : 0, _basis[j + 1 < count ? j + 1 : j], _work);
    }
}
