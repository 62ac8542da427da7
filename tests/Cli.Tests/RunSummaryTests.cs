using Flows.Cli.Reports;
using Flows.Cli.Terminals;

namespace Flows.Cli.Tests;

public class RunSummaryTests
{
    [Fact]
    public void A_passing_run_is_summed_up_in_eight_lines() => Assert.Equal(
        """
        sample: jko (be), tau = 0.02, 400 cells, Lagrangian
          steps       400 (3 rejected) to t = 8 in 0.12 s
          energy      F: 12.5 → 0.25, never rose
          mass        drift at most 2.2e-16
          expected    ✓ F decreases  ✓ mean ~ mu within 1e-2
          time error  at most 0.031 (certified)
          throughput  1.3 million cell steps a second
          results     out/sample
        """.ReplaceLineEndings("\n"),
        string.Join('\n', RunSummary.Lines(Samples.Passed, "out/sample", new Ink(false))));

    [Fact]
    public void What_does_not_apply_is_left_out()
    {
        var bare = Samples.Passed with
        {
            Scheme = "",
            EnergyName = "",
            Expectations = [],
            Statistics = new(0, 0, 0, 0, 0, 0, double.NaN, double.NaN, 0, false, double.NaN, 0, double.NaN, false, 0),
        };
        Assert.Equal(["sample: nothing to solve", "  results     out/x"], RunSummary.Lines(bare, "out/x", new Ink(false)));
    }

    [Fact]
    public void Memory_is_said_where_it_is_counted()
    {
        var counted = Samples.Passed with { Statistics = Samples.Passed.Statistics with { MemoryBytes = 3L << 29, Arrays = 12 } };
        var lines = RunSummary.Lines(counted, "out/x", new Ink(false));
        Assert.Equal(8, lines.Count);
        Assert.Equal("  throughput  1.3 million cell steps a second; memory 1.5 GiB: 12 arrays of 400", lines[6]);
    }

    [Fact]
    public void Many_expectations_are_counted_not_named()
    {
        var many = Samples.Passed with { Expectations = [.. Enumerable.Range(0, 40).SelectMany(_ => Samples.Passed.Expectations)] };
        var lines = RunSummary.Lines(many, "out/x", new Ink(false));
        Assert.Equal(8, lines.Count);
        Assert.Contains("✓ all 80 met", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void A_rise_of_the_energy_and_an_estimate_are_called_so()
    {
        var rising = Samples.Passed with { Statistics = Samples.Passed.Statistics with { WorstRise = 3e-5, TimeErrorCertified = false } };
        var text = string.Join('\n', RunSummary.Lines(rising, "out/x", new Ink(false)));
        Assert.Contains("rose by up to 3e-05·Σ|e|", text, StringComparison.Ordinal);
        Assert.Contains("about 0.031 (estimate", text, StringComparison.Ordinal);
    }
}
