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
}
