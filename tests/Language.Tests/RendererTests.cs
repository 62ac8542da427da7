using System.Text.Json;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Language.Tests;

public class RendererTests
{
    [Fact]
    public void The_primary_label_is_underlined_and_the_helps_follow()
    {
        var source = new SourceText("fokker_planck.flow", string.Concat(Enumerable.Repeat("\n", 8)) + "F[rho] = int V*rho + rho*lgo(rho)");
        var error = Diagnostic.Error("F0201", "unknown function `lgo`", new SourceSpan(8 + 25, 3), "no function has this name").Help("did you mean `log`");
        Assert.Equal("""
            error[F0201]: unknown function `lgo`
             --> fokker_planck.flow:9:26
              |
            9 | F[rho] = int V*rho + rho*lgo(rho)
              |                          ^^^ no function has this name
              |
              = help: did you mean `log`

            """.ReplaceLineEndings("\n"), DiagnosticRenderer.Render(error, source));
    }

    [Fact]
    public void Labels_of_one_line_are_shown_rightmost_first_and_far_lines_are_parted()
    {
        var source = new SourceText("a.flow", "one two\nlet a = 1\nlet b = 2\nlet c = 3\nlet d = 4\nlast");
        var warning = Diagnostic.Warning("F0411", "message", new SourceSpan(4, 3), "here").See(new SourceSpan(0, 3), "and here")
            .See(new SourceSpan(18, 3), "near").See(new SourceSpan(48, 4), "far").Note("why");
        Assert.Equal("""
            warning[F0411]: message
             --> a.flow:1:5
              |
            1 | one two
              |     ^^^ here
              | --- and here
            3 | let b = 2
              | --- near
            ...
            6 | last
              | ---- far
              |
              = note: why

            """.ReplaceLineEndings("\n"), DiagnosticRenderer.Render(warning, source));
    }

    [Theory]
    [InlineData("ab", 2, 0, "1 | ab\n  |   ^ x\n")]
    [InlineData("ab", 50, 9, "1 | ab\n  |   ^ x\n")]
    [InlineData("ab\n", 3, 0, "2 |\n  | ^ x\n")]
    [InlineData("", 0, 0, "1 |\n  | ^ x\n")]
    [InlineData("\tab", 1, 2, "1 |     ab\n  |     ^^ x\n")]
    [InlineData("漢字 a", 3, 1, "1 | 漢字 a\n  |      ^ x\n")]
    [InlineData("😀a", 2, 1, "1 | 😀a\n  |   ^ x\n")]
    [InlineData("a\0b", 2, 1, "1 | a�b\n  |   ^ x\n")]
    [InlineData("abc\ndef", 1, 6, "1 | abc\n  |  ^^ x\n")]
    [InlineData("a\r\nb", 1, 1, "1 | a\n  |  ^ x\n")]
    public void Odd_places_and_characters_are_shown_sanely(string text, int start, int length, string expected)
    {
        var shown = DiagnosticRenderer.Render(Diagnostic.Error("F0000", "m", new SourceSpan(start, length), "x"), new SourceText("a", text));
        Assert.EndsWith("\n  |\n" + expected, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_line_is_cut_around_its_mark()
    {
        var source = new SourceText("a", new string('a', 500) + "!" + new string('b', 500));
        var lines = DiagnosticRenderer.Render(Diagnostic.Error("F0000", "m", new SourceSpan(500, 1)), source).Split('\n');
        Assert.InRange(lines[3].Length, 100, 200);
        Assert.Equal('!', lines[3][lines[4].IndexOf('^', StringComparison.Ordinal)]);
    }

    [Fact]
    public void Colour_changes_nothing_but_colour()
    {
        var source = new SourceText("a.flow", "let a = %");
        var error = Diagnostic.Error("F0000", "m", new SourceSpan(8, 1), "x").Note("n").Help("h");
        var plain = System.Text.RegularExpressions.Regex.Replace(DiagnosticRenderer.Render(error, source, color: true), "\u001b\\[[0-9;]*m", "");
        Assert.Equal(DiagnosticRenderer.Render(error, source), plain);
    }

    [Fact]
    public void Json_is_one_line_and_holds_everything()
    {
        var source = new SourceText("a.flow", "let a\n = %");
        var json = DiagnosticRenderer.RenderJson(
            Diagnostic.Error("F0005", "m \"q\"", new SourceSpan(9, 1), "x").See(new SourceSpan(4, 1), "y").Note("n").Help("h"), source);
        Assert.DoesNotContain('\n', json);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(
            ("F0005", "error", "m \"q\"", 2, 4),
            (root.GetProperty("code").GetString(), root.GetProperty("severity").GetString(), root.GetProperty("message").GetString(),
                root.GetProperty("line").GetInt32(), root.GetProperty("column").GetInt32()));
        Assert.Equal((9, 1, "x", "flowc explain F0005"), (root.GetProperty("offset").GetInt32(), root.GetProperty("length").GetInt32(),
            root.GetProperty("label").GetString(), root.GetProperty("explain").GetString()));
        Assert.Equal("y", root.GetProperty("labels")[0].GetProperty("label").GetString());
        Assert.Equal("h", root.GetProperty("helps")[0].GetString());
    }

    [Fact]
    public void Marks_in_two_files_are_shown_under_the_name_and_lines_of_each()
    {
        var text = new SourceText("main.flow", "open \"a.flow\"\n\nE[u] = int W*u").With("a.flow", "// mine\nlet W x = x");
        var (main, opened) = (text.Text.IndexOf("W*u", StringComparison.Ordinal), text.Text.IndexOf("W x", StringComparison.Ordinal));
        var error = Diagnostic.Error("F0000", "m", new SourceSpan(main, 1), "used").See(new SourceSpan(opened, 1), "declared") with { Source = text };
        Assert.Equal("""
            error[F0000]: m
             --> main.flow:3:12
              |
            3 | E[u] = int W*u
              |            ^ used
             ::: a.flow:2:5
              |
            2 | let W x = x
              |     - declared

            """.ReplaceLineEndings("\n"), DiagnosticRenderer.Render(error, new SourceText("main.flow", "")));
        var json = JsonDocument.Parse(DiagnosticRenderer.RenderJson(error, text)).RootElement;
        var label = json.GetProperty("labels")[0];
        Assert.Equal(("main.flow", 3, "a.flow", 2, 5, 12), (json.GetProperty("file").GetString(), json.GetProperty("line").GetInt32(),
            label.GetProperty("file").GetString(), label.GetProperty("line").GetInt32(), label.GetProperty("column").GetInt32(), label.GetProperty("offset").GetInt32()));
    }

    [Fact]
    public void A_file_behind_a_program_is_parsed_with_its_own_lines_and_columns()
    {
        var text = new SourceText("main.flow", "let a = 1").With("b.flow", "let b = 2\n let c = 3\n").With("c.flow", "let d = (4");
        Assert.Equal("b.flow", text.FileOf(text.Text.IndexOf("c =", StringComparison.Ordinal)).Path);
        var indented = Assert.Single(Parsing.FlowParser.Parse(text, text.Files[1]).Diagnostics);
        Assert.Contains(" --> b.flow:2:2\n", DiagnosticRenderer.Render(indented, text), StringComparison.Ordinal);
        var unclosed = Assert.Single(Parsing.FlowParser.Parse(text, text.Files[2]).Diagnostics);
        Assert.Contains(" --> c.flow:1:9\n", DiagnosticRenderer.Render(unclosed, text), StringComparison.Ordinal);
        Assert.Empty(Parsing.FlowParser.Parse(text).Diagnostics);
    }
}
