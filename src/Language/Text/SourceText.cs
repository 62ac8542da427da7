namespace Flows.Language.Text;

/// <summary>
/// The text of a program with the offsets at which its lines start. The files that it opens stand behind it, one after the other, so
/// that a span says which file it is in.
/// </summary>
public sealed class SourceText
{
    private readonly int[] _lineStarts;

    /// <summary>Wraps a text that is already decoded and in NFC.</summary>
    /// <param name="path">The name shown in diagnostics.</param>
    /// <param name="text">The characters.</param>
    public SourceText(string path, string text) : this([new SourceFile(path, new SourceSpan(0, text.Length))], text)
    {
    }

    private SourceText(Seq<SourceFile> files, string text)
    {
        Files = files;
        Text = text;
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\n')
                starts.Add(i + 1);
        _lineStarts = [.. starts];
    }

    /// <summary>The program's name, as shown in diagnostics.</summary>
    public string Path => Files[0].Path;

    /// <summary>The program, then what it opens.</summary>
    public Seq<SourceFile> Files { get; }

    /// <summary>The characters of all files, a line break between them.</summary>
    public string Text { get; }

    /// <summary>The number of lines; a text without a line break has one.</summary>
    public int LineCount => _lineStarts.Length;

    /// <summary>The text with one more file behind it.</summary>
    public SourceText With(string path, string text) =>
        new([.. Files, new SourceFile(path, new SourceSpan(Text.Length + 1, text.Length))], Text + "\n" + text);

    /// <summary>The file that holds an offset.</summary>
    public SourceFile FileOf(int offset)
    {
        var last = Files.Count - 1;
        while (last > 0 && Files[last].Span.Start > offset)
            last--;
        return Files[last];
    }

    /// <summary>The line, from 0 and counted over all files, that holds an offset.</summary>
    public int LineOf(int offset)
    {
        var index = Array.BinarySearch(_lineStarts, offset);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>The line, from 0, that holds an offset, counted in its own file.</summary>
    public int LineInFile(int offset) => LineOf(offset) - LineOf(FileOf(offset).Span.Start);

    /// <summary>The column, from 0, of an offset in its line.</summary>
    public int ColumnOf(int offset) => offset - _lineStarts[LineOf(offset)];

    /// <summary>The characters of a line, from 0 and counted over all files, without its line break.</summary>
    public string Line(int line)
    {
        var start = _lineStarts[line];
        var end = line + 1 < _lineStarts.Length ? _lineStarts[line + 1] - 1 : Text.Length;
        return Text[start..end].TrimEnd('\r');
    }

    /// <summary>The characters of a span.</summary>
    public string Slice(SourceSpan span) => Text.Substring(span.Start, span.Length);
}
