using System.Globalization;

namespace Flows.Compiler.Explaining;

/// <summary>Words of explanations.</summary>
internal static class Prose
{
    /// <summary>A number as people write it.</summary>
    public static string Number(double value) => double.IsPositiveInfinity(value) ? "infinity" : double.IsNegativeInfinity(value) ? "-infinity"
        : value.ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    /// <summary>An end of a domain: multiples of pi by name.</summary>
    public static string End(double value)
    {
        foreach (var divisor in (int[])[1, 2, 3, 4, 6])
        {
            var count = Math.Round(value * divisor / Math.PI);
            if (count != 0 && Math.Abs(count) <= 64 && Math.Abs(count * Math.PI / divisor - value) <= 1e-15 * Math.Abs(value))
                return $"{(count == -1 ? "-" : count == 1 ? "" : $"{Number(count)}*")}pi{(divisor == 1 ? "" : $"/{divisor}")}";
        }
        return Number(value);
    }

    /// <summary>A comment of several lines in one.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
