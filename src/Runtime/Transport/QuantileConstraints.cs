using System.Numerics;
using Flows.Runtime.Linear;

namespace Flows.Runtime.Transport;

/// <summary>
/// What node positions have to obey, as an active set: cells with mass stay open; the first and the last node stay inside the domain
/// (held at a wall while the objective pushes them outwards); cells of mass zero, the gaps between components of the support, may close but
/// not overlap (closed ones move as one node while the objective presses the two sides together).
/// </summary>
internal sealed class QuantileConstraints
{
    private const double SafeFraction = 0.9;

    // Of the domain, and of the mean density: a light cell at a front may be that narrow without being that dense.
    private const double CollapsedWidth = 1e-13;
    private const double CollapsedDensity = 1e6;

    // Of the domain: below this width a relative change is round-off of the node positions.
    private const double ResolvedWidth = 1e-12;

    private readonly double[] _masses;
    private readonly double _left;
    private readonly double _right;
    private readonly QuantileOptions _options;
    private readonly int[] _gaps;
    private readonly bool[] _links;
    private readonly double _peak;
    private bool _heldLeft;
    private bool _heldRight;

    internal QuantileConstraints(ReadOnlySpan<double> masses, double left, double right, QuantileOptions options)
    {
        if (masses.Length == 0 || !(masses[0] > 0) || !(masses[^1] > 0))
            throw new ArgumentException("The first and the last cell must have mass.", nameof(masses));
        _masses = masses.ToArray();
        _left = left;
        _right = right;
        _options = options;
        _gaps = [.. Enumerable.Range(0, masses.Length).Where(i => _masses[i] == 0)];
        for (var k = 1; k < _gaps.Length; k++)
        {
            if (_gaps[k] == _gaps[k - 1] + 1)
                throw new ArgumentException("Two gaps may not be neighbours.", nameof(masses));
        }

        _peak = CollapsedDensity * _masses.Sum() / (right - left);
        _links = _gaps.Length == 0 ? [] : new bool[masses.Length + 1];
    }

    // Empty, or where true: nodes i and i + 1 are the two sides of a closed gap.
    internal ReadOnlySpan<bool> Links => _links;

    internal bool IsAdmissible(ReadOnlySpan<double> x)
    {
        if (!_options.FixedLeft && x[0] < _left || !_options.FixedRight && x[^1] > _right)
            return false;
        for (var i = 0; i < _masses.Length; i++)
        {
            var width = x[i + 1] - x[i];
            if (!(width > 0 || width == 0 && _masses[i] == 0))
                return false;
        }

        return true;
    }

    internal void Clamp(Span<double> x)
    {
        if (!_options.FixedLeft && x[0] < _left)
            x[0] = _left;
        if (!_options.FixedRight && x[^1] > _right)
            x[^1] = _right;
        foreach (var i in _gaps)
        {
            if (x[i + 1] < x[i])
                x[i] = x[i + 1] = (x[i] + x[i + 1]) / 2;
        }
    }

    internal int CollapsedCell(ReadOnlySpan<double> x)
    {
        var bound = CollapsedWidth * (_right - _left);
        for (var i = 0; i < _masses.Length; i++)
        {
            var width = x[i + 1] - x[i];
            if (width < bound && _masses[i] > Math.Max(0, _peak * width))
                return i;
        }

        return -1;
    }

    // At a bound, a constraint is active while the multiplier has the right sign.
    internal void Activate(ReadOnlySpan<double> x, ReadOnlySpan<double> gradient, QuantileMetric metric)
    {
        _heldLeft = _options.FixedLeft || x[0] <= _left && gradient[0] >= 0;
        _heldRight = _options.FixedRight || x[^1] >= _right && gradient[^1] <= 0;
        foreach (var i in _gaps)
        {
            _links[i] = x[i] >= x[i + 1]
                && gradient[i] / metric.Diagonal[i] <= gradient[i + 1] / metric.Diagonal[i + 1];
        }
    }

    // Makes those active that the direction would break at once; true when there were any.
    internal bool ActivateBlocked(ReadOnlySpan<double> x, ReadOnlySpan<double> direction)
    {
        var found = false;
        if (!_heldLeft && x[0] <= _left && direction[0] < 0)
            found = _heldLeft = true;
        if (!_heldRight && x[^1] >= _right && direction[^1] > 0)
            found = _heldRight = true;
        foreach (var i in _gaps)
        {
            if (!_links[i] && x[i] >= x[i + 1] && direction[i] > direction[i + 1])
                found = _links[i] = true;
        }

        return found;
    }

    // Takes the held nodes out of the system.
    internal void Restrict(BandedMatrix hessian, Span<double> gradient)
    {
        if (_heldLeft)
            Remove(hessian, gradient, 0);
        if (_heldRight)
            Remove(hessian, gradient, hessian.Size - 1);
    }

    internal void Mask(ReadOnlySpan<double> v, Span<double> image)
    {
        if (_heldLeft)
            image[0] = v[0];
        if (_heldRight)
            image[^1] = v[^1];
    }

    // The longest step ≤ 1 that keeps the bounds (0 when a cell has collapsed), and the largest relative change of a cell for the full step.
    internal double LongestStep(ReadOnlySpan<double> x, ReadOnlySpan<double> direction, out double change)
    {
        var cells = _masses.Length;
        var resolved = ResolvedWidth * (_right - _left);
        double least = 0;
        change = 0;
        var i = 0;
        if (_gaps.Length == 0)
        {
            var high = Vector<double>.Zero;
            var low = Vector<double>.Zero;
            var padding = new Vector<double>(resolved);
            for (; i <= cells - Vector<double>.Count; i += Vector<double>.Count)
            {
                var growth = new Vector<double>(direction[(i + 1)..]) - new Vector<double>(direction[i..]);
                var width = new Vector<double>(x[(i + 1)..]) - new Vector<double>(x[i..]);
                low = Vector.Min(low, growth / width);
                high = Vector.Max(high, Vector.Abs(growth) / (width + padding));
            }

            for (var lane = 0; lane < Vector<double>.Count; lane++)
            {
                change = Math.Max(change, high[lane]);
                least = Math.Min(least, low[lane]);
            }
        }

        for (; i < cells; i++)
        {
            if (_masses[i] == 0)
                continue;
            var growth = direction[i + 1] - direction[i];
            least = Math.Min(least, growth / (x[i + 1] - x[i]));
            change = Math.Max(change, Math.Abs(growth) / (x[i + 1] - x[i] + resolved));
        }

        var step = least < -SafeFraction ? SafeFraction / -least : 1;
        if (!_heldLeft && direction[0] < 0)
            step = Math.Min(step, (x[0] - _left) / -direction[0]);
        if (!_heldRight && direction[^1] > 0)
            step = Math.Min(step, (_right - x[^1]) / direction[^1]);
        foreach (var g in _gaps)
        {
            var closing = direction[g] - direction[g + 1];
            if (!_links[g] && closing > 0)
                step = Math.Min(step, (x[g + 1] - x[g]) / closing);
        }

        return step;
    }

    // moved = x + step·direction; what came to rest on a bound is put exactly there.
    internal void Move(ReadOnlySpan<double> x, double step, ReadOnlySpan<double> direction, Span<double> moved)
    {
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(x[i..]) + step * new Vector<double>(direction[i..])).CopyTo(moved[i..]);
        for (; i < x.Length; i++)
            moved[i] = x[i] + step * direction[i];

        var round = 4e-16 * (Math.Abs(_left) + Math.Abs(_right));
        if (!_options.FixedLeft && moved[0] < _left + round)
            moved[0] = _left;
        if (!_options.FixedRight && moved[^1] > _right - round)
            moved[^1] = _right;
        foreach (var g in _gaps)
        {
            if (moved[g + 1] - moved[g] < round)
                moved[g] = moved[g + 1] = (moved[g] + moved[g + 1]) / 2;
        }
    }

    private static void Remove(BandedMatrix hessian, Span<double> gradient, int node)
    {
        var first = Math.Max(0, node - hessian.HalfBandwidth);
        var last = Math.Min(hessian.Size - 1, node + hessian.HalfBandwidth);
        for (var j = first; j <= last; j++)
            hessian[node, j] = hessian[j, node] = 0;
        hessian[node, node] = 1;
        gradient[node] = 0;
    }
}
