using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Flows.Cli.Tests.Examples;
using Flows.Compiler.Explaining;
using Flows.Language.Text;
using Flows.Testing;

namespace Flows.Cli.Tests.Explaining;

public sealed class ExplanationTests
{
    private static readonly string[] Environments = ["document", "cases"];

    public static TheoryData<string> Cases => Programs.Below("tests/Golden/explanations");

    public static TheoryData<string> All => [.. Programs.Files("tests/Golden/explanations"), .. Programs.Files("examples")];

    [Theory, MemberData(nameof(Cases))]
    public void A_program_is_explained_as_agreed(string file) =>
        Golden.Check(Path.Combine(Golden.Root, Path.ChangeExtension(file, ".golden")), Explained(file, ExplanationFormat.Text));

    [Theory, MemberData(nameof(All))]
    public void Text_is_at_most_120_columns_wide(string file) =>
        Assert.All(Explained(file, ExplanationFormat.Text).Split('\n'), line => Assert.True(line.Length <= 120, line));

    [Theory, MemberData(nameof(All))]
    public void Json_has_the_documented_fields(string file)
    {
        using var json = JsonDocument.Parse(Explained(file, ExplanationFormat.Json));
        var root = json.RootElement;
        Assert.Equal(["version", "program", "setting", "flows", "extremals", "computation"], root.EnumerateObject().Select(p => p.Name));
        Assert.Equal(Path.GetFileNameWithoutExtension(file), root.GetProperty("program").GetString());
        var sections = root.GetProperty("flows").EnumerateArray().SelectMany(f => f.GetProperty("sections").EnumerateArray()).ToArray();
        Assert.All(root.GetProperty("flows").EnumerateArray(), f => Assert.Contains("equation", f.GetProperty("sections").EnumerateArray().Select(s => s.GetProperty("title").GetString())));
        foreach (var section in sections.Concat(root.GetProperty("extremals").EnumerateArray()).Concat(root.GetProperty("setting").EnumerateArray()).Concat(root.GetProperty("computation").EnumerateArray()))
        {
            Assert.Equal(["question", "title", "statements"], section.EnumerateObject().Select(p => p.Name));
            Assert.True(section.GetProperty("title").GetString() is { Length: > 0 and <= 12 });
            Assert.NotEmpty(section.GetProperty("statements").EnumerateArray());
            foreach (var statement in section.GetProperty("statements").EnumerateArray())
                Assert.All(["text", "latex"], field => Assert.False(string.IsNullOrWhiteSpace(statement.GetProperty(field).GetString())));
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Html_is_one_well_formed_page_that_needs_nothing_else(string file)
    {
        var page = Explained(file, ExplanationFormat.Html);
        var html = XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;
        Assert.Equal("html", html.Name.LocalName);
        Assert.NotEmpty(html.Descendants("math"));
        Assert.DoesNotContain(html.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" || e.Attribute("src") is not null || e.Attribute("href") is not null);
    }

    [Theory, MemberData(nameof(All))]
    public void Latex_closes_what_it_opens(string file)
    {
        var latex = Explained(file, ExplanationFormat.Latex);
        Assert.All(latex, c => Assert.True(char.IsAscii(c) || c is >= 'À' and <= 'ÿ', $"no font has {c}"));
        Assert.Equal(Count(latex, "{"), Count(latex, "}"));
        Assert.Equal(Count(latex, @"\left"), Count(latex, @"\right"));
        Assert.Equal(0, Count(latex.Replace(@"\textasciicircum{}", "", StringComparison.Ordinal), "$") % 2);
        Assert.All(Environments, e => Assert.Equal(Count(latex, $@"\begin{{{e}}}"), Count(latex, $@"\end{{{e}}}")));
        Assert.Equal(Environments.Sum(e => Count(latex, $@"\begin{{{e}}}")), Count(latex, @"\begin{"));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Latex_compiles_where_there_is_pdflatex(string file)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "pdflatex"))))
            return;
        using var scratch = new Scratch();
        var tex = scratch.At("page.tex");
        File.WriteAllText(tex, Explained(file, ExplanationFormat.Latex));
        var start = new ProcessStartInfo("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "page.tex"])
        {
            WorkingDirectory = Path.GetDirectoryName(tex)!,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }

    [Theory]
    [InlineData("domain P = real^2\nstate z : point in P = (1, 0)\nH[z] = (z.x^2 + z.y^2)/2\nflow z = hamilton H\nsolve until 1\n", true)]
    [InlineData("domain I = periodic [0, 1]\nstate u : field on I = x\nstate v : field on I = 0\nH[u, v] = int v^2/2 + |grad u|^2/2\nflow (u, v) = hamilton H\nsolve until 1\n", true)]
    [InlineData("domain I = periodic [0, 1]\nstate u : field on I = x\nstate v : field on I = 0\nH[u, v] = int v^2/2 + |grad u|^2/2 + t*u\nflow (u, v) = hamilton H\nsolve until 1\n", false)]
    // Driven from outside, and with friction: neither keeps it.
    [InlineData("domain P = real^2\nstate z : point in P = (1, 0)\nH[z] = (z.x^2 + z.y^2)/2 + sin(t)*z.x\nflow z = hamilton H\nsolve until 1\n", false)]
    [InlineData("domain P = real^2\nstate z : point in P = (1, 0)\nH[z] = (z.x^2 + z.y^2)/2\nflow z = hamilton H + (0, -z.y)\nsolve until 1\n", false)]
    public void A_hamiltonian_is_conserved_by_its_own_flow_alone(string program, bool isConserved) =>
        Assert.Equal(isConserved, Programs.Compile(new SourceText("test", program)).Explain(ExplanationFormat.Text).Contains("the Hamiltonian H", StringComparison.Ordinal));

    [Fact]
    public void An_explanation_is_written_to_a_file()
    {
        using var scratch = new Scratch();
        var page = scratch.At("page.html");
        Assert.Equal(0, scratch.Flowc("explain", scratch.Program("a.flow", "the equation"), "--format", "html", "-o", page));
        Assert.Equal("the equation as Html\n", File.ReadAllText(page));
        Assert.Equal("", scratch.Output);
        Assert.Equal(2, scratch.Flowc("explain", scratch.Program("a.flow", "the equation"), "--format", "word"));
        Assert.Equal(5, scratch.Flowc("explain", scratch.Program("a.flow", "the equation"), "-o", scratch.At("nowhere/page.txt")));
    }

    private static int Count(string text, string what) => text.Split(what).Length - 1;

    private static string Explained(string file, ExplanationFormat format) => Programs.Compile(Programs.Read(file)).Explain(format).TrimEnd('\n') + "\n";
}
