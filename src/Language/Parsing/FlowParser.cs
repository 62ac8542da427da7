using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;
using Flows.Language.Tokens;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>Text to syntax. Never throws, whatever the text.</summary>
public static class FlowParser
{
    /// <summary>The most errors reported for one program.</summary>
    public const int MostErrors = 20;

    /// <summary>A tree of the greatest depth needs a few megabytes; the rest is margin.</summary>
    private const int StackSize = 256 << 20;

    /// <summary>Parses a program.</summary>
    /// <returns>The declarations that could be parsed, and the errors in those that could not.</returns>
    public static Checked<ProgramSyntax> Parse(SourceText text) => Parse(text, text.Files[0]);

    /// <summary>Parses one file of a text; spans count from the start of the text.</summary>
    /// <returns>The declarations that could be parsed, and the errors in those that could not.</returns>
    public static Checked<ProgramSyntax> Parse(SourceText text, SourceFile file) => OnLargeStack(() => Program(text, file.Span));

    /// <summary>Parses one expression.</summary>
    public static Checked<ExprSyntax> ParseExpression(SourceText text) => OnLargeStack(() => SingleExpression(text));

    private static Checked<ProgramSyntax> Program(SourceText text, SourceSpan file)
    {
        if (TooLarge(file) is { } error)
            return new(new ProgramSyntax([]), [error]);
        var (chunks, layoutErrors) = Layout.Split(FlowTokenizer.TokensOf(text.Text, file));
        var errors = new List<Diagnostic>(layoutErrors);
        var declarations = new List<DeclSyntax>();
        var parser = new DeclarationParser(new ParseState());
        foreach (var chunk in chunks!)
        {
            var (tokens, found) = Tokens(chunk.Tokens, MostErrors);
            if (tokens is not null)
            {
                var (declaration, problems) = parser.Parse(chunk with { Tokens = tokens });
                if (declaration is not null)
                    declarations.Add(declaration);
                found = problems;
            }
            errors.AddRange(found);
            if (errors.Count >= MostErrors)
                break;
        }
        return new(new ProgramSyntax([.. declarations]), InOrder(errors));
    }

    private static Checked<ExprSyntax> SingleExpression(SourceText text)
    {
        if (TooLarge(text.Files[0].Span) is { } error)
            return new(null, [error]);
        var (tokens, found) = Tokens(
            [.. FlowTokenizer.TokensOf(text.Text, text.Files[0].Span).Where(t => t.Kind != TokenKind.DocComment)], MostErrors);
        if (tokens is null)
            return new(null, InOrder(found));
        var state = new ParseState();
        var result = new ExpressionParser(state).Expression(state.Begin(tokens));
        return result.HasValue && result.Remainder.IsAtEnd
            ? new(result.Value, [])
            : new(null, [state.Failure ?? Leftovers.Of(state, result.Remainder)]);
    }

    /// <summary>The tokens of one declaration, their bars resolved; null if there are errors.</summary>
    private static Checked<Token<TokenKind>[]> Tokens(Token<TokenKind>[] tokens, int most)
    {
        var errors = TokenChecks.Check(tokens, most);
        return errors.Count > 0 ? new(null, [.. errors]) : Brackets.Resolve(tokens);
    }

    private static Diagnostic? TooLarge(SourceSpan file) =>
        file.Length > SourceReader.LargestFile ? TextErrors.TooLarge(file.Length, SourceReader.LargestFile) : null;

    private static Seq<Diagnostic> InOrder(IEnumerable<Diagnostic> errors) =>
        [.. errors.OrderBy(e => e.Primary.Span.Start).Take(MostErrors)];

    private static T OnLargeStack<T>(Func<T> parse)
    {
        T? result = default;
        var thread = new Thread(() => result = parse(), StackSize);
        thread.Start();
        thread.Join();
        return result!;
    }
}
