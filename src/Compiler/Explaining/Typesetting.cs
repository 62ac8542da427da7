using System.Text;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>Puts statements together where prose and formulas are marked up differently: what stands between words is one formula.</summary>
internal static class Typesetting
{
    /// <summary>A statement.</summary>
    /// <param name="parts">Its parts.</param>
    /// <param name="notation">How formulas are written.</param>
    /// <param name="words">Marks up prose.</param>
    /// <param name="formula">Marks up a formula.</param>
    public static string Line(Seq<Part> parts, Notation notation, Func<string, string> words, Func<string, string> formula)
    {
        var text = new StringBuilder();
        var run = new List<string>();
        Part? before = null;
        foreach (var part in parts)
        {
            if (part is Words w)
            {
                Flush();
                text.Append(words(w.Text));
            }
            else
            {
                run.Add(before is Sign { Text: "-" } ? FormulaText.Subtracted(part, notation) : FormulaText.Of(part, notation));
            }
            before = part;
        }
        Flush();
        return text.ToString();

        void Flush()
        {
            if (run.Count > 0)
                text.Append(formula(notation.Juxtaposed(run)));
            run.Clear();
        }
    }
}
