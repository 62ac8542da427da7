using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>An explanation as JSON; the fields are documented in docs/cli.md.</summary>
public static class JsonExplanation
{
    /// <summary>The version of the fields: it changes when one is renamed or goes.</summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>One object, with a line break at the end.</summary>
    public static string Of(Explanation explanation)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("program", explanation.Program);
            Sections(json, "setting", explanation.Setting);
            json.WriteStartArray("flows");
            foreach (var flow in explanation.Flows)
            {
                json.WriteStartObject();
                json.WriteString("state", flow.State);
                Sections(json, "sections", flow.Sections);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Sections(json, "extremals", explanation.Extremals);
            Sections(json, "computation", explanation.Computation);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Sections(Utf8JsonWriter json, string name, Seq<Section> sections)
    {
        json.WriteStartArray(name);
        foreach (var section in sections)
        {
            json.WriteStartObject();
            json.WriteString("question", section.Question.ToString().ToLowerInvariant());
            json.WriteString("title", section.Title);
            json.WriteStartArray("statements");
            foreach (var statement in section.Statements)
            {
                json.WriteStartObject();
                json.WriteString("text", TextExplanation.Line(statement.Parts));
                json.WriteString("latex", LatexExplanation.Line(statement.Parts));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
