namespace Flows.Runtime.Outputs.Figures;

/// <summary>What an axis shows, from its low to its high end; on a logarithmic axis in powers of ten.</summary>
/// <param name="Low">The low end.</param>
/// <param name="High">The high end; above <paramref name="Low"/>.</param>
internal readonly record struct AxisRange(double Low, double High)
{
    /// <summary>The length.</summary>
    public double Length => High - Low;

    /// <summary>The smallest range that holds all finite values; widened if they are equal, up to rounding.</summary>
    public static AxisRange Of(IEnumerable<double> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        if (low > high)
            return new(0, 1);
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        // Differences below 1e-12 are rounding: drawn over the whole height they would look like a signal.
        return high - low > 1e-12 * size ? new(low, high) : size > 0 ? new(low - 0.1 * size, high + 0.1 * size) : new(-1, 1);
    }

    /// <summary>The range with a margin at both ends, as a share of its length.</summary>
    public AxisRange Widened(double share) => new(Low - share * Length, High + share * Length);
}
