using System.Text;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>An explanation as text of at most 120 columns, where words allow: titles on the left, formulas in the spelling of the language.</summary>
public static class TextExplanation
{
    private const int Indent = 13, Width = 120;

    /// <summary>The explanation; every line ends with a line break.</summary>
    public static string Of(Explanation explanation)
    {
        var text = new StringBuilder();
        Add(text, explanation.Setting);
        foreach (var flow in explanation.Flows)
        {
            Part(text);
            if (explanation.Flows.Count > 1)
                Titled(text, "flow", $"of {flow.State}");
            Add(text, flow.Sections);
        }
        if (explanation.Extremals.Count > 0)
            Part(text);
        Add(text, explanation.Extremals);
        if (explanation.Computation.Count > 0)
            Part(text);
        Add(text, explanation.Computation);
        return text.ToString();
    }

    /// <summary>A statement on one line.</summary>
    public static string Line(Seq<Part> parts)
    {
        var notation = new TextNotation(false);
        var text = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            text.Append((parts[i], i) switch
            {
                (Words w, _) => w.Text,
                // A sign that nothing stands before, or that follows another one, is a prefix.
                (Sign s, var at) when at == 0 || parts[at - 1] is Sign => s.Text,
                (var part, > 0) when parts[i - 1] is Sign { Text: "-" } => FormulaText.Subtracted(part, notation),
                (var part, _) => FormulaText.Of(part, notation),
            });
        }
        return text.ToString();
    }

    private static void Part(StringBuilder text)
    {
        if (text.Length > 0)
            text.Append('\n');
    }

    private static void Add(StringBuilder text, Seq<Section> sections)
    {
        foreach (var section in sections)
            for (var i = 0; i < section.Statements.Count; i++)
                Titled(text, i == 0 ? section.Title : "", Line(section.Statements[i].Parts));
    }

    private static void Titled(StringBuilder text, string title, string body)
    {
        var line = new StringBuilder(title.PadRight(Indent));
        var first = Indent;
        foreach (var word in body.Split(' '))
        {
            if (line.Length + word.Length > Width && line.Length > first)
            {
                text.Append(line.ToString().TrimEnd()).Append('\n');
                // What is carried over stands further in than what begins.
                first = Indent + 2;
                line.Clear().Append(' ', first);
            }
            line.Append(word).Append(' ');
        }
        text.Append(line.ToString().TrimEnd()).Append('\n');
    }
}
