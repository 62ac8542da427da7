using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Language.Text;

namespace Flows.Language.Diagnostics;

/// <summary>Shows a diagnostic to people, and to programs.</summary>
public static class DiagnosticRenderer
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message, the lines it is about with their marks, the notes and helps; every line ends with `\n`.</summary>
    public static string Render(Diagnostic diagnostic, SourceText source, bool color = false)
    {
        var text = diagnostic.Source ?? source;
        var paint = new Paint(color);
        var marks = Marks(diagnostic, text);
        var width = Number(marks.Max(m => m.Number)).Length;
        var gutter = paint.Frame(new string(' ', width) + " |");
        var primary = marks.Single(m => m.IsPrimary);
        var shown = new StringBuilder();
        shown.Append(paint.Of(diagnostic.Severity, $"{NameOf(diagnostic.Severity)}[{diagnostic.Code}]"))
            .Append(paint.Strong($": {diagnostic.Message}")).Append('\n');
        foreach (var file in marks.GroupBy(m => m.File).OrderBy(g => g.Key != primary.File).ThenBy(g => g.Key.Span.Start))
        {
            var first = file.FirstOrDefault(m => m.IsPrimary) ?? file.First();
            shown.Append(new string(' ', width)).Append(paint.Frame(first.IsPrimary ? "-->" : ":::"))
                .Append(CultureInfo.InvariantCulture, $" {file.Key.Path}:{first.Number}:{first.Start + 1}\n")
                .Append(gutter).Append('\n');
            AppendLines(shown, [.. file], text, diagnostic.Severity, paint, width);
        }
        if (diagnostic.Notes.Count + diagnostic.Helps.Count > 0)
            shown.Append(gutter).Append('\n');
        foreach (var (kind, entry) in diagnostic.Notes.Select(n => ("note", n)).Concat(diagnostic.Helps.Select(h => ("help", h))))
            shown.Append(new string(' ', width + 1)).Append(paint.Frame("=")).Append(paint.Strong($" {kind}")).Append(": ").Append(entry).Append('\n');
        return shown.ToString();
    }

    // The lines of one file with their marks.
    private static void AppendLines(StringBuilder text, List<Mark> marks, SourceText source, Severity severity, Paint paint, int width)
    {
        var gutter = paint.Frame(new string(' ', width) + " |");
        int? previous = null;
        foreach (var line in marks.GroupBy(m => m.Line).OrderBy(g => g.Key))
        {
            if (line.Key > previous + 2)
                text.Append("...\n");
            previous = line.Key;
            var shown = DisplayLine.Of(source.Line(line.Key), (line.FirstOrDefault(m => m.IsPrimary) ?? line.First()).Start);
            text.Append(paint.Frame($"{Number(line.First().Number).PadLeft(width)} |")).Append($" {shown.Text}".TrimEnd()).Append('\n');
            foreach (var mark in line.OrderByDescending(m => m.Start).ThenByDescending(m => m.IsPrimary))
            {
                var start = shown.ColumnOf(mark.Start);
                var length = Math.Max(1, shown.ColumnOf(mark.End) - start);
                var underline = $"{new string(mark.IsPrimary ? '^' : '-', length)} {mark.Label}".TrimEnd();
                text.Append(gutter).Append(' ', start + 1)
                    .Append(mark.IsPrimary ? paint.Of(severity, underline) : paint.Frame(underline)).Append('\n');
            }
        }
    }

    /// <summary>
    /// The same as one line of JSON, for editors: code, severity, message, file, place and label of the primary mark, the other marks as
    /// `labels`, notes, helps, and the command that explains the code. Lines and columns count from 1, columns in UTF-16 code units; an end
    /// is the place just behind the last character; `offset` and `length` count UTF-16 code units from 0.
    /// A mark in another file than the primary one says so by a `file` of its own; offsets are those in its file.
    /// </summary>
    public static string RenderJson(Diagnostic diagnostic, SourceText source)
    {
        var text = diagnostic.Source ?? source;
        var file = text.FileOf(diagnostic.Primary.Span.Start);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Code);
            json.WriteString("severity", NameOf(diagnostic.Severity));
            json.WriteString("message", diagnostic.Message);
            json.WriteString("file", file.Path);
            WritePlace(json, diagnostic.Primary, text);
            json.WriteStartArray("labels");
            foreach (var label in diagnostic.Secondary)
            {
                json.WriteStartObject();
                if (text.FileOf(label.Span.Start) is var other && other != file)
                    json.WriteString("file", other.Path);
                WritePlace(json, label, text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            WriteTexts(json, "notes", diagnostic.Notes);
            WriteTexts(json, "helps", diagnostic.Helps);
            json.WriteString("explain", $"flowc explain {diagnostic.Code}");
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WritePlace(Utf8JsonWriter json, Label label, SourceText source)
    {
        var start = Math.Clamp(label.Span.Start, 0, source.Text.Length);
        var end = Math.Clamp(label.Span.End, start, source.Text.Length);
        json.WriteNumber("line", source.LineInFile(start) + 1);
        json.WriteNumber("column", source.ColumnOf(start) + 1);
        json.WriteNumber("endLine", source.LineInFile(end) + 1);
        json.WriteNumber("endColumn", source.ColumnOf(end) + 1);
        json.WriteNumber("offset", start - source.FileOf(start).Span.Start);
        json.WriteNumber("length", end - start);
        json.WriteString("label", label.Text);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, Seq<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static List<Mark> Marks(Diagnostic diagnostic, SourceText source) =>
    [
        MarkOf(diagnostic.Primary, source, isPrimary: true),
        .. diagnostic.Secondary.Select(label => MarkOf(label, source, isPrimary: false)),
    ];

    /// <summary>A label on the line where it starts; what lies on later lines is not marked.</summary>
    private static Mark MarkOf(Label label, SourceText source, bool isPrimary)
    {
        var start = Math.Clamp(label.Span.Start, 0, source.Text.Length);
        var line = source.LineOf(start);
        var column = source.ColumnOf(start);
        var end = Math.Min(column + Math.Max(0, label.Span.Length), source.Line(line).Length);
        return new Mark(source.FileOf(start), source.LineInFile(start) + 1, line, column, Math.Max(column, end), label.Text, isPrimary);
    }

    private static string NameOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Note => "note",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Number is the line's own in its file, from 1; Line counts over all files, from 0.
    private sealed record Mark(SourceFile File, int Number, int Line, int Start, int End, string Label, bool IsPrimary);

    /// <summary>The colours of a terminal, or none.</summary>
    private readonly record struct Paint(bool IsOn)
    {
        public string Frame(string text) => In("1;34", text);

        public string Strong(string text) => In("1", text);

        public string Of(Severity severity, string text) =>
            In(severity switch { Severity.Error => "1;31", Severity.Warning => "1;33", _ => "1;36" }, text);

        private string In(string code, string text) => IsOn ? $"\u001b[{code}m{text}\u001b[0m" : text;
    }
}
