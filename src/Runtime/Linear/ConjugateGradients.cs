using System.Numerics;

namespace Flows.Runtime.Linear;

/// <summary>
/// Preconditioned conjugate gradients for a symmetric matrix given by its action, preconditioned by a banded L D Lᵀ.
/// Allocates in its constructor only. Hestenes and Stiefel, J. Res. Nat. Bur. Standards 49 (1952) 409–436.
/// </summary>
/// <param name="size">Number of unknowns.</param>
public sealed class ConjugateGradients(int size)
{
    private readonly double[] _residual = new double[size];
    private readonly double[] _preconditioned = new double[size];
    private readonly double[] _direction = new double[size];
    private readonly double[] _image = new double[size];

    /// <summary>Iterations of the last call.</summary>
    public int Iterations { get; private set; }

    /// <summary>Solves A x = b from x = 0.</summary>
    /// <param name="matrix">x ↦ A x.</param>
    /// <param name="preconditioner">The factors of a positive definite matrix near A.</param>
    /// <param name="b">[n]: the right side.</param>
    /// <param name="x">[n]: receives the solution.</param>
    /// <param name="tolerance">Stops when the residual in the norm of the preconditioner has fallen by this factor.</param>
    /// <param name="cap">Most iterations; stopping there is no failure (an inexact Newton step).</param>
    /// <returns>False when a direction of non-positive curvature was met; x is then what was reached before it.</returns>
    public bool Solve(
        LinearMap matrix, BandedLdl preconditioner, ReadOnlySpan<double> b, Span<double> x, double tolerance, int cap)
    {
        x.Clear();
        b.CopyTo(_residual);
        b.CopyTo(_preconditioned);
        preconditioner.Solve(_preconditioned);
        _preconditioned.CopyTo(_direction, 0);
        var norm = Dot(_residual, _preconditioned);
        var goal = tolerance * tolerance * norm;
        Iterations = 0;
        while (norm > goal && Iterations < cap)
        {
            matrix(_direction, _image);
            var curvature = Dot(_direction, _image);
            if (!(curvature > 0))
                return false;
            Iterations++;
            var step = norm / curvature;
            AddScaled(step, _direction, x);
            AddScaled(-step, _image, _residual);
            _residual.CopyTo(_preconditioned, 0);
            preconditioner.Solve(_preconditioned);
            var next = Dot(_residual, _preconditioned);
            var ratio = next / norm;
            for (var i = 0; i < _direction.Length; i++)
                _direction[i] = _preconditioned[i] + ratio * _direction[i];
            norm = next;
        }

        return true;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sums = Vector<double>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
            sums += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void AddScaled(double factor, ReadOnlySpan<double> a, Span<double> sum)
    {
        var i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(sum[i..]) + factor * new Vector<double>(a[i..])).CopyTo(sum[i..]);
        for (; i < a.Length; i++)
            sum[i] += factor * a[i];
    }
}
