using CsCheck;
using Flows.Language.Formatting;
using Flows.Language.Parsing;
using Flows.Language.Text;
using Flows.Language.Tokens;
using Flows.Testing;

namespace Flows.Language.Tests;

public class FormatterPropertyTests
{
    private static readonly string[] Gaps =
        ["", "", "", "", " ", "   ", "\t", "(* c *)", "(* a (* b *) *)", " (*\n x *) ", "\n  ", "\n\n\n    ", " // end\n ", " /// doc\n  ", "\n// line\n  "];

    private static readonly Gen<string> Gap = Generators.One(Gaps);

    private static readonly string[] Heads = ["let a = ", "F[u] = ", "observe m = ", "expect ", "param p = 1 + ", "flow u = descend E in L2 + "];

    /// <summary>Programs of this repository: examples, programs of the tests, the blocks of the reference, error cases that parse.</summary>
    private static readonly string[] Paths =
    [
        .. Directory.EnumerateFiles(Path.Combine(Golden.Root, "examples"), "*.flow", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Golden.Folder, "*.flow", SearchOption.AllDirectories))
            .Where(f => Parses(Read(f)))
            .Select(f => Path.GetRelativePath(Golden.Root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Programs => [.. Paths];

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_laws_hold_of_every_program(string path)
    {
        var text = Read(Path.Combine(Golden.Root, path));
        foreach (var spelling in Enum.GetValues<Spelling>())
            FormatterLaws.Hold(text, spelling);
    }

    [Fact]
    public void Many_programs_are_looked_at() => Assert.True(Paths.Length > 100);

    [Theory]
    [MemberData(nameof(LanguageReferenceTests.Blocks), MemberType = typeof(LanguageReferenceTests))]
    public void Blocks_of_the_reference_are_laid_out_as_their_golden_files_say(string name)
    {
        var file = Path.Combine(Golden.Folder, "language", name);
        Golden.Check(file + ".formatted", FormatterLaws.Hold(Read(file + ".flow")));
        Golden.Check(file + ".unicode", FormatterLaws.Hold(Read(file + ".flow"), Spelling.Unicode));
    }

    [Fact]
    public void The_laws_hold_of_random_expressions_with_random_gaps() => Gen.Select(
            Generators.One(Heads), Generators.Expression, Gap.Array[1, 40], Gen.Enum<Spelling>(),
            (head, e, gaps, spelling) => (Text: Regap(head + SyntaxPrinter.Print(e), gaps), spelling))
        .Sample(
            sample =>
            {
                if (Parses(sample.Text))
                    FormatterLaws.Hold(sample.Text, sample.spelling);
            },
            iter: 1500,
            threads: 1,
            print: sample => sample.Text);

    [Fact]
    public void Most_random_programs_are_programs()
    {
        var (all, good) = (0, 0);
        Gen.Select(Generators.One(Heads), Generators.Expression, Gap.Array[1, 40], (head, e, gaps) => Regap(head + SyntaxPrinter.Print(e), gaps))
            .Sample(text => (all, good) = (all + 1, good + (Parses(text) ? 1 : 0)), iter: 300, threads: 1);
        Assert.True(good > all * 3 / 4, $"{good} of {all}");
    }

    [Fact]
    public void The_laws_hold_of_programs_with_random_gaps() => Gen.Select(
            Generators.One(Paths), Gap.Array[1, 60], Gen.Enum<Spelling>(),
            (path, gaps, spelling) => (Text: Regap(Read(Path.Combine(Golden.Root, path)), gaps), spelling))
        .Sample(
            sample =>
            {
                // Of a program that the gaps have broken, the declarations that still parse.
                var text = Parsing(sample.Text);
                if (Parses(text))
                    FormatterLaws.Hold(text, sample.spelling);
            },
            iter: 250,
            threads: 1,
            print: sample => sample.Text);

    /// <summary>Adds to the gaps between tokens, but no space before what must touch, and no line break before what may be an argument.</summary>
    private static string Regap(string text, string[] gaps)
    {
        var (result, end, count) = (new System.Text.StringBuilder(), 0, 0);
        foreach (var token in FlowTokenizer.TokensOf(text))
        {
            var span = Words.SpanOf(token);
            result.Append(text, end, span.Start - end);
            var gap = gaps[count++ % gaps.Length];
            var touches = span.Start == end && token.Kind is TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.Prime or TokenKind.Point;
            var isArgument = token.Kind is TokenKind.Name or TokenKind.Number or TokenKind.QuotedString or TokenKind.LeftParenthesis
                or TokenKind.LeftBracket or TokenKind.Bar;
            if (token.Position.Column > 1 && token.Kind != TokenKind.DocComment && !touches && !(isArgument && gap.Contains('\n', StringComparison.Ordinal)))
                result.Append(gap);
            result.Append(token.ToStringValue());
            end = span.End;
        }
        return result.Append(text, end, text.Length - end).ToString();
    }

    private static string Parsing(string text)
    {
        var (program, _) = FlowParser.Parse(new SourceText("a.flow", text));
        return string.Concat(program!.Declarations.Select(d => $"{text.AsSpan(d.Span.Start, d.Span.Length)}\n"));
    }

    private static bool Parses(string text) => FlowParser.Parse(new SourceText("a.flow", text)).Diagnostics.Count == 0;

    private static string Read(string path) => SourceReader.Decode(path, File.ReadAllBytes(path)).Value!.Text;
}
