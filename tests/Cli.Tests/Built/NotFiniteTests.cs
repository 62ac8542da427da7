namespace Flows.Cli.Tests.Built;

/// <summary>What is not a number meets no expectation, and is reported with its time.</summary>
public sealed class NotFiniteTests : IDisposable
{
    private readonly Flowc _flowc = new();

    public void Dispose() => _flowc.Dispose();

    // By the solver of one dimension, by the one of grids, in mass coordinates, in two dimensions.
    private static readonly string[] Flowing =
    [
        """
        domain I = [0, 1]
        state u : field on I = x
        E[u] = int 1/2*|grad u|^2
        flow u = descend E in L2
        solve on 12 cells by implicit { dt = 0.1 } until 1

        """,
        """
        domain I = [0, 1]
        state u : field on I = x
        E[u] = int 1/2*|grad u|^2
        flow u = descend E in L2
        solve on 12 cells by rkc { dt = 0.1 } until 1

        """,
        """
        domain I = [0, 1]
        state u : density on I = 1/2 + x
        E[u] = int u*log u
        flow u = descend E in wasserstein
        solve on 12 cells by jko { tau = 0.1 } until 1

        """,
        """
        domain I = [0, 1] * [0, 1]
        state u : field on I = x
        E[u] = int 1/2*|grad u|^2
        flow u = descend E in L2
        solve on 6*6 cells by explicit { dt = 1e-3 } until 1

        """,
    ];

    public static TheoryData<int, string> Claims
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var k = 0; k < Flowing.Length; k++)
                foreach (var claim in new[] { "v ~ 0 within 1e9", "0 ~ v within 1e9", "v < 1", "v <> 3", "not (v < 1)", "v < 1 or v > 0", "v decreases", "v conserved", "v conserved within 1e9", "u + # > -9 and not (u + # > 9)", "u + # <> 7" })
                    data.Add(k, claim);
            return data;
        }
    }

    /// <summary>The logarithm of 0.45 − t has no value from t = 0.45 on.</summary>
    [Theory]
    [MemberData(nameof(Claims))]
    public void An_expectation_about_it_fails_and_says_so(int program, string claim)
    {
        // # stands for it in expectations about every point.
        var status = Run(Flowing[program] + $"observe v = log(0.45 - t)\nexpect {claim.Replace("#", "log(0.45 - t)", StringComparison.Ordinal)}\n");
        Assert.True(status == ExitStatus.ExpectationFailed, $"{status}: {_flowc.Output}{_flowc.Error}");
        Assert.Contains("not a number at t = ", _flowc.Output, StringComparison.Ordinal);
        Assert.Contains("`v` is not a number at t = 0.", _flowc.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_observable_is_reported_with_its_time_and_marked_in_the_files()
    {
        Assert.Equal(0, Run(Flowing[0] + "observe v = log(0.45 - t)\nobserve w = 1/(t - 0.3)^2\nobserve k = int u every 0.5\nobserve p = u(t + 1/4)\n"));
        Assert.Contains("`v` is not a number at t = 0.5", _flowc.Output, StringComparison.Ordinal);
        Assert.Contains("`p` is not a number at t = 0.8", _flowc.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("`k`", _flowc.Output, StringComparison.Ordinal);
        var lines = File.ReadAllLines(Path.Combine(_flowc.Folder, "out", "p", "observables.csv"));
        Assert.EndsWith(",nan", lines[^1], StringComparison.Ordinal);
        Assert.Contains(",nan,", lines[^1], StringComparison.Ordinal);
        // What was not recorded stays empty.
        Assert.Contains(",,", lines[2], StringComparison.Ordinal);
        Assert.Contains("\"notFinite\": {", File.ReadAllText(Path.Combine(_flowc.Folder, "out", "p", "summary.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "u 7")]
    [InlineData(0, "u(-0.01)")]
    [InlineData(1, "2*u(1 + 1e-6)")]
    [InlineData(2, "u(log(-1))")]
    [InlineData(3, "u(0.5, 1.5)")]
    public void A_constant_place_outside_of_the_domain_is_an_error(int program, string value)
    {
        foreach (var line in new[] { $"observe v = {value}", $"expect {value} ~ 0 within 1e9", $"expect {value} < 1e9", $"plot {value}" })
        {
            Assert.Equal(ExitStatus.ProgramErrors, Run(Flowing[program] + line + "\n"));
            Assert.Contains("F0242", _flowc.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("log(-1) ~ 0 within 1")]
    [InlineData("log(-1) < 1")]
    [InlineData("not (log(-1) < 1)")]
    [InlineData("log(-1) <> 1")]
    [InlineData("int log(-1 - x) ~ 0 within 1e9")]
    public void Without_a_state_too(string claim)
    {
        Assert.Equal(ExitStatus.ExpectationFailed, Run($"domain I = [0, 1]\nexpect {claim}\n"));
        Assert.Contains("not a number", _flowc.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_on_the_sides_are_in_the_domain() =>
        Assert.Equal(0, Run(Flowing[0] + "observe a = u 0\nobserve b = u 1\nobserve c = u(0.1 + 0.2 + 0.7)\nexpect a + b + c < 9\n"));

    private int Run(string program)
    {
        _flowc.Write("p.flow", program);
        return _flowc.Run("", "run", "p.flow", "--no-plots");
    }
}
