using Flows.Language.Parsing;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Language.Tests;

public class LayoutTests
{
    [Fact]
    public void A_declaration_extends_over_indented_lines_and_closing_brackets()
    {
        var program = Parse("let a = f(1,\n  2,\n)\n".Replace("2,\n", "2\n", StringComparison.Ordinal) + "\n// comment\n\nlet b = [1\n] + 2\n");
        Assert.Equal(2, program.Declarations.Count);
    }

    [Fact]
    public void Comments_and_blank_lines_end_nothing() =>
        Assert.Single(Parse("let a = 1\n// comment in column 1\n(* another\none *)\n\n  + 2\n").Declarations);

    [Theory]
    [InlineData("/// one\n/// two\nlet a = 1\n", "one\ntwo")]
    [InlineData("let a = 1 /// trailing\n", "trailing")]
    [InlineData("/// one\nlet a = 1 /// two\n  + 2\n", "one\ntwo")]
    [InlineData("let a = 1\n  + 2 /// not on its first line\n", null)]
    [InlineData("let a = 1\n  /// within\n  + 2\n", null)]
    [InlineData("//// ruler\nlet a = 1\n", null)]
    [InlineData("/// one\n// plain\nlet a = 1\n", "one")]
    [InlineData("/// of the file\n\nlet a = 1\n", null)]
    [InlineData("/// of the file\n// plain\n\nlet a = 1\n", null)]
    [InlineData("/// of the file\n  \t\r\n/// one\nlet a = 1 /// two\n", "one\ntwo")]
    [InlineData("/// one\r\n/// two\r\nlet a = 1\n", "one\ntwo")]
    public void Documentation_stands_before_or_at_the_end_of_the_first_line(string text, string? doc) =>
        Assert.Equal(doc, Assert.Single(Parse(text).Declarations).Doc);

    [Fact]
    public void Documentation_belongs_to_the_declaration_that_follows() =>
        Assert.Equal([null, "of b"], Parse("let a = 1\n/// of b\nlet b = 2\n").Declarations.Select(d => d.Doc));

    [Fact]
    public void The_span_of_a_declaration_covers_its_tokens() =>
        Assert.Equal(new SourceSpan(8, 15), Parse("/// doc\nlet a = 1\n  + 2 // end\n").Declarations[0].Span);

    [Fact]
    public void Carriage_returns_are_white_space() => Assert.Equal(2, Parse("let a = 1\r\n  + 2\r\nlet b = 2\r\n").Declarations.Count);

    [Fact]
    public void Declarations_that_parse_are_kept_beside_those_that_do_not()
    {
        var (program, diagnostics) = FlowParser.Parse(new SourceText("a.flow", "let a = 1\nlet b = )\nlet c = 3\nlet d = %\n"));
        Assert.Equal(["a", "c"], program!.Declarations.Select(d => ((LetDecl)d).Pattern.Names[0]));
        Assert.Equal(["F0102", "F0005"], diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void An_indented_declaration_is_parsed_all_the_same()
    {
        var (program, diagnostics) = FlowParser.Parse(new SourceText("a.flow", "param a = 1\n  param b = 2\nlet c = 3\n"));
        Assert.Equal(3, program!.Declarations.Count);
        Assert.Equal("F0107", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void An_empty_program_has_no_declarations() => Assert.Empty(Parse("\n  // nothing\n").Declarations);

    private static ProgramSyntax Parse(string text)
    {
        var (program, diagnostics) = FlowParser.Parse(new SourceText("a.flow", text));
        Assert.Empty(diagnostics);
        return program!;
    }
}
