namespace Flows.Cli.Tests.Built;

/// <summary>`--until` says the end in the words of the language.</summary>
public sealed class EndArgumentTests : IDisposable
{
    private readonly Flowc _flowc = new();

    public void Dispose() => _flowc.Dispose();

    // d/dt u = -u from u = 1: the speed is sqrt(int u^2) = exp(-t).
    private const string Program = """
        domain I = [0, 1]
        state u : field on I = 1
        E[u] = int 1/2*u^2
        flow u = descend E in L2
        solve on 8 cells by implicit { dt = 0.05 } until END
        observe m = int u
        """;

    [Theory]
    // exp(-t) falls below the speed at t = -log e; steps are 0.05 long, and the scheme is of second order.
    [InlineData("1", "steady 1e-3", 6.9078)]
    [InlineData("1", "steady 1e-3 or 100", 6.9078)]
    [InlineData("1", "steady", 13.8155)]
    [InlineData("1", "steady or 20", 13.8155)]
    [InlineData("steady 1e-2 or 50", "steady", 4.6052)]
    [InlineData("steady 1e-2 or 50", "0.5", 0.5)]
    [InlineData("1", "1/2", 0.5)]
    public void A_run_ends_there(string own, string until, double at)
    {
        Assert.Equal(0, Run(own, until));
        var last = File.ReadAllLines(Path.Combine(_flowc.Folder, "out", "p", "observables.csv"))[^1];
        var t = double.Parse(last[..last.IndexOf(',', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(t, at - 1e-9 - (at > 1 ? 0.05 : 0), at + 1e-9 + (at > 1 ? 0.1 : 0));
    }

    [Fact]
    public void What_is_not_reached_in_time_fails_as_in_the_language() => Assert.Equal(ExitStatus.NumericsFailed, Run("1", "steady 1e-6 or 2"));

    [Theory]
    [InlineData("soon")]
    [InlineData("steady 0")]
    [InlineData("steady -1")]
    [InlineData("steady 1e-6 or")]
    [InlineData("steady 1e-6 100")]
    [InlineData("2 or 3")]
    public void Anything_else_is_a_mistake_of_usage(string until)
    {
        Assert.Equal(ExitStatus.Usage, Run("1", until));
        Assert.Contains("is no end", _flowc.Error, StringComparison.Ordinal);
    }

    private int Run(string own, string until)
    {
        _flowc.Write("p.flow", Program.Replace("END", own, StringComparison.Ordinal));
        return _flowc.Run("", "run", "p.flow", "--no-plots", "--until", until);
    }
}
