using System.Text;
using Flows.Language.Diagnostics;
using Flows.Language.Parsing;
using Flows.Language.Syntax;
using Flows.Language.Text;
using Flows.Language.Tokens;

namespace Flows.Language.Formatting;

/// <summary>
/// Sets a program in its canonical layout. Tokens and comments stay as they are and in their order, as does every line break between them,
/// which the language sees in places; what changes is the space between them, and the spelling of symbols if asked for. Lines that are too
/// long are broken.
/// </summary>
public static class Formatter
{
    private const int Step = 4;

    /// <summary>The canonical text of a program: it parses to the same tree, and is its own canonical text.</summary>
    /// <returns>No value if the program has errors of text or grammar, or would become larger than a program may be.</returns>
    public static Checked<string> Format(SourceText source, Spelling spelling = Spelling.AsWritten)
    {
        var program = FlowParser.Parse(source);
        if (program.HasErrors)
            return new(null, program.Diagnostics);
        var text = Set(source.Text, program.Value!, spelling);
        var size = Encoding.UTF8.GetByteCount(text);
        return size <= SourceReader.LargestFile
            ? new(text, program.Diagnostics)
            : new(null, [TextErrors.TooLarge(size, SourceReader.LargestFile).Note("this is its size once it is formatted")]);
    }

    private static string Set(string text, ProgramSyntax program, Spelling spelling)
    {
        var places = SyntaxPlaces.Of(program);
        return new Page(SymbolSpeller.Spell(PieceReader.Read(text, places), places, spelling)).Write();
    }

    /// <summary>The pieces of a program on their way to lines.</summary>
    private sealed class Page(List<Piece> pieces)
    {
        private readonly StringBuilder _text = new();

        /// <summary>For each open bracket, the indentation of the line on which it was opened.</summary>
        private readonly Stack<int> _open = new();

        public string Write()
        {
            for (var from = 0; from < pieces.Count;)
            {
                var to = from + 1;
                while (to < pieces.Count && pieces[to].LinesBefore == 0)
                    to++;
                if (from > 0 && pieces[from].LinesBefore > 1)
                    _text.Append('\n');
                WriteLine(from, to);
                from = to;
            }
            return _text.ToString();
        }

        /// <summary>Writes some pieces as one line, or as several if one would be too long.</summary>
        private void WriteLine(int from, int to)
        {
            var indent = IndentOf(from);
            if (indent + WidthOf(from, to) <= LineBreaks.LongestLine || IsUnbreakable(from, to)
                || LineBreaks.Best(pieces, from, to) is not [_, ..] breaks)
            {
                AppendLine(indent, from, to);
                return;
            }
            var start = from;
            for (var i = 0; i < breaks.Count;)
            {
                if (start != from && IndentOf(start) + WidthOf(start, to) <= LineBreaks.LongestLine)
                    break;
                // As much as fits, and at least up to the next place.
                var (width, at) = (IndentOf(start) + WidthOf(start, breaks[i]), i);
                while (at + 1 < breaks.Count && (width += WidthOf(breaks[at], breaks[at + 1]) + GapBefore(breaks[at])) <= LineBreaks.LongestLine)
                    at++;
                WriteLine(start, breaks[at]);
                (start, i) = (breaks[at], at + 1);
            }
            WriteLine(start, to);
        }

        private void AppendLine(int indent, int from, int to)
        {
            _text.Append(' ', indent);
            for (var at = from; at < to; at++)
            {
                if (at > from)
                    _text.Append(' ', Spacing.Between(pieces[at - 1], pieces[at]));
                _text.Append(pieces[at].Text);
                if (pieces[at].StartsDeclaration)
                    _open.Clear();
                if (IsBracket(pieces[at].Kind, 1))
                    _open.Push(indent);
                else if (IsBracket(pieces[at].Kind, -1))
                    _open.Pop();
            }
            _text.Append('\n');
        }

        /// <summary>
        /// Declarations, and comments between them, begin in column 1; a line within brackets is indented against the line that opened
        /// them, and a closing bracket stands below that line.
        /// </summary>
        private int IndentOf(int from)
        {
            var next = from;
            while (next < pieces.Count && pieces[next].IsComment)
                next++;
            if (next == pieces.Count || pieces[next].StartsDeclaration)
                return 0;
            if (IsBracket(pieces[from].Kind, -1))
                return _open.Peek();
            return _open.TryPeek(out var outer) ? outer + Step : Step;
        }

        /// <summary>A norm's bars are no brackets here: a bar in column 1 would begin a declaration.</summary>
        private static bool IsBracket(TokenKind kind, int change) =>
            Depth.Of(kind) == change && kind is not (TokenKind.NormOpen or TokenKind.NormClose);

        private int GapBefore(int at) => Spacing.Between(pieces[at - 1], pieces[at], inAscii: true);

        /// <summary>The width of some pieces; beyond the longest line any width will do.</summary>
        private int WidthOf(int from, int to)
        {
            var width = 0;
            for (var at = from; at < to && !pieces[at].EndsLine && width <= LineBreaks.LongestLine; at++)
                width += pieces[at].Ascii.Length + (at > from ? GapBefore(at) : 0);
            return width;
        }

        /// <summary>
        /// A comment over several lines has a layout of its own, and a `///` at the end of a declaration's first line documents it only there.
        /// </summary>
        private bool IsUnbreakable(int from, int to)
        {
            for (var at = from; at < to; at++)
                if ((pieces[at].IsComment && pieces[at].Text.Contains('\n', StringComparison.Ordinal))
                    || (pieces[at].Kind == TokenKind.DocComment && pieces[from].StartsDeclaration))
                    return true;
            return false;
        }
    }
}
