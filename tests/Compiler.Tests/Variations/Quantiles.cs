namespace Flows.Compiler.Tests.Variations;

/// <summary>
/// Optimal transport on [0, 1] between smooth positive densities of equal mass, independent of the compiler: the map T sends x to where
/// the second density has as much mass to the left as the first has left of x; W2² = ∫ (x − T)² a, φ′ = x − T.
/// </summary>
internal sealed class Quantiles
{
    // The densities are analytic with singularities far away: 32 points interpolate and integrate them to round-off.
    private static readonly (double[] Positions, double[] Weights) Rule = Quadrature.Gauss(32);
    private static readonly double[] Barycentric = [.. Rule.Positions.Select(x => 1 / Rule.Positions.Where(y => y != x).Aggregate(1.0, (p, y) => p * (x - y) * 4))];

    private readonly double[] _map;

    public Quantiles(Func<double, double> first, Func<double, double> second)
    {
        var (a, b) = (Rule.Positions.Select(first).ToArray(), Rule.Positions.Select(second).ToArray());
        _map = [.. Rule.Positions.Select(x => Inverse(b, Integral(a, x), x))];
        Distance = Math.Sqrt(Enumerable.Range(0, a.Length).Sum(i => Rule.Weights[i] * a[i] * Math.Pow(Rule.Positions[i] - _map[i], 2)));
    }

    public double Distance { get; }

    public double Potential(double x) => x * x / 2 - Integral(_map, x);

    public double Slope(double x) => x - At(_map, x);

    private static double Inverse(double[] density, double mass, double start)
    {
        var y = start;
        for (var pass = 0; pass < 60; pass++)
        {
            var step = (Integral(density, y) - mass) / At(density, y);
            y = Math.Clamp(y - step, 0, 1);
            if (Math.Abs(step) < 1e-16)
                break;
        }
        return y;
    }

    // ∫₀ˣ of the interpolant.
    private static double Integral(double[] values, double x) => x * Rule.Positions.Zip(Rule.Weights).Sum(q => q.Second * At(values, x * q.First));

    // The barycentric formula (Berrut and Trefethen, SIAM Rev. 46, 2004).
    private static double At(double[] values, double x)
    {
        var (above, below) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            if (x == Rule.Positions[i])
                return values[i];
            var weight = Barycentric[i] / (x - Rule.Positions[i]);
            above += weight * values[i];
            below += weight;
        }
        return above / below;
    }
}
