using Flows.Language.Diagnostics;
using Flows.Language.Formatting;
using Flows.Language.Parsing;
using Flows.Language.Text;
using Flows.Language.Tokens;

namespace Flows.Language.Tests;

/// <summary>What holds of every formatted program.</summary>
internal static class FormatterLaws
{
    /// <summary>Formats a program that parses, and asserts that tree, tokens and comments are kept and that the result is canonical.</summary>
    public static string Hold(string text, Spelling spelling = Spelling.AsWritten)
    {
        var program = Parse(text);
        var canonical = Format(text, spelling);
        Assert.True(SyntaxEquality.SameTree(program, Parse(canonical)), canonical);
        Assert.Equal(Comments(text), Comments(canonical));
        if (spelling == Spelling.AsWritten)
            Assert.Equal(Tokens(text), Tokens(canonical));
        Assert.Equal(canonical, Format(canonical, spelling));
        Assert.Equal(Format(text, Spelling.Ascii), Format(canonical, Spelling.Ascii));
        // Back from ASCII, × and the − in a number are `*` and `-`.
        if (spelling != Spelling.Ascii)
            Assert.Equal(Format(text, Spelling.Unicode), Format(canonical, Spelling.Unicode));
        Assert.Equal(canonical, canonical.Length == 0 ? "" : canonical.Trim('\n', ' ') + "\n");
        return canonical;
    }

    private static string Format(string text, Spelling spelling)
    {
        var source = new SourceText("a.flow", text);
        var (formatted, diagnostics) = Formatter.Format(source, spelling);
        Assert.Equal("", string.Concat(diagnostics.Select(d => DiagnosticRenderer.Render(d, source))));
        return formatted!;
    }

    private static Syntax.ProgramSyntax Parse(string text)
    {
        var source = new SourceText("a.flow", text);
        var (program, diagnostics) = FlowParser.Parse(source);
        Assert.Equal("", string.Concat(diagnostics.Select(d => DiagnosticRenderer.Render(d, source))));
        return program!;
    }

    private static List<string> Tokens(string text) =>
        [.. FlowTokenizer.TokensOf(text).Select(t => t.Kind == TokenKind.Caret ? "^" : t.ToStringValue().TrimEnd())];

    /// <summary>The comments of a text, found without the formatter: all that is neither white space nor in a token, and `///`.</summary>
    private static List<string> Comments(string text)
    {
        var found = new List<string>();
        var end = 0;
        foreach (var token in FlowTokenizer.TokensOf(text + "\n;"))
        {
            var span = Words.SpanOf(token);
            found.Add(text[Math.Min(end, text.Length)..Math.Min(span.Start, text.Length)]);
            if (token.Kind == TokenKind.DocComment)
                found.Add(token.ToStringValue());
            end = span.End;
        }
        return [.. found.SelectMany(gap => gap.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))];
    }
}
