using System.Numerics;
using Flows.Runtime.Linear;

namespace Flows.Runtime.Transport;

/// <summary>
/// The Wasserstein distance between piecewise-constant densities with the same masses m_0 … m_{N−1} and different nodes:
/// with d = X − Y, W₂²(X, Y) = Σ (m_i/3)(d_i² + d_i d_{i+1} + d_{i+1}²) = dᵀ M d exactly, because both quantile functions are linear
/// where the mass runs through cell i. M is tridiagonal and constant; the space of node vectors is a flat Hilbert space. Cells of mass
/// zero (gaps between components of the support) contribute nothing.
/// </summary>
public sealed class QuantileMetric
{
    private readonly double[] _diagonal;
    private readonly double[] _side;
    private readonly double[] _entries;

    /// <summary>The metric of given masses.</summary>
    /// <param name="masses">[N]: mass of each cell, ≥ 0, in the unit of the density's integral.</param>
    public QuantileMetric(ReadOnlySpan<double> masses)
    {
        _diagonal = new double[masses.Length + 1];
        _side = new double[masses.Length];
        for (var i = 0; i < masses.Length; i++)
        {
            if (!(masses[i] >= 0))
                throw new ArgumentException($"The mass of cell {i} is negative or not a number.", nameof(masses));
            _diagonal[i] += masses[i] / 3;
            _diagonal[i + 1] += masses[i] / 3;
            _side[i] = masses[i] / 6;
        }

        _entries = new double[3 * _diagonal.Length];
        for (var i = 0; i < _diagonal.Length; i++)
        {
            _entries[3 * i] = i > 0 ? _side[i - 1] : 0;
            _entries[3 * i + 1] = _diagonal[i];
            _entries[3 * i + 2] = i < _side.Length ? _side[i] : 0;
        }
    }

    /// <summary>N + 1, the number of nodes.</summary>
    public int Count => _diagonal.Length;

    /// <summary>The diagonal of M.</summary>
    public ReadOnlySpan<double> Diagonal => _diagonal;

    /// <summary>W₂²(X, Y), mass × length².</summary>
    /// <param name="x">[N + 1]: nodes, need not be increasing.</param>
    /// <param name="y">[N + 1]: nodes, need not be increasing.</param>
    public double DistanceSquared(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        // Over cells: dᵀMd = Σ m_i/6 · ((d_i + d_{i+1})² + d_i² + d_{i+1}²); positive terms only.
        var n = _side.Length;
        var side = _side.AsSpan();
        var sums = Vector<double>.Zero;
        var i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            var left = new Vector<double>(x[i..]) - new Vector<double>(y[i..]);
            var right = new Vector<double>(x[(i + 1)..]) - new Vector<double>(y[(i + 1)..]);
            var both = left + right;
            sums += new Vector<double>(side[i..]) * (both * both + left * left + right * right);
        }

        var sum = Vector.Sum(sums);
        for (; i < n; i++)
        {
            var left = x[i] - y[i];
            var right = x[i + 1] - y[i + 1];
            sum += side[i] * ((left + right) * (left + right) + left * left + right * right);
        }

        return sum;
    }

    /// <summary>gradient += factor · M(X − Y); with factor 1/τ the gradient of W₂²(X, Y)/(2τ) in X.</summary>
    /// <param name="x">[N + 1]: nodes.</param>
    /// <param name="y">[N + 1]: nodes.</param>
    /// <param name="factor">1/τ.</param>
    /// <param name="gradient">[N + 1]: is added to.</param>
    public void AddGradient(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double factor, Span<double> gradient)
    {
        var last = _diagonal.Length - 1;
        var side = _side.AsSpan();
        var diagonal = _diagonal.AsSpan();
        gradient[0] += factor * (diagonal[0] * (x[0] - y[0]) + side[0] * (x[1] - y[1]));
        var i = 1;
        for (; i + Vector<double>.Count <= last; i += Vector<double>.Count)
        {
            var left = new Vector<double>(x[(i - 1)..]) - new Vector<double>(y[(i - 1)..]);
            var here = new Vector<double>(x[i..]) - new Vector<double>(y[i..]);
            var right = new Vector<double>(x[(i + 1)..]) - new Vector<double>(y[(i + 1)..]);
            var sum = new Vector<double>(side[(i - 1)..]) * left + new Vector<double>(diagonal[i..]) * here
                + new Vector<double>(side[i..]) * right;
            (new Vector<double>(gradient[i..]) + factor * sum).CopyTo(gradient[i..]);
        }

        for (; i < last; i++)
        {
            gradient[i] += factor * (side[i - 1] * (x[i - 1] - y[i - 1]) + diagonal[i] * (x[i] - y[i])
                + side[i] * (x[i + 1] - y[i + 1]));
        }

        gradient[last] += factor * (side[last - 1] * (x[last - 1] - y[last - 1]) + diagonal[last] * (x[last] - y[last]));
    }

    /// <summary>matrix = factor · M (overwrites).</summary>
    /// <param name="factor">1/τ.</param>
    /// <param name="matrix">[N + 1]², half bandwidth ≥ 1.</param>
    public void Fill(double factor, BandedMatrix matrix)
    {
        if (matrix.HalfBandwidth == 1)
        {
            var target = matrix.Entries.AsSpan();
            var i = 0;
            for (; i <= target.Length - Vector<double>.Count; i += Vector<double>.Count)
                (factor * new Vector<double>(_entries, i)).CopyTo(target[i..]);
            for (; i < target.Length; i++)
                target[i] = factor * _entries[i];
            return;
        }

        matrix.Clear();
        for (var i = 0; i < _diagonal.Length; i++)
        {
            matrix[i, i] = factor * _diagonal[i];
            if (i == _side.Length)
                continue;
            matrix[i, i + 1] = factor * _side[i];
            matrix[i + 1, i] = factor * _side[i];
        }
    }
}
