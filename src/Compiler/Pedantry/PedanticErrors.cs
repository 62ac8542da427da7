using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Pedantry;

/// <summary>F024x, F044x, F053x: what `check --pedantic` warns of. Each is correct as it stands, and often not what was meant.</summary>
internal static class PedanticErrors
{
    /// <summary>F0240. See docs/errors/F0240.md.</summary>
    public static Diagnostic Unused(string kind, string name, SourceSpan at) =>
        Diagnostic.Warning("F0240", $"the {kind} `{name}` is never used", at, "nothing in the program mentions it")
            .Help("leave it out, or use it");

    /// <summary>F0241. See docs/errors/F0241.md.</summary>
    public static Diagnostic ScaleWithoutRange(string name, string where, SourceSpan at, double value) =>
        Diagnostic.Warning("F0241", $"nothing keeps the scale `{name}` positive", at, where)
            .Note($"at 0 or below, which `--set` and `sweep` allow, the energy means something else or nothing")
            .Help($"give it a range: `param {name} = {Friendly.Number(value)} in [{Friendly.Number(value / 100)}, {Friendly.Number(value * 100)}]`");

    /// <summary>F0440. See docs/errors/F0440.md.</summary>
    /// <param name="state">The field.</param>
    /// <param name="width">eps in tanh(x/(√2 eps)).</param>
    /// <param name="cell">The longest side of a cell.</param>
    /// <param name="cells">Cells along that axis that give four to the width.</param>
    /// <param name="at">Where the cells are counted.</param>
    public static Diagnostic ThinInterface(string state, double width, double cell, int cells, SourceSpan at) =>
        Diagnostic.Warning("F0440", $"the interfaces of `{state}` are thinner than four cells", at, $"cells of {Friendly.Number(cell)}")
            .Note($"between its two wells `{state}` is tanh(x/(sqrt(2)*eps)) with eps = {Friendly.Number(width)}, which is {Friendly.Number(width / cell)} times the cell")
            .Help($"take {cells} cells along that axis, or a wider interface");

    /// <summary>F0441. See docs/errors/F0441.md.</summary>
    public static Diagnostic ConditionFeedsEnergy(string state, string why, SourceSpan at, SourceSpan? energy)
    {
        var warning = Diagnostic.Warning("F0441", $"this condition may raise the energy that `{state}` descends", at, why);
        if (energy is { } descended)
            warning = warning.See(descended, "nothing promises that it falls");
        return warning.Note("`expect … decreases` is tested all the same, and may fail");
    }

    /// <summary>F0532. See docs/errors/F0532.md.</summary>
    public static Diagnostic BoundNotShown(string energy, string why, SourceSpan at, string flow) =>
        Diagnostic.Warning("F0532", $"it could not be shown that `{energy}` is bounded below", at, "may fall without end")
            .Note(why)
            .Help($"if that is meant, say so: `{flow} {{ unbounded = true }}`");

    /// <summary>F0533. See docs/errors/F0533.md.</summary>
    public static Diagnostic FallsWithoutEnd(string energy, string witness, SourceSpan at, string flow) =>
        Diagnostic.Warning("F0533", $"`{energy}` is not bounded below", at, "the solution may blow up in finite time")
            .Note(witness)
            .Help($"if that is meant, say so: `{flow} {{ unbounded = true }}`");
}
