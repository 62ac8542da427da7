namespace Flows.Runtime.Transport;

/// <summary>A piece of the support between jumps, on which nodes are placed by one smooth map.</summary>
internal sealed class NodePiece
{
    private readonly double[] _places;
    private readonly double[] _monitor;
    private readonly double[] _cumulative;
    private readonly bool _frontLeft;
    private readonly bool _frontRight;

    internal NodePiece(
        DensitySamples samples, double from, double to, bool opensComponent, bool freeLeft, bool freeRight)
    {
        OpensComponent = opensComponent;
        (_places, _monitor) = samples.Between(from, to);
        var largest = _monitor.Max();
        _frontLeft = freeLeft && IsFront(samples, from, to - from, largest);
        _frontRight = freeRight && IsFront(samples, to, from - to, largest);
        _cumulative = new double[_places.Length];
        _monitor[0] = Math.Cbrt(_monitor[0]);
        for (var i = 1; i < _places.Length; i++)
        {
            _monitor[i] = Math.Cbrt(_monitor[i]);
            _cumulative[i] = _cumulative[i - 1]
                + (_places[i] - _places[i - 1]) * (_monitor[i] + _monitor[i - 1]) / 2;
        }
    }

    internal bool OpensComponent { get; }

    internal double Weight => _cumulative[^1];

    internal int Cells { get; set; }

    // Adds the nodes, without the first when it is there already.
    internal void AddNodes(List<double> nodes)
    {
        for (var k = OpensComponent ? 0 : 1; k <= Cells; k++)
            nodes.Add(At((double)k / Cells));
    }

    // ρ falls to zero like a power of the distance: much smaller at 1e-6 of the width than at 1e-2, where it is not yet negligible
    // (as it is in the cut tail of a Gaussian).
    private static bool IsFront(DensitySamples samples, double edge, double width, double largest)
    {
        var near = samples.Value(edge + 1e-6 * width);
        var far = samples.Value(edge + 1e-2 * width);
        return far > 1e-9 * largest && near < 0.5 * far;
    }

    private double At(double s)
    {
        if (s is 0 or 1)
            return s == 0 ? _places[0] : _places[^1];
        var sigma = (_frontLeft, _frontRight) switch
        {
            (true, true) => (1 - Math.Cos(Math.PI * s)) / 2,
            (true, false) => 1 - Math.Cos(Math.PI * s / 2),
            (false, true) => Math.Sin(Math.PI * s / 2),
            _ => s,
        };
        var goal = sigma * Weight;
        var index = Array.BinarySearch(_cumulative, goal);
        if (index >= 0)
            return _places[index];
        var right = Math.Clamp(~index, 1, _places.Length - 1);
        var left = right - 1;
        // The monitor is linear between samples: the root of a quadratic, in the form that does not cancel.
        var width = _places[right] - _places[left];
        var rest = goal - _cumulative[left];
        var slope = (_monitor[right] - _monitor[left]) / width;
        var root = Math.Sqrt(Math.Max(0, _monitor[left] * _monitor[left] + 2 * slope * rest));
        return _places[left] + Math.Clamp(2 * rest / (_monitor[left] + root), 0, width);
    }
}
