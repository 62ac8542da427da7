namespace Flows.Language.Diagnostics;

/// <summary>Lists as one says them.</summary>
public static class Friendly
{
    /// <summary>`a`, `b` or `c`.</summary>
    public static string Or(IEnumerable<string> names) => List(names, "or");

    /// <summary>`a`, `b` and `c`.</summary>
    public static string And(IEnumerable<string> names) => List(names, "and");

    /// <summary>A number as the language writes it: 0.1, 1e-9, infinity.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "infinity",
        double.NegativeInfinity => "-infinity",
        double.NaN => "no number",
        _ => value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture)
            .Replace("E+0", "e", StringComparison.Ordinal).Replace("E-0", "e-", StringComparison.Ordinal)
            .Replace("E+", "e", StringComparison.Ordinal).Replace("E", "e", StringComparison.Ordinal),
    };

    private static string List(IEnumerable<string> names, string last)
    {
        string[] quoted = [.. names.Select(name => $"`{name}`")];
        return quoted.Length switch
        {
            0 => "",
            1 => quoted[0],
            _ => $"{string.Join(", ", quoted[..^1])} {last} {quoted[^1]}",
        };
    }
}
