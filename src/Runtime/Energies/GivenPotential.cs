using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Energies;

/// <summary>
/// Φ(x) = ∫ q(x, y) dy over the domain, q free of states, as a cubic spline: twice differentiable, as Newton's method wants it. Places of the table are halved until it
/// agrees with the one of twice the spacing; panels of the quadrature end at them, so that kernels with a kink at x = y lose nothing, and are cut further where q jumps.
/// </summary>
internal sealed class GivenPotential
{
    private const int Fewest = 512;
    private const int Most = 4096;

    // One that moves is made anew at every time.
    private const int MostMoving = 512;

    // Of the greatest value: what the spline may be off by. Cells of a run are off by h² of theirs, 1e-6 at the least.
    private const double Tolerance = 1e-7;

    private readonly GivenKernel _kernel;
    private readonly double _low, _high;
    private readonly bool _moves;
    private double[] _values = [];
    private double[] _bends = [];
    private double _step;

    /// <summary>Prepares Φ; nothing is computed before <see cref="SetTime"/>.</summary>
    /// <param name="kernel">q.</param>
    /// <param name="y">The point that is integrated over.</param>
    /// <param name="low">Left end of the domain.</param>
    /// <param name="high">Right end of the domain.</param>
    public GivenPotential(Expr kernel, Point y, double low, double high)
    {
        (_kernel, _low, _high) = (new GivenKernel(kernel, y, low, high), low, high);
        _moves = TimeDependence.Of(kernel);
    }

    /// <summary>Computes Φ for a time; once for all where it does not move.</summary>
    public void SetTime(double t)
    {
        if (_values.Length > 0 && !_moves)
            return;
        var most = _moves ? MostMoving : Most;
        _kernel.SetTime(t);
        _kernel.Cut(most);
        var cells = _values.Length > 0 ? _values.Length - 1 : Math.Min(Fewest, most);
        _values = [.. Enumerable.Range(0, cells + 1).Select(i => _kernel.Integral(_low + (_high - _low) * i / cells))];
        while (2 * cells <= most && Error(_values, (_high - _low) / cells) > Tolerance)
        {
            cells *= 2;
            var coarse = _values;
            _values = [.. Enumerable.Range(0, cells + 1).Select(i => i % 2 == 0 ? coarse[i / 2] : _kernel.Integral(_low + (_high - _low) * i / cells))];
        }
        _step = (_high - _low) / cells;
        _bends = Bends(_values, _step);
    }

    /// <summary>Φ(x), Φ′(x) and Φ″(x).</summary>
    public (double Value, double Slope, double Bend) At(double x)
    {
        var s = (x - _low) / _step;
        var i = Math.Clamp((int)s, 0, _values.Length - 2);
        var b = s - i;
        var a = 1 - b;
        var (m0, m1) = (_bends[i] * _step * _step / 6, _bends[i + 1] * _step * _step / 6);
        return (a * _values[i] + b * _values[i + 1] + (a * a * a - a) * m0 + (b * b * b - b) * m1,
            (_values[i + 1] - _values[i] - (3 * a * a - 1) * m0 + (3 * b * b - 1) * m1) / _step,
            a * _bends[i] + b * _bends[i + 1]);
    }

    // The spline of every other place, at those between, over the greatest value; halving divides its error by 16.
    private static double Error(double[] values, double step)
    {
        var half = values.Where((_, i) => i % 2 == 0).ToArray();
        var bends = Bends(half, 2 * step);
        var (worst, greatest) = (0.0, double.Epsilon);
        for (var i = 0; i + 1 < half.Length; i++)
        {
            var between = (half[i] + half[i + 1]) / 2 - step * step / 4 * (bends[i] + bends[i + 1]);
            worst = Math.Max(worst, Math.Abs(between - values[2 * i + 1]));
            greatest = Math.Max(greatest, Math.Abs(values[2 * i + 1]));
        }
        return worst / 16 / greatest;
    }

    // Second derivatives at the places, the slopes at both ends by five values: for a spline whose second derivative is 0 there the error would be of second order.
    private static double[] Bends(double[] values, double h)
    {
        var n = values.Length - 1;
        var (first, last) = (EndSlope(values, h, 0, 1), EndSlope(values, h, n, -1));
        var (bends, upper) = (new double[n + 1], new double[n + 1]);
        bends[0] = 6 * ((values[1] - values[0]) / h - first) / (2 * h);
        upper[0] = 0.5;
        for (var i = 1; i <= n; i++)
        {
            var right = i < n ? 6 * (values[i + 1] - 2 * values[i] + values[i - 1]) / (h * h) : 6 * (last - (values[n] - values[n - 1]) / h) / h;
            var diagonal = (i < n ? 4 : 2) - upper[i - 1];
            upper[i] = 1 / diagonal;
            bends[i] = (right - bends[i - 1]) / diagonal;
        }
        for (var i = n - 1; i >= 0; i--)
            bends[i] -= upper[i] * bends[i + 1];
        return bends;
    }

    private static double EndSlope(double[] v, double h, int i, int d) =>
        d * (-25 * v[i] + 48 * v[i + d] - 36 * v[i + 2 * d] + 16 * v[i + 3 * d] - 3 * v[i + 4 * d]) / (12 * h);
}
