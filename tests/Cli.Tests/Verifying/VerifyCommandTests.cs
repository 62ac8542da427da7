using System.Text.Json;

namespace Flows.Cli.Tests.Verifying;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_table_has_a_row_a_check_and_a_line_that_counts()
    {
        Assert.Equal(0, _scratch.Flowc("verify", _scratch.Program("a.flow", "fine")));
        var lines = _scratch.Output.TrimEnd().Split('\n');
        Assert.StartsWith("sample: jko (be)", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^\s*gradient of F\s+2\.5E-12\s+≤ 1e-7\s+✓ pass\s+48 cells$", lines[3]);
        Assert.Matches(@"^\s*order in time\s+0\.62\s+0\.9 to 1\.3\s+– not judged\s+64 cells; `rho` is dry$", lines[4]);
        Assert.Matches(@"^\s*K symmetric of F\s+– not applicable\s+upwind mobilities depend on the potential$", lines[5]);
        Assert.Equal("1 passed, 0 failed, 1 not judged, 1 not applicable", lines[^1]);
        Assert.Equal("", _scratch.Error);
    }

    [Fact]
    public void A_check_that_fails_is_status_3()
    {
        _scratch.Engine.Verified = text => text == "poor" ? Samples.Refuted : Samples.Verified;
        Assert.Equal(3, _scratch.Flowc("verify", _scratch.Program("a.flow", "poor"), _scratch.Program("b.flow", "fine")));
        Assert.Contains("✗ fail", _scratch.Output, StringComparison.Ordinal);
        Assert.Contains("1 passed, 1 failed", _scratch.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_of_the_program_are_status_1_and_a_missing_file_is_5()
    {
        Assert.Equal(1, _scratch.Flowc("verify", _scratch.Program("a.flow", "a mistake")));
        Assert.Contains("F0201", _scratch.Error, StringComparison.Ordinal);
        Assert.Equal("", _scratch.Output);
        Assert.Equal(5, _scratch.Flowc("verify", _scratch.At("nowhere.flow")));
        Assert.Equal(2, _scratch.Flowc("verify"));
    }

    [Fact]
    public void Json_is_one_line_with_every_check()
    {
        _scratch.Engine.Verified = _ => Samples.Refuted;
        Assert.Equal(3, _scratch.Flowc("verify", "--json", _scratch.Program("a.flow", "fine")));
        var line = Assert.Single(_scratch.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var root = JsonDocument.Parse(line).RootElement;
        Assert.Equal("sample", root.GetProperty("program").GetString());
        Assert.False(root.GetProperty("passed").GetBoolean());
        var checks = root.GetProperty("checks").EnumerateArray().ToArray();
        Assert.Equal(["pass", "not judged", "not applicable", "fail"], checks.Select(c => c.GetProperty("verdict").GetString()));
        Assert.Equal(2.5e-12, checks[0].GetProperty("measured").GetDouble());
        Assert.Equal(JsonValueKind.Null, checks[2].GetProperty("measured").ValueKind);
        Assert.Equal("drift ≤ 1e-12", checks[3].GetProperty("wanted").GetString());
    }

    [Fact]
    public void What_the_command_line_says_otherwise_reaches_the_compiler()
    {
        Assert.Equal(0, _scratch.Flowc("verify", _scratch.Program("a.flow", "fine"), "--set", "mu=3", "--cells", "64*32", "--method", "rkc"));
        Assert.Equal([new("mu", 3)], _scratch.Engine.Overrides!.Set);
        Assert.Equal(("64*32", "rkc"), (_scratch.Engine.Overrides.Cells, _scratch.Engine.Overrides.Method));
    }
}
