namespace Flows.Runtime.Transport;

/// <summary>A piece of the support between jumps, on which nodes are placed by one smooth map.</summary>
internal sealed class NodePiece
{
    // Cells so small as ρ^{−1/5} make the W₂ error Σ m (ρ'/ρ)²D⁴ least. Measured against ρ^{1/3} (Gaussian, entropy, N = 400): the error of F is
    // 1.8e-5 against 2.4e-5, that of W₂ 4e-5 against 2e-4 and of order 2, not 3/2, for the last cell of the tail no longer dominates.
    private const double Exponent = 0.2;

    // The part of the nodes that is spent on the fronts, and its bound where the density has peaks that need nodes.
    private const double MostFrontPart = 0.9;
    private const double FrontPartOfHump = 1.1;
    private const double JumpPart = 0.5;
    private const double NarrowBlock = 1e-3;

    private readonly double _frontPart;
    private readonly double[] _places;
    private readonly double[] _monitor;
    private readonly double[] _cumulative;
    private readonly NodeCrowding _left;
    private readonly NodeCrowding _right;

    internal NodePiece(
        DensitySamples samples, double from, double to, bool opensComponent, bool freeLeft, bool freeRight)
    {
        OpensComponent = opensComponent;
        (_places, _monitor) = samples.Between(from, to);
        var largest = _monitor.Max();
        _left = freeLeft ? Crowding(samples, from, to - from, largest) : NodeCrowding.None;
        _right = freeRight ? Crowding(samples, to, from - to, largest) : NodeCrowding.None;
        _cumulative = new double[_places.Length];
        _monitor[0] = Math.Pow(_monitor[0], Exponent);
        for (var i = 1; i < _places.Length; i++)
        {
            _monitor[i] = Math.Pow(_monitor[i], Exponent);
            _cumulative[i] = _cumulative[i - 1]
                + (_places[i] - _places[i - 1]) * (_monitor[i] + _monitor[i - 1]) / 2;
        }

        var hump = Weight / (_monitor.Max() * (to - from));
        _frontPart = (_left, _right) switch
        {
            (NodeCrowding.None, NodeCrowding.None) => 0,
            (not NodeCrowding.Jump, not NodeCrowding.Jump) => Math.Min(MostFrontPart, FrontPartOfHump * hump),
            _ => JumpPart * hump,
        };
    }

    internal bool OpensComponent { get; }

    internal double Weight => _cumulative[^1];

    internal int Cells { get; set; }

    // Adds the nodes, without the first when it is there already.
    internal void AddNodes(List<double> nodes)
    {
        for (var k = OpensComponent ? 0 : 1; k <= Cells; k++)
            nodes.Add(k == Cells ? _places[^1] : At((double)k / Cells));
    }

    // At a front ρ falls to zero like a power of the distance: much smaller at 1e-6 of the width than at 1e-2, where it is not yet negligible
    // (as it is in the cut tail of a Gaussian). At a jump it is the same at both.
    private static NodeCrowding Crowding(DensitySamples samples, double edge, double width, double largest)
    {
        var near = samples.Value(edge + 1e-6 * width);
        var far = samples.Value(edge + 1e-2 * width);
        if (far <= 1e-9 * largest)
            return NodeCrowding.None;
        if (near < 0.5 * far)
            return NodeCrowding.Front;
        // k⁻⁴ of a narrow block would be near round-off of the positions.
        return Math.Abs(width) > NarrowBlock * (samples.Right - samples.Left) ? NodeCrowding.Jump : NodeCrowding.Front;
    }

    // The place with the part s of the nodes to its left, by bisection.
    private double At(double s)
    {
        double low = _places[0], high = _places[^1];
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
                return middle;
            if (PartLeftOf(middle) < s)
                low = middle;
            else
                high = middle;
        }
    }

    private double PartLeftOf(double x)
    {
        var index = Array.BinarySearch(_places, x);
        double sum;
        if (index >= 0)
            sum = _cumulative[index];
        else
        {
            // The monitor is linear between samples.
            index = ~index - 1;
            var width = _places[index + 1] - _places[index];
            var part = (x - _places[index]) / width;
            sum = _cumulative[index]
                + width * part * (_monitor[index] + (_monitor[index + 1] - _monitor[index]) * part / 2);
        }

        sum /= Weight;
        var t = (x - _places[0]) / (_places[^1] - _places[0]);
        return (1 - _frontPart) * sum + _frontPart * CrowdedPartLeftOf(t);
    }

    // The inverse of c + R sin(πs/2) on [−1, 1], or of its halves; twice at jumps.
    private double CrowdedPartLeftOf(double t) => (_left, _right) switch
    {
        (NodeCrowding.None, NodeCrowding.None) => t,
        (NodeCrowding.Front, NodeCrowding.Front) => BothEnds(t),
        (NodeCrowding.Jump, NodeCrowding.Jump) => BothEnds(BothEnds(t)),
        (_, NodeCrowding.None) => OneEnd(t, _left),
        (NodeCrowding.None, _) => 1 - OneEnd(1 - t, _right),
        _ => (OneEnd(t, _left) + 1 - OneEnd(1 - t, _right)) / 2,
    };

    private static double BothEnds(double t) => 2 / Math.PI * Math.Asin(Math.Sqrt(t));

    private static double OneEnd(double t, NodeCrowding crowding)
    {
        var once = 2 / Math.PI * Math.Acos(1 - t);
        return crowding == NodeCrowding.Jump ? 2 / Math.PI * Math.Acos(1 - once) : once;
    }
}
