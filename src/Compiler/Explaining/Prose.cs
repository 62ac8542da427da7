using System.Globalization;

namespace Flows.Compiler.Explaining;

/// <summary>Words of explanations.</summary>
internal static class Prose
{
    /// <summary>A number as people write it.</summary>
    public static string Number(double value) => double.IsPositiveInfinity(value) ? "infinity" : double.IsNegativeInfinity(value) ? "-infinity"
        : value.ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    /// <summary>A comment of several lines in one.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
