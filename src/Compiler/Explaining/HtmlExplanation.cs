using System.Globalization;
using System.Net;
using System.Text;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>An explanation as one page of HTML that needs nothing else; formulas are MathML, which browsers typeset.</summary>
public static class HtmlExplanation
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { font: 17px/1.55 Georgia, 'Times New Roman', serif; max-width: 62rem; margin: 2.5rem auto; padding: 0 1.2rem; }
        h1 { font-size: 1.7rem; margin: 0 0 1.2rem; }
        h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid #8886; }
        h3 { font-size: 1.05rem; font-style: italic; font-weight: normal; margin: 1.5rem 0 .3rem; }
        dl { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: .35rem 1rem; margin: 0; }
        dt { color: #777; font-variant: small-caps; }
        dd { margin: 0; }
        p { margin: 0 0 .3rem; overflow-x: auto; overflow-y: hidden; padding: .1rem 0; }
        math { font-size: 1.06em; }
        @media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } }

        """;

    /// <summary>The page.</summary>
    public static string Of(Explanation explanation)
    {
        var title = WebUtility.HtmlEncode(explanation.Program);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>{title}</title>\n");
        text.Append(CultureInfo.InvariantCulture, $"<style>\n{Style.ReplaceLineEndings("\n")}</style>\n</head>\n<body>\n<h1>{title}</h1>\n");
        Add(text, explanation.Setting);
        foreach (var flow in explanation.Flows)
        {
            if (explanation.Flows.Count > 1)
                text.Append(CultureInfo.InvariantCulture, $"<h2>The flow of {Maths(MathMlNotation.Instance.Name(flow.State))}</h2>\n");
            Grouped(text, flow.Sections);
        }
        Grouped(text, explanation.Extremals);
        if (explanation.Computation.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"<h3>{Questions.Heading(Question.Computation)}</h3>\n");
        Add(text, explanation.Computation);
        return text.Append("</body>\n</html>\n").ToString();
    }

    private static void Grouped(StringBuilder text, Seq<Section> sections)
    {
        foreach (var question in sections.GroupBy(s => s.Question))
        {
            text.Append(CultureInfo.InvariantCulture, $"<h3>{Questions.Heading(question.Key)}</h3>\n");
            Add(text, [.. question]);
        }
    }

    private static void Add(StringBuilder text, Seq<Section> sections)
    {
        if (sections.Count == 0)
            return;
        text.Append("<dl>\n");
        foreach (var section in sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"<dt>{section.Title}</dt>\n<dd>\n");
            foreach (var statement in section.Statements)
                text.Append(CultureInfo.InvariantCulture, $"<p>{Typesetting.Line(statement.Parts, MathMlNotation.Instance, w => WebUtility.HtmlEncode(w), Maths)}</p>\n");
            text.Append("</dd>\n");
        }
        text.Append("</dl>\n");
    }

    private static string Maths(string formula) => $"<math displaystyle=\"true\">{formula}</math>";
}
