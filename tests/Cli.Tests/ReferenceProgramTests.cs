using System.Text.RegularExpressions;
using Flows.Cli.Sources;
using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime.Steppers;
using Flows.Testing;

namespace Flows.Cli.Tests;

/// <summary>The language is what its reference says: every block of docs/language.md compiles, declaration by declaration.</summary>
public partial class ReferenceProgramTests
{
    // Networks join the solution with their own slice: nothing of them is bound yet.
    private const string Networks = "network enc";

    public static TheoryData<string> Declarations
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var declaration in Blocks().Where(b => !IsProgram(b)).SelectMany(DeclarationsOf))
                data.Add(declaration);
            return data;
        }
    }

    [Fact]
    public void Every_block_is_looked_at()
    {
        var blocks = Blocks().ToArray();
        Assert.True(blocks.Length >= 7);
        Assert.Single(blocks, IsProgram);
        Assert.True(Declarations.Count >= 70);
    }

    [Fact]
    public void The_complete_program_compiles() => Compile(Blocks().Single(IsProgram));

    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_declaration_of_the_reference_compiles(string declaration)
    {
        var context = Contexts().Where(c => declaration.StartsWith(c.Start, StringComparison.Ordinal)).MaxBy(c => c.Start.Length);
        Assert.True(context.Text is not null, $"tests/Golden/language/contexts.md says nothing of `{declaration}`");
        Compile(context.Text.Replace("@\n", declaration + "\n", StringComparison.Ordinal));
    }

    private static void Compile(string program)
    {
        using var scratch = new Scratch();
        File.WriteAllText(Path.Combine(scratch.Folder, "train.csv"), "xs,ys,x1,x2\n0,1,2,3\n0.5,2,1,0\n1,0,0,1\n");
        File.WriteAllText(Path.Combine(scratch.Folder, "potentials.flow"), "let V x = x^2/2\nparam strength = 2\nPotential[rho] = int V*rho\n");
        var path = Path.Combine(scratch.Folder, "program.flow");
        File.WriteAllText(path, program);
        var compiled = FlowCompiler.Analyse(new SourceText(path, program), MethodCatalog.Target, Overrides.None, ProgramFolder.Of(path, false));
        Assert.True(compiled.Value is not null && !compiled.Diagnostics.Any(d => d.Severity == Severity.Error), $"{program}\n{string.Join("\n", compiled.Diagnostics)}");
        // What this version does not run is refused with F0690 alone, as the list on top of the page says.
        Assert.All(compiled.Value!.Missing, d => Assert.Equal("F0690", d.Code));
    }

    private static IEnumerable<string> Blocks() =>
        Block().Matches(File.ReadAllText(Path.Combine(Golden.Folder, "..", "..", "docs", "language.md")).ReplaceLineEndings("\n"))
            .Select(m => m.Groups[1].Value).Where(b => !b.StartsWith(Networks, StringComparison.Ordinal));

    private static bool IsProgram(string block) => block.Contains("\nsolve", StringComparison.Ordinal) && block.Contains("\nflow", StringComparison.Ordinal);

    // A declaration starts in column 1 and goes on over indented lines.
    private static IEnumerable<string> DeclarationsOf(string block)
    {
        var declaration = "";
        foreach (var line in block.Split('\n'))
        {
            if (line.Length > 0 && char.IsWhiteSpace(line[0]))
            {
                declaration += "\n" + line;
                continue;
            }
            if (declaration.Length > 0)
                yield return declaration;
            declaration = line;
        }
        if (declaration.Length > 0)
            yield return declaration;
    }

    private static IEnumerable<(string Start, string Text)> Contexts() =>
        File.ReadAllText(Path.Combine(Golden.Folder, "language", "contexts.md")).ReplaceLineEndings("\n").Split("\n## ").Skip(1)
            .Select(part => (part[..part.IndexOf('\n', StringComparison.Ordinal)], part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..] + "\n"));

    [GeneratedRegex(@"```fsharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
