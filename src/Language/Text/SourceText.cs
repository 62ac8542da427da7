namespace Flows.Language.Text;

/// <summary>The text of one program, with the offsets at which its lines start.</summary>
public sealed class SourceText
{
    private readonly int[] _lineStarts;

    /// <summary>Wraps a text that is already decoded and in NFC.</summary>
    /// <param name="path">The name shown in diagnostics.</param>
    /// <param name="text">The characters.</param>
    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\n')
                starts.Add(i + 1);
        _lineStarts = [.. starts];
    }

    /// <summary>The name shown in diagnostics.</summary>
    public string Path { get; }

    /// <summary>The characters.</summary>
    public string Text { get; }

    /// <summary>The number of lines; a text without a line break has one.</summary>
    public int LineCount => _lineStarts.Length;

    /// <summary>The line, from 0, that holds an offset.</summary>
    public int LineOf(int offset)
    {
        var index = Array.BinarySearch(_lineStarts, offset);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>The column, from 0, of an offset in its line.</summary>
    public int ColumnOf(int offset) => offset - _lineStarts[LineOf(offset)];

    /// <summary>The characters of a line, from 0, without its line break.</summary>
    public string Line(int line)
    {
        var start = _lineStarts[line];
        var end = line + 1 < _lineStarts.Length ? _lineStarts[line + 1] - 1 : Text.Length;
        return Text[start..end].TrimEnd('\r');
    }

    /// <summary>The characters of a span.</summary>
    public string Slice(SourceSpan span) => Text.Substring(span.Start, span.Length);
}
