using System.Text.RegularExpressions;
using Flows.Language.Diagnostics;
using Flows.Language.Parsing;
using Flows.Language.Text;
using Flows.Testing;

namespace Flows.Language.Tests;

public partial class ErrorCaseTests
{
    /// <summary>A file of over 1 MiB is made by a test, not kept.</summary>
    private static readonly string[] WithoutFile = ["F0002"];

    private static readonly string[] Factories = ["TextErrors.cs", "GrammarErrors.cs"];

    public static TheoryData<string> Cases => [.. Names];

    private static IEnumerable<string> Names => Golden.Files("errors", "F0*.flow")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => n[2] is '0' or '1');

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_error_is_shown_as_its_golden_file_says(string name)
    {
        var path = Path.Combine(Golden.Folder, "errors", name);
        var (source, diagnostics) = SourceReader.Decode(name + ".flow", File.ReadAllBytes(path + ".flow"));
        if (diagnostics.Count == 0)
            diagnostics = FlowParser.Parse(source!).Diagnostics;
        Assert.Contains(diagnostics, d => d.Code == name[..5]);
        Golden.Check(path + ".golden", string.Join('\n', diagnostics.Select(d => DiagnosticRenderer.Render(d, source!))));
    }

    [Fact]
    public void Every_code_of_text_and_grammar_has_a_case()
    {
        var folder = Path.Combine(Golden.Root, "src", "Language", "Diagnostics");
        var codes = Factories
            .SelectMany(f => Code().Matches(File.ReadAllText(Path.Combine(folder, f))))
            .Select(m => m.Groups[1].Value)
            .Distinct()
            .Except(WithoutFile);
        var cases = Names.Select(n => n[..5]).ToHashSet();
        Assert.Empty(codes.Except(cases));
    }

    [Fact]
    public void Every_golden_file_has_its_case() =>
        Assert.All(Golden.Files("errors", "F0*.golden"), f => Assert.True(File.Exists(Path.ChangeExtension(f, ".flow")), f));

    [GeneratedRegex("\"(F0[01][0-9]{2})\"")]
    private static partial Regex Code();
}
