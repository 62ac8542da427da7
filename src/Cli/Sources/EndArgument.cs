using System.CommandLine.Parsing;

namespace Flows.Cli.Sources;

/// <summary>When a run ends, as the command line says it in the words of the language: `2`, `steady`, `steady 1e-6`, `steady 1e-6 or 100`.</summary>
/// <param name="Time">The end, or the latest time of a run to rest; infinite where there is none.</param>
/// <param name="SteadySpeed">The speed at which it is at rest; NaN for the program's own, null where the end is a time.</param>
public sealed record EndArgument(double Time, double? SteadySpeed)
{
    private const string Steady = "steady";

    /// <summary>Reads the value of an option.</summary>
    public static EndArgument? Parse(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (Of(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { } end)
            return end;
        result.AddError($"`{text}` is no end: write a time (2, 1e-3 or 1/20), or \"steady\", \"steady 1e-6\" or \"steady 1e-6 or 100\" in quotes");
        return null;
    }

    private static EndArgument? Of(string[] words) => words switch
    {
        [var time] when NumberArgument.Parse(time) is { } t => new EndArgument(t, null),
        [Steady] => new EndArgument(double.PositiveInfinity, double.NaN),
        [Steady, "or", var bound] when NumberArgument.Parse(bound) is { } t => new EndArgument(t, double.NaN),
        [Steady, var speed] when NumberArgument.Parse(speed) is > 0 and var v => new EndArgument(double.PositiveInfinity, v),
        [Steady, var speed, "or", var bound] when NumberArgument.Parse(speed) is > 0 and var v && NumberArgument.Parse(bound) is { } t => new EndArgument(t, v),
        _ => null,
    };
}
