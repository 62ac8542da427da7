using System.Numerics;
using Flows.Runtime.Grids;
using Flows.Runtime.Transforms;

namespace Flows.Runtime.Steppers;

/// <summary>One state of a spectral run: its coefficients, those of the stages, and the factors of a step.</summary>
internal sealed class SpectralState
{
    /// <summary>The number under which N of the state behind the step is kept.</summary>
    public const int Behind = 4;

    // Points on the circle over which coefficients are averaged.
    private const int CirclePoints = 32;

    // From here on the formulas cancel no more than a digit or two.
    private const double FarEnough = 2;

    private readonly GridTransform _transform;
    private readonly double[] _lambda, _half, _whole, _q, _f1, _f2, _f3;
    private readonly double[] _a, _scratch;
    private readonly double[][] _n;
    private readonly int[] _classOf;
    private readonly double[] _classes;
    private readonly bool[] _isKept;
    private double[] _u, _next;

    /// <summary>Takes the arrays.</summary>
    public SpectralState(Grid grid, GridTransform transform, GridSymbols symbols)
    {
        (_transform, Symbols) = (transform, symbols);
        var count = transform.Count;
        _lambda = new double[count];
        _isKept = new bool[count];
        var axes = Enumerable.Range(0, grid.Dimension).Select(i => LaplaceSpectrum.Of(Laplacian.Continuous, transform.Sides[i], transform.Cells[i], grid.Spacing(grid.Position(i)))).ToArray();
        for (var i = 0; i < count; i++)
        {
            var rest = i;
            _isKept[i] = true;
            for (var axis = grid.Dimension - 1; axis >= 0; axis--)
            {
                (rest, var place) = Math.DivRem(rest, axes[axis].Length);
                _lambda[i] += axes[axis][place];
                // Products of cubic terms fold back what is beyond two thirds of the highest wave.
                _isKept[i] &= axes[axis][place] <= axes[axis].Max() * 4 / 9 * (1 + 1e-12);
            }
        }
        // Modes of one eigenvalue share their coefficients.
        var classes = new Dictionary<double, int>();
        _classOf = [.. _lambda.Select(l => classes.TryGetValue(l, out var c) ? c : classes[l] = classes.Count)];
        _classes = [.. classes.Keys];
        (_half, _whole, _q, _f1, _f2, _f3) = (New(), New(), New(), New(), New(), New());
        (_u, _next, _a, _scratch) = (new double[count], new double[count], new double[count], new double[count]);
        _n = [new double[count], new double[count], new double[count], new double[count], new double[count]];

        double[] New() => new double[_classes.Length];
    }

    /// <summary>Bytes of the arrays: ten of numbers, one of classes, one of what is kept.</summary>
    public static long BytesFor(Grid grid) => grid.Count * (10 * sizeof(double) + sizeof(int) + sizeof(bool));

    /// <summary>The linear part.</summary>
    public GridSymbols Symbols { get; }

    /// <summary>Transforms the state.</summary>
    public void Load(GridContext context, int array)
    {
        context.Passes.Gather(array, _scratch);
        _transform.Forward(_scratch, _u);
    }

    /// <summary>N̂ = −M λ^p f̂ + ĝ of a stage, what is folded back left out.</summary>
    public void Nonlinear(GridContext context, int local, int added, int stage)
    {
        context.Passes.Gather(local, _scratch);
        _transform.Forward(_scratch, _scratch);
        var n = _n[stage];
        for (var i = 0; i < n.Length; i++)
            n[i] = _isKept[i] ? -Symbols.Metric(_lambda[i]) * _scratch[i] : 0;
        if (added < 0)
            return;
        context.Passes.Gather(added, _scratch);
        _transform.Forward(_scratch, _scratch);
        for (var i = 0; i < n.Length; i++)
            n[i] += _scratch[i];
    }

    /// <summary>The factors of a step.</summary>
    public void Prepare(double dt)
    {
        for (var c = 0; c < _classes.Length; c++)
        {
            var z = -dt * Symbols.Decay(_classes[c], 0);
            (_half[c], _whole[c]) = (Math.Exp(z / 2), Math.Exp(z));
            if (Math.Abs(z) > FarEnough)
            {
                var (e, cube) = (_whole[c], z * z * z);
                (_q[c], _f1[c]) = (dt * (_half[c] - 1) / z, dt * (-4 - z + e * (4 - 3 * z + z * z)) / cube);
                (_f2[c], _f3[c]) = (dt * (2 + z + e * (z - 2)) / cube, dt * (-4 - 3 * z - z * z + e * (4 - z)) / cube);
                continue;
            }
            Complex q = 0, f1 = 0, f2 = 0, f3 = 0;
            for (var k = 0; k < CirclePoints; k++)
            {
                var r = z + Complex.FromPolarCoordinates(1, Math.PI * (k + 0.5) / CirclePoints);
                var e = Complex.Exp(r);
                q += (Complex.Exp(r / 2) - 1) / r;
                f1 += (-4 - r + e * (4 - 3 * r + r * r)) / (r * r * r);
                f2 += (2 + r + e * (r - 2)) / (r * r * r);
                f3 += (-4 - 3 * r - r * r + e * (4 - r)) / (r * r * r);
            }
            // Points of the upper half circle stand for their conjugates too.
            (_q[c], _f1[c], _f2[c], _f3[c]) = (dt * q.Real / CirclePoints, dt * f1.Real / CirclePoints, dt * f2.Real / CirclePoints, dt * f3.Real / CirclePoints);
        }
    }

    /// <summary>The state of a stage, into an array.</summary>
    public void Stage(GridContext context, int stage, int array)
    {
        for (var i = 0; i < _u.Length; i++)
        {
            var c = _classOf[i];
            _scratch[i] = stage switch
            {
                1 => _a[i] = _half[c] * _u[i] + _q[c] * _n[0][i],
                2 => _half[c] * _u[i] + _q[c] * _n[1][i],
                _ => _half[c] * _a[i] + _q[c] * (2 * _n[2][i] - _n[0][i]),
            };
        }
        _transform.Inverse(_scratch, _scratch);
        context.Passes.Scatter(_scratch, array);
    }

    /// <summary>The state behind the step, into an array.</summary>
    public void Finish(GridContext context, int array)
    {
        for (var i = 0; i < _u.Length; i++)
        {
            var c = _classOf[i];
            _next[i] = _whole[c] * _u[i] + _f1[c] * _n[0][i] + 2 * _f2[c] * (_n[1][i] + _n[2][i]) + _f3[c] * _n[3][i];
        }
        _transform.Inverse(_next, _scratch);
        context.Passes.Scatter(_scratch, array);
    }

    /// <summary>The sum of the squares of the difference, in the cells, to the step of third order that takes the last stage behind the step.</summary>
    public double ErrorSquare()
    {
        for (var i = 0; i < _u.Length; i++)
            _scratch[i] = _f3[_classOf[i]] * (_n[3][i] - _n[Behind][i]);
        _transform.Inverse(_scratch, _scratch);
        return Squares(_scratch);
    }

    /// <summary>Sums of squares of coefficients: of the state behind the step; and of what N in the middle of the step adds to it beyond the mean of N at the ends, little where
    /// N is smooth; and of the whole change. The second is not finite where N is not, at a stage or behind the step.</summary>
    public (double State, double Bent, double Moved) Coefficients()
    {
        double state = 0, bent = 0, moved = 0, behind = 0;
        for (var i = 0; i < _u.Length; i++)
        {
            var b = 2 * _f2[_classOf[i]] * (_n[1][i] + _n[2][i] - _n[0][i] - _n[3][i]);
            var m = _next[i] - _u[i];
            (state, bent, moved, behind) = (state + _next[i] * _next[i], bent + b * b, moved + m * m, behind + _n[Behind][i]);
        }
        return (state, double.IsFinite(behind) ? bent : double.NaN, moved);
    }

    private static double Squares(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value * value;
        return sum;
    }

    /// <summary>Takes the step: what was computed behind it is where the next one starts.</summary>
    public void Accept()
    {
        (_u, _next) = (_next, _u);
        (_n[0], _n[Behind]) = (_n[Behind], _n[0]);
    }
}
