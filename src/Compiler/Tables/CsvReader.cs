using System.Globalization;
using System.Text;
using Flows.Language;

namespace Flows.Compiler.Tables;

/// <summary>Reads columns of numbers from comma-separated text (RFC 4180): a header, quoted cells, lines that end in \n or \r\n.</summary>
public sealed class CsvReader
{
    private const NumberStyles Style = NumberStyles.Float;

    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private CsvReader(string text) => _text = text;

    /// <summary>The named columns; other columns may hold anything.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="names">Names of the header; null for all of it.</param>
    /// <param name="most">The most numbers.</param>
    public static CsvAnswer Columns(string text, Seq<string>? names, long most) => new CsvReader(text).Read(names, most);

    private CsvAnswer Read(Seq<string>? names, long most)
    {
        var cells = new List<Cell>();
        if (Row(cells) is { } broken)
            return broken;
        if (cells is [{ Text: "" }])
            return new CsvAnswer.Wrong(1, 1, "there is no header", "the first line names the columns: `x,y`");
        string[] header = [.. cells.Select(c => c.Text.Trim())];
        if (header.All(h => Number(h) is not null))
            return new CsvAnswer.Wrong(1, 1, "the first line holds numbers, not the names of columns", "put a header above them: `x,y`");
        var wanted = names is { } given ? given.Select(n => Array.IndexOf(header, n)).ToArray() : [.. Enumerable.Range(0, header.Length)];
        if (Array.IndexOf(wanted, -1) is >= 0 and var missing)
            return new CsvAnswer.NoColumn(names!.Value[missing], [.. header]);
        if (wanted.FirstOrDefault(w => Array.LastIndexOf(header, header[w]) != w, -1) is >= 0 and var twice)
            return new CsvAnswer.Wrong(1, cells[twice].Column, $"two columns are named `{header[twice]}`");
        var columns = wanted.Select(_ => new List<double>()).ToArray();
        while (!IsBlank())
        {
            if (Row(cells) is { } wrong)
                return wrong;
            if (cells.Count != header.Length)
                return new CsvAnswer.Wrong(cells[0].Line, cells[0].Column, string.Create(CultureInfo.InvariantCulture, $"this row has {cells.Count} cell{(cells.Count == 1 ? "" : "s")}, the header has {header.Length}"));
            for (var k = 0; k < wanted.Length; k++)
            {
                var cell = cells[wanted[k]];
                if (Number(cell.Text) is not { } number)
                    return NoNumber(cell);
                columns[k].Add(number);
            }
            if ((long)columns[0].Count * wanted.Length > most)
                return new CsvAnswer.TooMany();
        }
        return columns[0].Count == 0
            ? new CsvAnswer.Wrong(_line, 1, "there are no rows below the header")
            : new CsvAnswer.Read([.. columns.Select(c => c.ToArray())]);
    }

    private static double? Number(string cell) =>
        double.TryParse(cell.Trim(), Style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static CsvAnswer.Wrong NoNumber(Cell cell)
    {
        var text = cell.Text.Trim();
        if (text.Length == 0)
            return new(cell.Line, cell.Column, "this cell is empty", "leave out rows that lack a value");
        var shown = text.Length > 40 ? text[..40] + "…" : text;
        return new(cell.Line, cell.Column, $"`{shown}` is no number",
            double.TryParse(text.Replace(',', '.'), Style, CultureInfo.InvariantCulture, out var meant) && double.IsFinite(meant) ? "decimals are written with a point" : null);
    }

    // Whether nothing but empty lines is left.
    private bool IsBlank()
    {
        var at = _at;
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
            at++;
        return at == _text.Length;
    }

    private CsvAnswer.Wrong? Row(List<Cell> cells)
    {
        cells.Clear();
        while (true)
        {
            var (line, column) = (_line, _at - _lineStart + 1);
            var isQuoted = _at < _text.Length && _text[_at] == '"';
            if ((isQuoted ? Quoted() : Plain()) is not { } text)
                return new(line, column, "this quotation mark is never closed");
            cells.Add(new Cell(text, line, column));
            if (_at < _text.Length && _text[_at] == ',')
            {
                _at++;
                continue;
            }
            if (_at < _text.Length && _text[_at] is not ('\r' or '\n'))
                return new(_line, _at - _lineStart + 1, "a comma is missing after the closing quotation mark");
            LineBreak();
            return null;
        }
    }

    private string Plain()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is not (',' or '\n' or '\r'))
            _at++;
        return _text[start.._at];
    }

    // Two quotation marks stand for one.
    private string? Quoted()
    {
        var text = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"')
            {
                if (_at + 1 >= _text.Length || _text[_at + 1] != '"')
                {
                    _at++;
                    return text.ToString();
                }
                _at++;
            }
            else if (_text[_at] == '\n')
            {
                (_line, _lineStart) = (_line + 1, _at + 1);
            }
            text.Append(_text[_at]);
        }
        return null;
    }

    private void LineBreak()
    {
        if (_at < _text.Length && _text[_at] == '\r')
            _at++;
        if (_at < _text.Length && _text[_at] == '\n')
            _at++;
        (_line, _lineStart) = (_line + 1, _at);
    }

    private readonly record struct Cell(string Text, int Line, int Column);
}
