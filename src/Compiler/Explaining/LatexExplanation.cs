using System.Globalization;
using System.Text;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>An explanation as a complete LaTeX document that needs amsmath alone.</summary>
public static class LatexExplanation
{
    private const string Preamble = """
        \documentclass[11pt,a4paper]{article}
        \usepackage[T1]{fontenc}
        \usepackage[utf8]{inputenc}
        \usepackage{amsmath}
        \setlength{\parindent}{0pt}
        \setlength{\parskip}{4pt}
        \setlength{\emergencystretch}{3em}
        \allowdisplaybreaks

        """;

    /// <summary>The document.</summary>
    public static string Of(Explanation explanation)
    {
        var text = new StringBuilder(Preamble.ReplaceLineEndings("\n"));
        text.Append(CultureInfo.InvariantCulture, $"\\title{{{LatexText.Escaped(explanation.Program)}}}\n\\date{{}}\n\n\\begin{{document}}\n\\maketitle\n");
        Add(text, explanation.Setting);
        foreach (var flow in explanation.Flows)
        {
            if (explanation.Flows.Count > 1)
                text.Append(CultureInfo.InvariantCulture, $"\n\\section*{{The flow of ${LatexNotation.Instance.Name(flow.State)}$}}\n");
            Grouped(text, flow.Sections);
        }
        Grouped(text, explanation.Extremals);
        if (explanation.Computation.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n\\subsection*{{{Questions.Heading(Question.Computation)}}}\n");
        Add(text, explanation.Computation);
        return text.Append("\n\\end{document}\n").ToString();
    }

    /// <summary>A statement: prose with formulas in math mode.</summary>
    public static string Line(Seq<Part> parts) => Typesetting.Line(parts, LatexNotation.Instance, LatexText.Escaped, f => $@"$\displaystyle {f}$");

    private static void Grouped(StringBuilder text, Seq<Section> sections)
    {
        foreach (var question in sections.GroupBy(s => s.Question))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\\subsection*{{{Questions.Heading(question.Key)}}}\n");
            Add(text, [.. question]);
        }
    }

    private static void Add(StringBuilder text, Seq<Section> sections)
    {
        foreach (var section in sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\\paragraph{{{char.ToUpperInvariant(section.Title[0])}{section.Title[1..]}.}}\n");
            text.AppendJoin("\\\\[2pt]\n", section.Statements.Select(s => Line(s.Parts))).Append('\n');
        }
    }
}
