using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>Which question a section answers.</summary>
public enum Question
{
    /// <summary>What is given: parameters, functions, states.</summary>
    Setting,
    /// <summary>Which energy?</summary>
    Energy,
    /// <summary>In which metric?</summary>
    Metric,
    /// <summary>Which equation?</summary>
    Equation,
    /// <summary>What follows?</summary>
    Consequences,
    /// <summary>How is it computed?</summary>
    Computation,
}

/// <summary>One sentence, formula, or both.</summary>
public sealed record Statement(Seq<Part> Parts);

/// <summary>Statements under one title.</summary>
/// <param name="Question">What it answers a part of.</param>
/// <param name="Title">One word or two, at most twelve letters.</param>
/// <param name="Statements">At least one.</param>
public sealed record Section(Question Question, string Title, Seq<Statement> Statements)
{
    /// <summary>A section of one statement.</summary>
    public static Section Of(Question question, string title, params Part[] parts) => new(question, title, [new Statement([.. parts])]);
}

/// <summary>The explanation of the flow of one state.</summary>
/// <param name="State">Its name.</param>
/// <param name="Sections">In the order of the questions.</param>
public sealed record FlowExplanation(string State, Seq<Section> Sections);
