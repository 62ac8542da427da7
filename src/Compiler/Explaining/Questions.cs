using System.Diagnostics;

namespace Flows.Compiler.Explaining;

/// <summary>What the questions are called in headings.</summary>
internal static class Questions
{
    /// <summary>The heading of the sections that answer a question.</summary>
    public static string Heading(Question question) => question switch
    {
        Question.Setting => "What is given",
        Question.Energy => "Which energy?",
        Question.Metric => "In which metric?",
        Question.Equation => "Which equation?",
        Question.Consequences => "What follows?",
        Question.Computation => "How is it computed?",
        _ => throw new UnreachableException(),
    };
}
