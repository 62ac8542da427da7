using Flows.Language.Diagnostics;
using Flows.Language.Formatting;
using Flows.Language.Parsing;
using Flows.Language.Text;
using Flows.Testing;

namespace Flows.Language.Tests;

/// <summary>The code blocks of docs/language.md.</summary>
public class LanguageReferenceTests
{
    public static TheoryData<string> Blocks => [.. Golden.Files("language", "*.flow").Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_block_of_the_reference_parses(string name)
    {
        var source = Read(name);
        var (program, diagnostics) = FlowParser.Parse(source);
        Assert.Equal("", string.Concat(diagnostics.Select(d => DiagnosticRenderer.Render(d, source))));
        Assert.NotEmpty(program!.Declarations);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_block_is_printed_as_its_golden_file_says(string name) =>
        Golden.Check(Path.Combine(Golden.Folder, "language", name + ".golden"), SyntaxPrinter.Print(FlowParser.Parse(Read(name)).Value!));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_block_is_equal_to_its_printed_and_parsed_self(string name)
    {
        var program = FlowParser.Parse(Read(name)).Value!;
        var again = FlowParser.Parse(new SourceText("printed.flow", SyntaxPrinter.Print(program)));
        Assert.Empty(again.Diagnostics);
        Assert.True(SyntaxEquality.SameTree(program, again.Value));
    }

    private static SourceText Read(string name) => new(name + ".flow", File.ReadAllText(Path.Combine(Golden.Folder, "language", name + ".flow")));
}
