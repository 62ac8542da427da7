using Flows.Compiler.Analysis;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>Which energy, in which metric, which equation, and what follows: the data that `flowc explain` writes.</summary>
/// <param name="Program">The program's name.</param>
/// <param name="Setting">What is given.</param>
/// <param name="Flows">One of each flow.</param>
/// <param name="Extremals">What is minimised, compared and varied.</param>
/// <param name="Computation">How it is computed.</param>
public sealed record Explanation(string Program, Seq<Section> Setting, Seq<FlowExplanation> Flows, Seq<Section> Extremals, Seq<Section> Computation)
{
    /// <summary>The explanation of a compiled program.</summary>
    /// <param name="analysed">The program.</param>
    /// <param name="target">The methods that it could be solved by.</param>
    public static Explanation Of(Analysed analysed, Target target) => new(
        NameOf(analysed.Model.Source.Path),
        [.. SettingSections.Of(analysed)],
        [.. analysed.Equations.Select(e => new FlowExplanation(e.State.Symbol.Name, [.. FlowSections.Of(e, analysed)]))],
        [.. ExtremalSections.Of(analysed)],
        [.. ComputationSections.Of(analysed, target)]);

    /// <summary>The left side, ∂u/∂t with what stands before it, as text.</summary>
    public static string LeftSide(Equation equation) => $"{equation.LeftSide}d/dt {equation.State.Symbol.Name}";

    /// <summary>The right side of ∂u/∂t = … as text.</summary>
    public static string RightSide(Equation equation) => FormulaText.Of(FlowSections.RightSide(equation), new TextNotation(false));

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path) is { Length: > 0 } name ? name.Trim('<', '>') : path;
}
