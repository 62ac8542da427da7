namespace Flows.Cli.Tests.Built;

/// <summary>Programs without a state: comparisons and variations alone, integrals of formulas, nothing at all.</summary>
public sealed class StatelessTests : IDisposable
{
    private readonly Flowc _flowc = new();

    public void Dispose() => _flowc.Dispose();

    [Fact]
    public void What_is_compared_and_varied_is_observed()
    {
        Assert.Equal(0, Run("""
            domain I = [0, 1]
            T[y] = int y'^2
            J[y] = int y^2
            compare T over { a = x; b = x^2 }
            vary J at y = x along 1
            observe ratio = T.b/T.a
            observe twice = 2*slope J
            observe length = int 1
            """));
        // int 1, int 4x^2, int 2x.
        Assert.Equal(["t", "dt", "ratio", "twice", "length", "T.a", "T.b", "slope J"], Table()[0]);
        var row = Table()[1].Skip(2).Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        foreach (var (found, wanted) in row.Zip([4.0 / 3, 2, 1, 1, 4.0 / 3, 1]))
            Assert.Equal(wanted, found, 1e-9);
        Assert.Contains("\"T.b\": {\n      \"initial\": 1.33333", File.ReadAllText(Path.Combine(_flowc.Folder, "out", "p", "summary.json")), StringComparison.Ordinal);
        Assert.DoesNotContain("mass", _flowc.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("// a comment\n")]
    [InlineData("domain I = [0, 1]\nG[w] = int w^2\nlet a = 2\nparam p = 1\n")]
    public void A_program_that_asks_for_nothing_has_nothing_to_do(string program)
    {
        Assert.Equal(0, Run(program));
        Assert.Contains("nothing to do", _flowc.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("domain B = [0, 1] * [0, 1]\nobserve a = int x*y\n")]
    [InlineData("domain B = [0, 1] * [0, 1]\nexpect int x*y ~ 1/4 within 1e-6\n")]
    public void What_is_not_computed_yet_is_said(string program)
    {
        Assert.Equal(ExitStatus.ProgramErrors, Run(program));
        Assert.Contains("F0690", _flowc.Error, StringComparison.Ordinal);
    }

    private string[][] Table() => [.. File.ReadAllLines(Path.Combine(_flowc.Folder, "out", "p", "observables.csv")).Select(l => l.Split(','))];

    private int Run(string program)
    {
        _flowc.Write("p.flow", program);
        return _flowc.Run("", "run", "p.flow", "--no-plots");
    }
}
