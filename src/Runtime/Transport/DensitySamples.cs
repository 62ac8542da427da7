namespace Flows.Runtime.Transport;

/// <summary>
/// A density on an interval, sampled finely enough to place nodes by: a uniform set, refined where it is not nearly linear; the intervals where
/// it is more than negligible; and the places where it jumps.
/// </summary>
internal sealed class DensitySamples
{
    // A peak whose width is a 1/10 000th of the domain still shows in these; narrower ones need a hint.
    private const int Panels = 8192;
    private const double Curvature = 0.02;
    private const double NegligibleMass = 1e-13;
    private const int MostSamples = 400_000;

    private readonly Func<double, double> _density;
    private readonly List<double> _places = [];
    private readonly List<double> _values = [];
    private readonly List<double> _jumps = [];

    internal DensitySamples(Func<double, double> density, double left, double right, ReadOnlySpan<double> hints)
    {
        _density = density;
        Left = left;
        Right = right;
        var start = Places(left, right, hints);
        var values = start.ConvertAll(Value);
        var estimate = 0.0;
        for (var i = 1; i < start.Count; i++)
            estimate += (start[i] - start[i - 1]) * (values[i] + values[i - 1]) / 2;
        Add(start[0], values[0]);
        for (var i = 1; i < start.Count; i++)
            Refine(start[i - 1], values[i - 1], start[i], values[i], estimate);

        for (var i = 1; i < _places.Count; i++)
            Integral += (_places[i] - _places[i - 1]) * (_values[i] + _values[i - 1]) / 2;
        if (!(Integral > 0) || !double.IsFinite(Integral))
            throw new ArgumentException("The density has no mass, or infinitely much.", nameof(density));
        FindSupport();
    }

    internal double Left { get; }

    internal double Right { get; }

    internal double Integral { get; private set; }

    // The intervals where the density exceeds 1e-12 of its mean: what lies outside has less than 1e-12 of the mass.
    internal List<(double From, double To)> Support { get; } = [];

    internal IReadOnlyList<double> Jumps => _jumps;

    internal double Value(double x)
    {
        var value = _density(x);
        if (!(value >= 0) || !double.IsFinite(value))
            throw new ArgumentException($"The density is negative or not finite at {x:R}.");
        return value;
    }

    // The samples strictly between two places, with the two ends added.
    internal (double[] Places, double[] Values) Between(double from, double to)
    {
        var first = _places.BinarySearch(from);
        first = first < 0 ? ~first : first + 1;
        var last = _places.BinarySearch(to);
        last = last < 0 ? ~last : last;
        // Values at the ends are limits from inside, for the density may jump there.
        var inset = 1e-12 * (to - from);
        return (
            [from, .. _places[first..last], to],
            [Value(from + inset), .. _values[first..last], Value(to - inset)]);
    }

    private static List<double> Places(double left, double right, ReadOnlySpan<double> hints)
    {
        var length = right - left;
        var places = new SortedSet<double>();
        for (var i = 0; i <= Panels; i++)
            places.Add(i == Panels ? right : left + length * i / Panels);
        foreach (var hint in hints)
        {
            if (hint > left && hint < right)
                places.Add(hint);
            for (var k = 2; k < 50; k++)
            {
                var offset = Math.ScaleB(length, -k);
                if (hint - offset > left && hint - offset < right)
                    places.Add(hint - offset);
                if (hint + offset > left && hint + offset < right)
                    places.Add(hint + offset);
            }
        }

        return [.. places];
    }

    private void Add(double x, double value)
    {
        _places.Add(x);
        _values.Add(value);
    }

    private void Refine(double from, double valueFrom, double to, double valueTo, double estimate)
    {
        var middle = from + (to - from) / 2;
        if (middle <= from || middle >= to || _places.Count >= MostSamples)
        {
            Add(to, valueTo);
            return;
        }

        var value = Value(middle);
        var scale = Math.Max(value, Math.Max(valueFrom, valueTo));
        if (Math.Abs(value - (valueFrom + valueTo) / 2) <= Curvature * scale)
        {
            Add(to, valueTo);
            return;
        }

        if ((to - from) * scale <= NegligibleMass * estimate || to - from <= NegligibleMass * (Right - Left))
        {
            // Not nearly linear even here: a jump, unless the density is negligible anyway.
            if (scale * (Right - Left) > 1e-6 * estimate && (_jumps.Count == 0 || middle - _jumps[^1] > 1e-9 * (Right - Left)))
                _jumps.Add(middle);
            Add(to, valueTo);
            return;
        }

        Refine(from, valueFrom, middle, value, estimate);
        Refine(middle, value, to, valueTo, estimate);
    }

    private void FindSupport()
    {
        var threshold = 1e-12 * Integral / (Right - Left);
        double? start = _values[0] > threshold ? Left : null;
        for (var i = 1; i < _places.Count; i++)
        {
            var inside = _values[i] > threshold;
            if (inside == start.HasValue)
                continue;
            var edge = Edge(_places[i - 1], _places[i], inside, threshold);
            if (inside)
                start = edge;
            else
            {
                Support.Add((start!.Value, edge));
                start = null;
            }
        }

        if (start is { } open)
            Support.Add((open, Right));
    }

    // Where the density passes the threshold, rising or falling: the last double on the inner side.
    private double Edge(double from, double to, bool rising, double threshold)
    {
        while (true)
        {
            var middle = from + (to - from) / 2;
            if (middle <= from || middle >= to)
                return rising ? to : from;
            if (Value(middle) > threshold == rising)
                to = middle;
            else
                from = middle;
        }
    }
}
