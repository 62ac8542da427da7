using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Complex = System.Numerics.Complex;

namespace Flows.Agreement.Tests.Reference;

/// <summary>
/// The Radau IIA method of fifth order for M u′ = f(t, u), M constant and possibly singular: rows of M that vanish are conditions, which hold at the end of
/// every step. Dense matrices, slopes by differences, steps given.
/// </summary>
/// <remarks>Hairer, Wanner, Solving Ordinary Differential Equations II, 2nd ed. (1996), IV.8.</remarks>
internal sealed class Radau(Matrix<double> mass, Action<double, double[], double[]> rate)
{
    private const int MostIterations = 40;
    private const double Tolerance = 1e-12;

    private static readonly double Root = Math.Sqrt(6);
    private static readonly double[] Nodes = [(4 - Root) / 10, (4 + Root) / 10, 1];

    // A⁻¹ of the method.
    private static readonly Matrix<double> Inverse = Matrix<double>.Build.DenseOfArray(new[,]
    {
        { (88 - 7 * Root) / 360, (296 - 169 * Root) / 1800, (-2 + 3 * Root) / 225 },
        { (296 + 169 * Root) / 1800, (88 + 7 * Root) / 360, (-2 - 3 * Root) / 225 },
        { (16 - Root) / 36, (16 + Root) / 36, 1.0 / 9 },
    }).Inverse();

    // Its eigenvalues are one real number and a pair: A⁻¹ = S Λ S⁻¹.
    private static readonly (Matrix<Complex> Vectors, Matrix<Complex> Inverse, Complex[] Values) Modes = Diagonal();

    private readonly int _size = mass.RowCount;
    private Matrix<double>? _slope;
    private double _factored;
    private LU<double>? _real;
    private LU<Complex>? _complex;

    /// <summary>Takes a step; the state is overwritten.</summary>
    public void Advance(double[] u, double t, double dt)
    {
        if (_slope is null)
            Refresh(u, t + dt);
        if (Solve(u, t, dt))
            return;
        Refresh(u, t);
        if (!Solve(u, t, dt))
            throw new InvalidOperationException($"Newton's method does not converge at t = {t}");
    }

    private bool Solve(double[] u, double t, double dt)
    {
        if (_real is null || dt != _factored)
            Factor(dt);
        var z = Matrix<double>.Build.Dense(_size, 3);
        var (stage, f) = (new double[_size], new double[_size]);
        var last = double.PositiveInfinity;
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            // f(u + zᵢ) − M (A⁻¹ z)ᵢ/h
            var residual = -(mass * z * Inverse.Transpose()) / dt;
            for (var i = 0; i < 3; i++)
            {
                for (var k = 0; k < _size; k++)
                    stage[k] = u[k] + z[k, i];
                rate(t + Nodes[i] * dt, stage, f);
                for (var k = 0; k < _size; k++)
                    residual[k, i] += f[k];
            }
            var modes = residual.ToComplex() * Modes.Inverse.Transpose();
            var first = _real!.Solve(modes.Column(0).Real());
            var second = _complex!.Solve(modes.Column(1));
            var change = 0.0;
            for (var k = 0; k < _size; k++)
            {
                for (var i = 0; i < 3; i++)
                {
                    var d = (Modes.Vectors[i, 0] * first[k] + 2 * (Modes.Vectors[i, 1] * second[k]).Real).Real;
                    z[k, i] += d;
                    change = Math.Max(change, Math.Abs(d));
                }
            }
            if (!double.IsFinite(change) || iteration > 4 && change > 2 * last)
                return false;
            // Round-off of f, which D D D D multiplies, may keep changes from getting smaller still.
            if (change < Tolerance || iteration > 6 && change < 1e-9 && change > last / 2)
            {
                for (var k = 0; k < _size; k++)
                    u[k] += z[k, 2];
                return true;
            }
            last = change;
        }
        return false;
    }

    private void Factor(double dt)
    {
        var shifted = mass.ToComplex() * (Modes.Values[1] / dt) - _slope!.ToComplex();
        (_real, _complex, _factored) = ((mass * (Modes.Values[0].Real / dt) - _slope!).LU(), shifted.LU(), dt);
    }

    private void Refresh(double[] u, double t)
    {
        _slope = Matrix<double>.Build.Dense(_size, _size);
        var (at, above, below) = ((double[])u.Clone(), new double[_size], new double[_size]);
        for (var j = 0; j < _size; j++)
        {
            var step = 1e-5 * (1 + Math.Abs(u[j]));
            at[j] = u[j] + step;
            rate(t, at, above);
            at[j] = u[j] - step;
            rate(t, at, below);
            at[j] = u[j];
            for (var i = 0; i < _size; i++)
                _slope[i, j] = (above[i] - below[i]) / (2 * step);
        }
        _real = null;
    }

    private static (Matrix<Complex>, Matrix<Complex>, Complex[]) Diagonal()
    {
        var evd = Inverse.Evd();
        var real = Enumerable.Range(0, 3).MinBy(i => Math.Abs(evd.EigenValues[i].Imaginary));
        var pair = Enumerable.Range(0, 3).Where(i => i != real && evd.EigenValues[i].Imaginary > 0).Single();
        var values = new[] { evd.EigenValues[real], evd.EigenValues[pair], Complex.Conjugate(evd.EigenValues[pair]) };
        // A vector of the kernel of A⁻¹ − λ, its last entry 1.
        Vector<Complex> Of(Complex value)
        {
            var shifted = Inverse.ToComplex() - Matrix<Complex>.Build.DenseIdentity(3) * value;
            var head = shifted.SubMatrix(0, 2, 0, 2).Solve(-shifted.Column(2, 0, 2));
            return Vector<Complex>.Build.Dense([head[0], head[1], Complex.One]);
        }
        var vectors = Matrix<Complex>.Build.DenseOfColumnVectors([.. values.Select(Of)]);
        return (vectors, vectors.Inverse(), values);
    }
}
