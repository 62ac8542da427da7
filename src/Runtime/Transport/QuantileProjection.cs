using Flows.Runtime.Linear;

namespace Flows.Runtime.Transport;

/// <summary>Masses of the cells of a mesh, and the best nodes in W₂ for these masses: the L² projection of the quantile function onto the
/// continuous functions that are linear in the mass of each cell.</summary>
internal sealed class QuantileProjection
{
    private const int Points = 5;
    private static readonly double[] Abscissae = GaussPoints();
    private static readonly double[,] Partial = PartialWeights(Abscissae);
    private static readonly double[] Weights = FullWeights(Abscissae);

    private readonly Func<double, double> _density;
    private readonly double[] _nodes;
    private readonly bool[] _isGap;
    private readonly double[] _measured;

    internal QuantileProjection(Func<double, double> density, double[] nodes, IEnumerable<int> gaps)
    {
        _density = density;
        _nodes = nodes;
        Masses = new double[nodes.Length - 1];
        _isGap = new bool[Masses.Length];
        foreach (var gap in gaps)
            _isGap[gap] = true;
        for (var i = 0; i < Masses.Length; i++)
        {
            if (!_isGap[i])
                Masses[i] = CellIntegrals(i, 1).Mass;
        }

        _measured = [.. Masses];
    }

    internal double[] Masses { get; }

    // Scales the masses to their sum; returns what the sum was. No cell with density may end with no mass.
    internal double Normalise(double? mass)
    {
        var integral = Masses.Sum();
        var goal = mass ?? integral;
        var least = 1e-18 * goal / Masses.Length;
        for (var i = 0; i < Masses.Length; i++)
        {
            if (!_isGap[i])
                Masses[i] = Math.Max(Masses[i] * (goal / integral), least);
        }

        for (var pass = 0; pass < 3; pass++)
        {
            var largest = Array.IndexOf(Masses, Masses.Max());
            double sum = 0, lost = 0;
            foreach (var value in Masses)
            {
                var corrected = value - lost;
                var next = sum + corrected;
                lost = next - sum - corrected;
                sum = next;
            }

            Masses[largest] += goal - sum;
        }

        return integral;
    }

    // Solves M c = ∫(Q − X)φ dz and moves the nodes by c, or by as much of it as leaves every cell open.
    internal void Project(double left, double right, bool leftWall, bool rightWall)
    {
        var count = _nodes.Length;
        var correction = new double[count];
        for (var i = 0; i < Masses.Length; i++)
        {
            if (!(_measured[i] > 0))
                continue;
            var (_, first, second) = CellIntegrals(i, _measured[i]);
            var scale = Masses[i] / _measured[i];
            correction[i] += scale * first;
            correction[i + 1] += scale * second;
        }

        var matrix = new BandedMatrix(count, 1);
        new QuantileMetric(Masses).Fill(1, matrix);
        if (leftWall)
            Hold(matrix, correction, 0);
        if (rightWall)
            Hold(matrix, correction, count - 1);
        var factors = new BandedLdl(count, 1);
        if (!factors.Factor(matrix))
            return;
        factors.Solve(correction);

        var part = 1.0;
        for (var i = 0; i < Masses.Length; i++)
        {
            var width = _nodes[i + 1] - _nodes[i];
            var closing = correction[i] - correction[i + 1];
            if (closing > 0)
                part = Math.Min(part, (_isGap[i] ? 1 : 0.8) * width / closing);
        }

        if (correction[0] < 0)
            part = Math.Min(part, (_nodes[0] - left) / -correction[0]);
        if (correction[^1] > 0)
            part = Math.Min(part, (right - _nodes[^1]) / correction[^1]);
        for (var i = 0; i < count; i++)
            _nodes[i] += part * correction[i];
    }

    private static void Hold(BandedMatrix matrix, double[] correction, int node)
    {
        var other = node == 0 ? 1 : node - 1;
        matrix[node, other] = matrix[other, node] = 0;
        matrix[node, node] = 1;
        correction[node] = 0;
    }

    // The mass of a cell, and, for a given mass m, ∫(Q − X)(1 − s) dz and ∫(Q − X)s dz with s = (z − z_i)/m, X = x_i + s D.
    private (double Mass, double First, double Second) CellIntegrals(int cell, double mass)
    {
        var from = _nodes[cell];
        var width = _nodes[cell + 1] - from;
        var panels = PanelCount(from, width);
        var panel = width / panels;
        Span<double> values = stackalloc double[Points];
        double z = 0, first = 0, second = 0;
        for (var p = 0; p < panels; p++)
        {
            for (var q = 0; q < Points; q++)
                values[q] = _density(from + panel * (p + Abscissae[q]));
            var added = 0.0;
            for (var q = 0; q < Points; q++)
            {
                var here = z;
                for (var r = 0; r < Points; r++)
                    here += panel * Partial[q, r] * values[r];
                var s = here / mass;
                var part = panel * Weights[q] * values[q];
                var error = panel * (p + Abscissae[q]) - s * width;
                first += part * error * (1 - s);
                second += part * error * s;
                added += part;
            }

            z += added;
        }

        return (z, first, second);
    }

    // So many that the density changes by a factor below e^{1/2} or so in each.
    private int PanelCount(double from, double width)
    {
        var a = _density(from + 0.02 * width);
        var b = _density(from + 0.5 * width);
        var c = _density(from + 0.98 * width);
        var least = Math.Min(a, Math.Min(b, c));
        var most = Math.Max(a, Math.Max(b, c));
        return least > 0 ? (int)Math.Clamp(2 * Math.Log(most / least), 3, 64) : 64;
    }

    // The five Gauss points of [0, 1].
    private static double[] GaussPoints()
    {
        var inner = Math.Sqrt(5 - 2 * Math.Sqrt(10.0 / 7)) / 6;
        var outer = Math.Sqrt(5 + 2 * Math.Sqrt(10.0 / 7)) / 6;
        return [0.5 - outer, 0.5 - inner, 0.5, 0.5 + inner, 0.5 + outer];
    }

    // [q, r]: ∫₀^{c_q} ℓ_r, ℓ_r Lagrange's polynomials at the points.
    private static double[,] PartialWeights(double[] c)
    {
        var weights = new double[Points, Points];
        for (var r = 0; r < Points; r++)
        {
            var polynomial = Lagrange(c, r);
            for (var q = 0; q < Points; q++)
                weights[q, r] = IntegralTo(polynomial, c[q]);
        }

        return weights;
    }

    private static double[] FullWeights(double[] c) =>
        [.. Enumerable.Range(0, Points).Select(r => IntegralTo(Lagrange(c, r), 1))];

    private static double[] Lagrange(double[] c, int r)
    {
        double[] polynomial = [1, 0, 0, 0, 0];
        for (var j = 0; j < Points; j++)
        {
            if (j == r)
                continue;
            for (var k = Points - 1; k >= 0; k--)
                polynomial[k] = ((k > 0 ? polynomial[k - 1] : 0) - c[j] * polynomial[k]) / (c[r] - c[j]);
        }

        return polynomial;
    }

    private static double IntegralTo(double[] polynomial, double x)
    {
        var sum = 0.0;
        for (var k = Points - 1; k >= 0; k--)
            sum = sum * x + polynomial[k] / (k + 1);
        return sum * x;
    }
}
