using System.Text.Json;
using System.Text.RegularExpressions;
using Flows.Cli.Engine;
using Flows.Cli.Terminals;
using Flows.Language.Text;
using Flows.Testing;

namespace Flows.Cli.Tests;

/// <summary>`flowc check --json` over the error cases: what editors read is what people read. Their golden files say whether it is right.</summary>
public partial class JsonDiagnosticTests
{
    public static TheoryData<string> Cases =>
    [
        .. Golden.Files("errors", "F0*.flow")
            .Where(f => !File.ReadLines(f).First().StartsWith("// derive", StringComparison.Ordinal))
            .Where(f => !File.ReadLines(f).First().StartsWith("// --", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f)),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_diagnostic_says_the_same_to_editors_as_to_people(string name)
    {
        var path = Path.Combine(Golden.Folder, "errors", name + ".flow");
        var source = SourceReader.Decode(path, File.ReadAllBytes(path)).Value!;
        var shown = Flowc("check", "--pedantic", path).Error;
        var diagnostics = Check("--pedantic", path);
        Assert.NotEmpty(diagnostics);
        Assert.Equal(Header().Count(shown), diagnostics.Count);
        foreach (var d in diagnostics)
        {
            var (code, line, column) = (d.GetProperty("code").GetString()!, d.GetProperty("line").GetInt32(), d.GetProperty("column").GetInt32());
            Assert.Contains($"{d.GetProperty("severity").GetString()}[{code}]: {d.GetProperty("message").GetString()}\n", shown, StringComparison.Ordinal);
            // What is wrong in an opened file is said of that file.
            var file = d.GetProperty("file").GetString()!;
            Assert.Contains($"--> {file}:{line}:{column}\n", shown, StringComparison.Ordinal);
            Assert.Equal($"flowc explain {code}", d.GetProperty("explain").GetString());
            foreach (var mark in d.GetProperty("labels").EnumerateArray().Prepend(d))
            {
                Assert.Contains(mark.GetProperty("label").GetString()!, shown, StringComparison.Ordinal);
                var (start, length) = (mark.GetProperty("offset").GetInt32(), mark.GetProperty("length").GetInt32());
                var marked = file == path ? source : SourceReader.Decode(file, File.ReadAllBytes(file)).Value!;
                Assert.Equal(start, OffsetOf(marked, mark.GetProperty("line").GetInt32(), mark.GetProperty("column").GetInt32()));
                Assert.Equal(start + length, OffsetOf(marked, mark.GetProperty("endLine").GetInt32(), mark.GetProperty("endColumn").GetInt32()));
            }
            foreach (var (list, word) in new[] { ("notes", "note"), ("helps", "help") })
                foreach (var text in d.GetProperty(list).EnumerateArray())
                    Assert.Contains($"= {word}: {text.GetString()}\n", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Columns_count_utf16_units_and_offsets_the_characters_before()
    {
        using var scratch = new Scratch();
        var only = Assert.Single(Check(scratch.Program("a.flow", "let a = \"😀\" + %\n")));
        Assert.Equal(
            (1, 16, 1, 17, 15, 1),
            (only.GetProperty("line").GetInt32(), only.GetProperty("column").GetInt32(), only.GetProperty("endLine").GetInt32(),
                only.GetProperty("endColumn").GetInt32(), only.GetProperty("offset").GetInt32(), only.GetProperty("length").GetInt32()));
    }

    private static int OffsetOf(SourceText source, int line, int column) =>
        source.Text.Split('\n').Take(line - 1).Sum(l => l.Length + 1) + column - 1;

    private static List<JsonElement> Check(params string[] args)
    {
        var (output, error) = Flowc(["check", "--json", .. args]);
        Assert.Equal("", error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static (string Output, string Error) Flowc(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(Stream.Null, output, error, false, false, false);
        Assert.InRange(new CommandLine(new Session(() => new FlowEngine(), terminal, () => default)).Invoke(args), 0, 1);
        return (output.ToString(), error.ToString());
    }

    [GeneratedRegex(@"^(?:error|warning|note)\[F0\d{3}\]: ", RegexOptions.Multiline)]
    private static partial Regex Header();
}
