using System.Text.Json;
using Flows.Runtime.Results;

namespace Flows.Cli.Tests;

public sealed class RunCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_run_leaves_its_files_and_ends_with_its_summary()
    {
        Assert.Equal(0, _scratch.Flowc("run", _scratch.Program("heat.flow", "fine"), "-o", _scratch.At("results")));
        Assert.Equal("", _scratch.Error);
        Assert.Contains("jko (be)", _scratch.Output, StringComparison.Ordinal);
        var files = Directory.GetFiles(_scratch.At("results")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(["F.png", "F.svg", "observables.csv", "summary.json"], files);
    }

    [Fact]
    public void The_summary_names_the_hash_of_the_program()
    {
        _scratch.Flowc("run", _scratch.Program("heat.flow", "fine"), "-o", _scratch.At("results"));
        using var summary = JsonDocument.Parse(File.ReadAllText(_scratch.At("results/summary.json")));
        // printf fine | sha256sum
        Assert.Equal("d14a58bae804a2b80b5b76a010239c88ffca1fc7951a90f8e9131beda1e23c1b", summary.RootElement.GetProperty("sha256").GetString());
    }

    [Fact]
    public void A_program_with_errors_is_not_run()
    {
        var path = _scratch.Program("bad.flow", "a mistake");
        Assert.Equal(1, _scratch.Flowc("run", path, "-o", _scratch.At("results")));
        Assert.Equal("", _scratch.Output);
        Assert.Contains("error[F0201]: unknown function `mistake`", _scratch.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}:1:3", _scratch.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch.At("results")));
        Assert.Empty(_scratch.Engine.Ran);
    }

    [Fact]
    public void A_failed_expectation_is_status_3_and_says_what_was_measured()
    {
        _scratch.Engine.Result = _ => Samples.Disappointing;
        Assert.Equal(3, _scratch.Flowc("run", _scratch.Program("a.flow", "fine"), "-o", _scratch.At("results")));
        Assert.Contains("✗ mean ~ 3 within 1e-2: measured 1.9993, wanted 3 ± 0.01 (at t = 8)", _scratch.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_numerics_are_status_4_and_the_results_so_far_are_kept()
    {
        _scratch.Engine.Result = _ => Samples.Broken;
        Assert.Equal(4, _scratch.Flowc("run", _scratch.Program("a.flow", "fine"), "-o", _scratch.At("results")));
        Assert.Contains("error[F0901]: the solver did not converge", _scratch.Error, StringComparison.Ordinal);
        Assert.Contains("t = 0.5, after 25 steps", _scratch.Error, StringComparison.Ordinal);
        Assert.Contains("= help: take a smaller step", _scratch.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_scratch.At("results/observables.csv")));
    }

    [Fact]
    public void A_missing_program_is_status_5()
    {
        Assert.Equal(5, _scratch.Flowc("run", _scratch.At("nowhere.flow")));
        Assert.Equal($"error: cannot read `{_scratch.At("nowhere.flow")}`: there is no such file\n", _scratch.Error);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_status_5_before_anything_is_computed()
    {
        var file = _scratch.Program("in_the_way", "");
        Assert.Equal(5, _scratch.Flowc("run", _scratch.Program("a.flow", "fine"), "-o", Path.Combine(file, "results")));
        Assert.Empty(_scratch.Engine.Ran);
    }

    [Fact]
    public void An_interrupted_run_is_status_130_and_its_results_so_far_are_kept()
    {
        _scratch.Engine.During = _ => _scratch.Cancel();
        var (first, second) = (_scratch.Program("a.flow", "fine"), _scratch.Program("b.flow", "fine"));
        Assert.Equal(130, _scratch.Flowc("run", first, second, "-o", _scratch.At("results")));
        Assert.True(File.Exists(_scratch.At("results/a/summary.json")));
        Assert.Single(_scratch.Engine.Ran);
        Assert.Contains("interrupted at t = 8", _scratch.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_programs_the_worst_decides_and_all_are_run()
    {
        _scratch.Engine.Result = text => text == "poor" ? Samples.Disappointing : Samples.Passed;
        var files = new[] { _scratch.Program("a.flow", "poor"), _scratch.Program("b.flow", "a mistake"), _scratch.Program("c.flow", "fine") };
        Assert.Equal(3, _scratch.Flowc(["run", .. files, "-o", _scratch.At("results")]));
        Assert.Equal(["poor", "fine"], _scratch.Engine.Ran);
        Assert.True(File.Exists(_scratch.At("results/c/summary.json")));
    }

    [Fact]
    public void Options_reach_the_engine()
    {
        var path = _scratch.Program("a.flow", "fine");
        Assert.Equal(0, _scratch.Flowc(
            "run", path, "-o", _scratch.At("r"), "--set", "mu=1/4", "--set", "eps=1e-3", "--until", "2.5", "--cells", "256*128",
            "--method", "implicit", "--threads", "2", "--time-limit", "10", "--max-memory", "1.5G", "--no-plots", "--quiet"));
        Assert.Equal(new([new("mu", 0.25), new("eps", 1e-3)], 2.5, "256*128", "implicit"), _scratch.Engine.Overrides);
        Assert.Equal(new(2, 10, true) { MemoryLimit = 3L << 29 }, _scratch.Engine.Settings! with { Saved = null });
        Assert.False(File.Exists(_scratch.At("r/F.png")));
        Assert.Equal("", _scratch.Output);
    }

    [Fact]
    public void A_dash_reads_standard_input()
    {
        _scratch.Input = "from a pipe";
        Assert.Equal(0, _scratch.Flowc("run", "-", "-o", _scratch.At("r")));
        Assert.Equal(["from a pipe"], _scratch.Engine.Ran);
    }

    [Fact]
    public void Json_is_one_line_on_standard_output_and_nothing_else()
    {
        Assert.Equal(0, _scratch.Flowc("run", _scratch.Program("a.flow", "fine"), "-o", _scratch.At("r"), "--json"));
        Assert.Single(_scratch.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var summary = JsonDocument.Parse(_scratch.Output);
        Assert.Equal(0.25, summary.RootElement.GetProperty("ledger").GetProperty("end").GetDouble());
    }

    [Fact]
    public void Away_from_a_terminal_progress_is_a_line_every_few_seconds_on_the_error_stream()
    {
        _scratch.Engine.During = report =>
        {
            for (var second = 0; second <= 12; second++)
                report(new RunProgress(second, 24, 100 * second, 0.01, 1.5, second));
        };
        _scratch.Flowc("run", _scratch.Program("a.flow", "fine"), "-o", _scratch.At("r"));
        Assert.Equal(
            "a: t = 5 of 24, 500 steps, dt = 0.01, energy 1.5, about 19 s left\n"
            + "a: t = 10 of 24, 1000 steps, dt = 0.01, energy 1.5, about 14 s left\n",
            _scratch.Error);
    }

    [Fact]
    public void A_live_bar_comes_and_goes_without_disturbing_the_results()
    {
        _scratch.OnTerminal = true;
        _scratch.NoColor = true;
        _scratch.Engine.During = report =>
        {
            report(new RunProgress(1, 2, 10, 0.1, 1.5, 1));
            Thread.Sleep(300);
        };
        Assert.Equal(0, _scratch.Flowc("run", _scratch.Program("a.flow", "fine"), "-o", _scratch.At("r")));
        Assert.StartsWith("sample: jko (be)", _scratch.Output, StringComparison.Ordinal);
    }
}
