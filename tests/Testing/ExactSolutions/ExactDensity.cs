namespace Flows.Testing.ExactSolutions;

/// <summary>A probability density on the line that is known in closed form.</summary>
public abstract class ExactDensity
{
    /// <summary>Left end of the support, or a place with less than 1e-20 of the mass beyond it.</summary>
    public abstract double Lower { get; }

    /// <summary>Right end of the support, or a place with less than 1e-20 of the mass beyond it.</summary>
    public abstract double Upper { get; }

    /// <summary>ρ(x).</summary>
    /// <param name="x">A place.</param>
    public abstract double Density(double x);

    /// <summary>The mass to the left of x.</summary>
    /// <param name="x">A place.</param>
    public abstract double Cumulative(double x);

    /// <summary>The place with mass z to its left, by bisection to the last digit.</summary>
    /// <param name="z">In [0, 1].</param>
    public double Quantile(double z)
    {
        double low = Lower, high = Upper;
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
                return middle;
            if (Cumulative(middle) < z)
                low = middle;
            else
                high = middle;
        }
    }

    /// <summary>W₂ to the piecewise-constant density of given nodes and masses (sum 1): ∫(Q − X)² dz with Gauss-Legendre in x, 4 panels of 5
    /// points in each mass cell.</summary>
    /// <param name="nodes">[N + 1]</param>
    /// <param name="masses">[N]</param>
    public double Distance(ReadOnlySpan<double> nodes, ReadOnlySpan<double> masses)
    {
        const int Panels = 4;
        double[] abscissae = [-0.9061798459386640, -0.5384693101056831, 0, 0.5384693101056831, 0.9061798459386640];
        double[] weights = [0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665, 0.2369268850561891];
        double sum = 0, z = 0;
        var from = Lower;
        for (var i = 0; i < masses.Length; i++)
        {
            var next = z + masses[i];
            var to = i == masses.Length - 1 ? Upper : Quantile(next);
            var panel = (to - from) / Panels;
            for (var p = 0; p < Panels; p++)
            {
                for (var q = 0; q < weights.Length; q++)
                {
                    var x = from + panel * (p + (1 + abscissae[q]) / 2);
                    var s = Math.Clamp((Cumulative(x) - z) / masses[i], 0, 1);
                    var error = x - nodes[i] - s * (nodes[i + 1] - nodes[i]);
                    sum += panel / 2 * weights[q] * Density(x) * error * error;
                }
            }

            z = next;
            from = to;
        }

        return Math.Sqrt(sum);
    }
}
