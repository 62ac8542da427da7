namespace Flows.Language.Diagnostics;

/// <summary>Lists as one says them.</summary>
public static class Friendly
{
    /// <summary>`a`, `b` or `c`.</summary>
    public static string Or(IEnumerable<string> names) => List(names, "or");

    /// <summary>`a`, `b` and `c`.</summary>
    public static string And(IEnumerable<string> names) => List(names, "and");

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
