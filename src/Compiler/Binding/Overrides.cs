using Flows.Language;

namespace Flows.Compiler.Binding;

/// <summary>What the command line changes in a program.</summary>
/// <param name="Set">`--set name=value`.</param>
/// <param name="Until">`--until`: the end time, or null.</param>
/// <param name="Cells">`--cells`: counts as written, `400` or `64*64`, or null.</param>
/// <param name="Method">`--method`: a method's name, or null.</param>
public sealed record Overrides(Seq<Setting> Set, double? Until, string? Cells, string? Method)
{
    /// <summary>`--until steady e`: the speed below which the run ends, `Until` then being the latest time; NaN for the program's own, null where it is not asked for.</summary>
    public double? SteadySpeed { get; init; }

    /// <summary>Nothing is changed.</summary>
    public static Overrides None { get; } = new([], null, null, null);
}

/// <summary>One `--set name=value`.</summary>
public sealed record Setting(string Name, double Value);
