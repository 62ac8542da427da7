using System.Text.Json;

namespace Flows.Cli.Tests;

public sealed class OtherCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Check_says_what_is_wrong_on_the_error_stream_and_the_verdict_on_the_output()
    {
        var bad = _scratch.Program("bad.flow", "a mistake");
        Assert.Equal(1, _scratch.Flowc("check", _scratch.Program("good.flow", "fine"), bad));
        Assert.Equal($"{_scratch.At("good.flow")}: no problems\n{bad}: 1 error\n", _scratch.Output);
        Assert.Contains($"{bad}:1:3", _scratch.Error, StringComparison.Ordinal);
        Assert.Empty(_scratch.Engine.Ran);
    }

    [Fact]
    public void Warnings_alone_are_no_failure()
    {
        Assert.Equal(0, _scratch.Flowc("check", _scratch.Program("a.flow", "doubtful")));
        Assert.EndsWith(": 1 warning\n", _scratch.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_json_is_one_diagnostic_a_line_on_the_output()
    {
        Assert.Equal(1, _scratch.Flowc("check", "--json", _scratch.Program("a.flow", "a mistake"), _scratch.Program("b.flow", "doubtful")));
        Assert.Equal("", _scratch.Error);
        var codes = _scratch.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("code").GetString());
        Assert.Equal(["F0201", "F0411"], codes);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_the_programs_error()
    {
        File.WriteAllBytes(_scratch.At("a.flow"), [0xff, 0xfe, 0x00]);
        Assert.Equal(1, _scratch.Flowc("check", _scratch.At("a.flow")));
    }

    [Fact]
    public void Explain_prints_what_the_engine_says()
    {
        Assert.Equal(0, _scratch.Flowc("explain", _scratch.Program("a.flow", "the equation"), "--set", "mu=3"));
        Assert.Equal("the equation\n", _scratch.Output);
        Assert.Equal([new("mu", 3)], _scratch.Engine.Overrides!.Set);
        Assert.Equal(1, _scratch.Flowc("explain", _scratch.Program("b.flow", "mistake")));
        Assert.Equal(5, _scratch.Flowc("explain", _scratch.At("nowhere.flow")));
    }

    [Fact]
    public void Explain_says_where_the_pages_are_when_there_is_none()
    {
        Assert.Equal(2, _scratch.Flowc("explain", "F9999"));
        Assert.Contains("docs/errors", _scratch.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Derive_takes_a_functional_a_dimension_and_stages()
    {
        Assert.Equal(0, _scratch.Flowc("derive", "F[u] = int u", "--dim", "2", "--stages"));
        Assert.Equal("derivative of F[u] = int u in 2-D with stages\n", _scratch.Output);
        Assert.Equal(0, _scratch.Flowc("derive", "F[u] = int u", "--format", "latex"));
        Assert.Equal("derivative of F[u] = int u in 1-D as Latex\n", _scratch.Output);
        Assert.Equal(1, _scratch.Flowc("derive", "F[u] = int mistake"));
        Assert.Contains("F0201", _scratch.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_runs_every_program_below_a_folder_in_order_and_counts()
    {
        _scratch.Program("examples/b.flow", "fine");
        _scratch.Program("examples/a/z.flow", "poor");
        _scratch.Program("examples/readme.md", "mistake");
        _scratch.Engine.Result = text => text == "poor" ? Samples.Disappointing : Samples.Passed;
        Assert.Equal(3, _scratch.Flowc("test", _scratch.At("examples")));
        Assert.Equal(["poor", "fine"], _scratch.Engine.Ran);
        var lines = _scratch.Output.TrimEnd().Split('\n');
        Assert.StartsWith($"✗ {_scratch.At("examples/a/z.flow")}", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("1 of 2 expectations failed", lines[0], StringComparison.Ordinal);
        Assert.Contains("measured 1.9993", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("✓", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("2 expectations", lines[2], StringComparison.Ordinal);
        Assert.Equal("1 passed, 1 failed, 0 skipped", lines[3]);
        Assert.True(_scratch.Engine.Settings!.NoPlots);
    }

    [Fact]
    public void Test_is_status_1_when_a_program_has_errors_and_0_when_all_is_well()
    {
        var good = _scratch.Program("a.flow", "fine");
        Assert.Equal(0, _scratch.Flowc("test", good));
        Assert.EndsWith("1 passed, 0 failed, 0 skipped\n", _scratch.Output, StringComparison.Ordinal);
        Assert.Equal(1, _scratch.Flowc("test", good, _scratch.Program("b.flow", "mistake")));
        Assert.EndsWith("1 passed, 1 failed, 0 skipped\n", _scratch.Output, StringComparison.Ordinal);
        _scratch.Engine.Result = _ => Samples.Broken;
        Assert.Equal(3, _scratch.Flowc("test", good));
        Assert.Equal(2, _scratch.Flowc("test", Directory.CreateDirectory(_scratch.At("empty")).FullName));
    }

    [Fact]
    public void What_an_interrupted_test_did_not_reach_is_skipped()
    {
        _scratch.Program("t/a.flow", "fine");
        _scratch.Program("t/b.flow", "fine");
        _scratch.Engine.During = _ => _scratch.Cancel();
        Assert.Equal(130, _scratch.Flowc("test", _scratch.At("t")));
        Assert.EndsWith("0 passed, 0 failed, 2 skipped\n", _scratch.Output, StringComparison.Ordinal);
    }
}
