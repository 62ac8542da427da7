using System.Text.Json;

namespace Flows.Cli.Tests.Verifying;

public sealed class ErrorCheckCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_errors_stand_behind_the_summary_and_in_its_file()
    {
        Assert.Equal(0, _scratch.Flowc("run", _scratch.Program("a.flow", "fine"), "-o", _scratch.At("out"), "--no-plots", "--error-check"));
        Assert.Matches(@"(?m)^\s*F\s+0\.25\s+0\.001\s+0\.002\s+–\s+–\s+–$", _scratch.Output);
        Assert.Contains("800 steps, 2 times shorter, errors for order 1", _scratch.Output, StringComparison.Ordinal);
        Assert.Contains("800 cells: it was interrupted", _scratch.Output, StringComparison.Ordinal);
        Assert.True(_scratch.Output.IndexOf("energy", StringComparison.Ordinal) < _scratch.Output.IndexOf("half steps", StringComparison.Ordinal));
        Assert.True(_scratch.Engine.Settings!.KeepsEnd);
        var check = JsonDocument.Parse(File.ReadAllText(_scratch.At("out/summary.json"))).RootElement.GetProperty("errorCheck");
        Assert.Equal(2, check.GetProperty("time").GetProperty("ratio").GetDouble());
        Assert.Equal(2e-3, check.GetProperty("quantities").GetProperty("F").GetProperty("timeEstimate").GetDouble());
        Assert.Equal(JsonValueKind.Null, check.GetProperty("quantities").GetProperty("F").GetProperty("estimate").ValueKind);
    }

    [Fact]
    public void Without_the_option_nothing_is_repeated()
    {
        Assert.Equal(0, _scratch.Flowc("run", _scratch.Program("a.flow", "fine"), "-o", _scratch.At("out"), "--no-plots"));
        Assert.False(_scratch.Engine.Settings!.KeepsEnd);
        Assert.DoesNotContain("errorCheck", File.ReadAllText(_scratch.At("out/summary.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_fails_is_not_repeated()
    {
        _scratch.Engine.Result = _ => Samples.Broken;
        Assert.Equal(4, _scratch.Flowc("run", _scratch.Program("a.flow", "fine"), "-o", _scratch.At("out"), "--no-plots", "--error-check"));
        Assert.DoesNotContain("half steps", _scratch.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_the_errors()
    {
        Assert.Equal(0, _scratch.Flowc("run", _scratch.Program("a.flow", "fine"), "-o", _scratch.At("out"), "--no-plots", "--error-check", "--json"));
        var root = JsonDocument.Parse(Assert.Single(_scratch.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement;
        Assert.Equal("it was interrupted", root.GetProperty("errorCheck").GetProperty("space").GetProperty("failure").GetString());
    }
}
