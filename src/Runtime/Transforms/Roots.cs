namespace Flows.Runtime.Transforms;

/// <summary>Roots of unity to the last digit.</summary>
internal static class Roots
{
    /// <summary>e^(2πi k/n) as (cosine, sine).</summary>
    /// <param name="k">Any whole number.</param>
    /// <param name="n">n ≥ 1.</param>
    /// <remarks>The angle is reduced to the first octant with whole numbers: no digit is lost in a product with π larger than π/4.</remarks>
    public static (double Cosine, double Sine) Of(long k, long n)
    {
        k = ((k % n) + n) % n;
        // In eighths of n: 8k = octant · n + rest.
        var octant = 8 * k / n;
        var rest = 8 * k - octant * n;
        if (octant % 2 == 1)
            rest = n - rest;
        var (s, c) = Math.SinCos(Math.PI / 4 * rest / n);
        return octant switch
        {
            0 => (c, s),
            1 => (s, c),
            2 => (-s, c),
            3 => (-c, s),
            4 => (-c, -s),
            5 => (-s, -c),
            6 => (s, -c),
            _ => (c, -s),
        };
    }
}
