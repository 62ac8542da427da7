using System.Diagnostics;
using CsCheck;
using Flows.Language.Diagnostics;
using Flows.Language.Formatting;
using Flows.Language.Parsing;
using Flows.Language.Syntax;
using Flows.Language.Text;
using Flows.Language.Tokens;
using Flows.Testing;

namespace Flows.Language.Tests;

public class PropertyTests
{
    private static readonly string[] Programs = [.. Golden.Files("language", "*.flow").Select(File.ReadAllText)];

    private static readonly string[] Pieces =
    [
        " ", "\n", "\n  ", "|", "||", "|>", "(", ")", "[", "]", "{", "}", "'", "\"", ".", "..", "1.", "1e9", "2", "x", "rho", "let ", "in ",
        "fun ", "->", "int ", "over ", "state ", "flow ", "descend ", "= ", "~", "where ", "on ", "until ", "steady ", "-", "^", "²", "(*",
        "*)", "//", "///", ";", ",", ":", "∇", "Δ", "\uD800", "é", "\0", "if ", "then ", "else ", "not ", "or ", "mean ", "H^-1",
    ];

    private static readonly Gen<string> Soup = Generators.One(Pieces).Array[0, 60].Select(string.Concat);

    private static readonly Gen<string> Mutant = Gen.Select(
        Generators.One(Programs), Gen.Double[0, 1], Gen.Double[0, 1], Gen.OneOf(Soup, Gen.String[0, 3], Gen.Const("")),
        (text, from, to, insert) =>
        {
            var (a, b) = ((int)(from * text.Length), (int)(to * text.Length));
            var cut = Math.Min(Math.Abs(b - a), 8);
            return text[..Math.Min(a, text.Length - cut)] + insert + text[Math.Min(a + cut, text.Length)..];
        });

    [Fact]
    public void Any_string_is_parsed_or_refused_without_an_exception() => Gen.String.Sample(Survives, iter: 2000, threads: 1);

    [Fact]
    public void Any_soup_of_tokens_is_parsed_or_refused_without_an_exception() => Soup.Sample(Survives, iter: 3000, threads: 1);

    [Fact]
    public void Any_mutant_of_a_program_is_parsed_or_refused_without_an_exception() => Mutant.Sample(Survives, iter: 3000, threads: 1);

    [Fact]
    public void The_text_of_the_tokens_is_in_the_source_and_in_order() => Soup.Sample(
        text =>
        {
            var end = 0;
            foreach (var token in FlowTokenizer.TokensOf(text))
            {
                var span = Words.SpanOf(token);
                if (span.Start < end || text.Substring(span.Start, span.Length) != token.ToStringValue() || span.Length == 0)
                    return false;
                end = span.End;
            }
            return true;
        },
        iter: 1000,
        threads: 1);

    [Fact]
    public void What_is_printed_parses_and_prints_the_same() => Generators.Expression.Sample(
        e =>
        {
            var text = SyntaxPrinter.Print(e);
            var (again, diagnostics) = FlowParser.ParseExpression(new SourceText("a.flow", text));
            return diagnostics.Count == 0 && SyntaxPrinter.Print(again!) == text && Shape.Of(again!) == Shape.Of(e);
        },
        iter: 3000,
        threads: 1,
        print: SyntaxPrinter.Print);

    [Fact]
    public void A_parsed_tree_is_equal_to_its_printed_and_parsed_self() => Mutant.Sample(
        text =>
        {
            var program = FlowParser.Parse(new SourceText("a.flow", text)).Value!;
            var (again, diagnostics) = FlowParser.Parse(new SourceText("b.flow", SyntaxPrinter.Print(program)));
            return diagnostics.Count == 0 && SyntaxEquality.SameTree(program, again);
        },
        iter: 1500,
        threads: 1);

    [Fact]
    public void The_span_of_an_expression_covers_those_of_its_parts()
    {
        foreach (var declaration in Programs.SelectMany(p => FlowParser.Parse(new SourceText("a.flow", p)).Value!.Declarations))
            if (declaration is LetDecl { Value: BinarySyntax b } let)
            {
                Assert.Equal(b.Span, b.Left.Span.To(b.Right.Span));
                Assert.True(let.Span.Start < b.Span.Start && b.Span.End == let.Span.End);
            }
    }

    private static bool Survives(string text)
    {
        var source = new SourceText("a.flow", text);
        var watch = Stopwatch.StartNew();
        var (program, diagnostics) = FlowParser.Parse(source);
        foreach (var diagnostic in diagnostics.Take(3).Concat(FlowParser.ParseExpression(source).Diagnostics.Take(3)))
        {
            DiagnosticRenderer.Render(diagnostic, source);
            DiagnosticRenderer.RenderJson(diagnostic, source);
        }
        return program is not null && diagnostics.Count <= FlowParser.MostErrors && watch.Elapsed < TimeSpan.FromSeconds(5);
    }
}
