namespace Flows.Runtime.Grids;

/// <summary>H. A. van der Vorst's BiCGStab (SIAM J. Sci. Stat. Comput. 13 (1992) 631-644), preconditioned from the right. Nothing is allocated in a solve.</summary>
public sealed class BiCgStab : IKrylov
{
    private readonly GridVectors _vectors;
    private readonly int[] _r, _p, _v, _y, _t;

    /// <summary>Takes five vectors.</summary>
    public BiCgStab(GridVectors vectors)
    {
        _vectors = vectors;
        (_r, _p, _v, _y, _t) = (vectors.New(), vectors.New(), vectors.New(), vectors.New(), vectors.New());
    }

    /// <inheritdoc/>
    public (int[] First, int[] Second) Free => (_t, _p);

    /// <inheritdoc/>
    public int Iterations { get; private set; }

    /// <inheritdoc/>
    /// <remarks>The right side serves as the shadow of the residual.</remarks>
    public double Solve(Action<int[], int[]> apply, Action<int[], int[]> precondition, int[] b, int[] x, double tolerance, int most)
    {
        ArgumentNullException.ThrowIfNull(apply);
        ArgumentNullException.ThrowIfNull(precondition);
        Iterations = 0;
        _vectors.Clear(x);
        _vectors.Copy(b, _r);
        var size = Math.Sqrt(_vectors.Dot(b, b).Square);
        if (!(size > 0))
            return size;
        double rho = 1, alpha = 1, omega = 1;
        var next = size * size;
        var reached = 1.0;
        while (Iterations < most)
        {
            Iterations++;
            if (Iterations == 1)
                _vectors.Copy(_r, _p);
            else
            {
                var beta = next / rho * (alpha / omega);
                _vectors.Combine(1, _r, beta, _p, -beta * omega, _v, _p);
            }
            rho = next;
            precondition(_p, _y);
            apply(_y, _v);
            alpha = rho / _vectors.Dot(b, _v).Product;
            var halfway = Math.Sqrt(_vectors.Combine(1, _r, -alpha, _v, _r)) / size;
            _vectors.Combine(1, x, alpha, _y, x);
            if (!double.IsFinite(halfway))
                return double.NaN;
            if (halfway <= tolerance)
                return halfway;
            precondition(_r, _y);
            apply(_y, _t);
            var (along, square) = _vectors.Dot(_t, _r);
            omega = along / square;
            _vectors.Combine(1, x, omega, _y, x);
            reached = Math.Sqrt(_vectors.Combine(1, _r, -omega, _t, _r)) / size;
            if (!double.IsFinite(reached))
                return double.NaN;
            if (reached <= tolerance)
                return reached;
            next = _vectors.Dot(b, _r).Product;
            // The shadow has become orthogonal: start again from here.
            if (Math.Abs(next) < 1e-14 * reached * size * size)
            {
                _vectors.Copy(_r, b);
                _vectors.Copy(_r, _p);
                next = _vectors.Dot(_r, _r).Square;
                (rho, alpha, omega) = (next, 0, 1);
                _vectors.Clear(_v);
            }
        }
        return reached;
    }
}
