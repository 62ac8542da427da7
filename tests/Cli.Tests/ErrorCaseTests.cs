using System.Globalization;
using System.Text.RegularExpressions;
using Flows.Cli.Sources;
using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Compiler.Explaining;
using Flows.Compiler.Pedantry;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime.Steppers;
using Flows.Testing;

namespace Flows.Cli.Tests;

/// <summary>
/// The diagnostics of binder, analysis and planner, as golden files. A first line `// --set name=value` sets a parameter, `// --method M` takes another method, `// derive`
/// derives the last functional, `// check --pedantic` judges strictly.
/// </summary>
public partial class ErrorCaseTests
{
    public static TheoryData<string> Cases => [.. Names];

    private static IEnumerable<string> Names => Golden.Files("errors", "F0*.flow")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => n[2] is not ('0' or '1'));

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_error_is_shown_as_its_golden_file_says_and_nothing_else_is(string name)
    {
        var path = Path.Combine(Golden.Folder, "errors", name);
        var source = SourceReader.Decode(name + ".flow", File.ReadAllBytes(path + ".flow")).Value!;
        var diagnostics = Diagnose(source);
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, d => Assert.Equal(name[..5], d.Code));
        Golden.Check(path + ".golden", string.Join('\n', diagnostics.Select(d => DiagnosticRenderer.Render(d, source))));
    }

    [Fact]
    public void Every_code_that_the_compiler_can_report_has_a_case() =>
        Assert.Empty(Codes.Where(c => c[2] is not ('0' or '1' or '9')).Except(Names.Select(n => n[..5])));

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Golden.Root, "docs", "errors"), "F*.md").Select(f => Path.GetFileNameWithoutExtension(f)).ToHashSet();
        Assert.Empty(Codes.Except(pages));
        Assert.Empty(pages.Except(Codes));
    }

    [Fact]
    public void A_page_is_short_and_shows_what_fails_and_what_works() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Golden.Root, "docs", "errors"), "F*.md"), f =>
        {
            var lines = File.ReadAllLines(f);
            Assert.InRange(lines.Length, 8, 25);
            Assert.StartsWith($"# {Path.GetFileNameWithoutExtension(f)}: ", lines[0], StringComparison.Ordinal);
            Assert.True(lines.Count(l => l.StartsWith("```", StringComparison.Ordinal)) >= 2, f);
        });

    [Fact]
    public void Explain_prints_the_page_of_a_code()
    {
        using var scratch = new Scratch();
        Assert.Equal(0, scratch.Flowc("explain", "F0301"));
        Assert.Equal(File.ReadAllText(Path.Combine(Golden.Root, "docs", "errors", "F0301.md")).ReplaceLineEndings("\n"), scratch.Output);
    }

    private static IEnumerable<string> Codes => Directory.EnumerateFiles(Path.Combine(Golden.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(f => Code().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct();

    private static Seq<Diagnostic> Diagnose(SourceText source)
    {
        // What the cases open and read is in a folder of its own beside them.
        var folder = Path.Combine(Golden.Folder, "errors");
        var files = new ProgramFolder(Path.Combine(folder, source.Path), folder, "", false);
        if (source.Text.StartsWith("// derive", StringComparison.Ordinal))
            return FlowCompiler.Derive(source, 1, false, ExplanationFormat.Text, files).Diagnostics;
        if (source.Text.StartsWith("// check --pedantic", StringComparison.Ordinal))
            return PedanticChecks.Of(source, FlowCompiler.Analyse(source, MethodCatalog.Target, Overrides.None, files).Value!);
        var set = Set().Match(source.Text);
        var overrides = !set.Success ? Overrides.None
            : Overrides.None with { Set = [new Setting(set.Groups[1].Value, double.Parse(set.Groups[2].Value, CultureInfo.InvariantCulture))] };
        if (Method().Match(source.Text) is { Success: true } method)
            overrides = overrides with { Method = method.Groups[1].Value };
        return FlowCompiler.Compile(source, MethodCatalog.Target, overrides, files).Diagnostics;
    }

    [GeneratedRegex("\"(F0[0-9]{3})\"")]
    private static partial Regex Code();

    [GeneratedRegex(@"^// --set (\w+)=(\S+)")]
    private static partial Regex Set();

    [GeneratedRegex(@"^// --method (\w+)")]
    private static partial Regex Method();
}
