using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Cli.Terminals;
using Flows.Runtime.Verifying;
using Spectre.Console;

namespace Flows.Cli.Reports;

/// <summary>The checks of a program: a table for people, one line of JSON for programs.</summary>
internal static class CheckTable
{
    /// <summary>Writes the table and a line that counts.</summary>
    public static void Write(Verification verification, Terminal terminal)
    {
        var ink = terminal.OutputInk;
        terminal.Output.Write($"{ink.Strong(verification.Program)}: {verification.Scheme}\n");
        var table = Tables.With("check", "measured", "wanted", "", "note");
        foreach (var check in verification.Checks)
            table.AddRow(
                Tables.Cell(check.Subject.Length > 0 ? $"{check.Name} of {check.Subject}" : check.Name),
                Tables.Cell(double.IsNaN(check.Measured) ? "" : Tables.Rough(check.Measured)), Tables.Cell(check.Wanted), Mark(check.Verdict), Tables.Cell(check.Note));
        Tables.Write(table, terminal);
        int Count(Verdict verdict) => verification.Checks.Count(c => c.Verdict == verdict);
        terminal.Output.Write(string.Create(CultureInfo.InvariantCulture,
            $"{Count(Verdict.Passed)} passed, {Count(Verdict.Failed)} failed, {Count(Verdict.NotJudged)} not judged, {Count(Verdict.NotApplicable)} not applicable\n"));
    }

    /// <summary>Writes one line.</summary>
    public static void WriteJson(Verification verification, TextWriter output)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("program", verification.Program);
            json.WriteString("scheme", verification.Scheme);
            json.WriteBoolean("passed", verification.Passed);
            json.WriteStartArray("checks");
            foreach (var check in verification.Checks)
            {
                json.WriteStartObject();
                json.WriteString("name", check.Name);
                json.WriteString("subject", check.Subject);
                if (double.IsFinite(check.Measured))
                    json.WriteNumber("measured", check.Measured);
                else
                    json.WriteNull("measured");
                json.WriteString("wanted", check.Wanted);
                json.WriteString("verdict", Word(check.Verdict));
                json.WriteString("note", check.Note);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write(Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length)) + "\n");
    }

    private static Markup Mark(Verdict verdict) => verdict switch
    {
        Verdict.Passed => new Markup("✓ pass", new Style(Color.Green)),
        Verdict.Failed => new Markup("✗ fail", new Style(Color.Red, decoration: Decoration.Bold)),
        _ => new Markup($"– {Word(verdict)}", new Style(decoration: Decoration.Dim)),
    };

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "pass",
        Verdict.Failed => "fail",
        Verdict.NotJudged => "not judged",
        _ => "not applicable",
    };
}
