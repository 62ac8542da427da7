using System.Globalization;

namespace Flows.Runtime.Tests.Grids;

/// <summary>V4: a cosine between sides without flux is an eigenvector of second differences; it decays at Σ 2(1 − cos kh)/h², spectral steps at Σ k².</summary>
public class DiscreteSymbolTests
{
    private const double Time = 0.02;

    [Theory]
    [InlineData(1, "explicit", "rtol = 1e-11", 1e-9)]
    [InlineData(1, "rkc", "rtol = 1e-11", 1e-8)]
    [InlineData(1, "sav", "dt = 1e-5", 1e-8)]
    [InlineData(1, "imex", "dt = 1e-5", 1e-7)]
    [InlineData(1, "implicit", "dt = 1e-5", 1e-8)]
    [InlineData(2, "explicit", "rtol = 1e-11", 1e-9)]
    [InlineData(2, "implicit", "dt = 1e-4; tol = 1e-12", 1e-6)]
    [InlineData(3, "explicit", "rtol = 1e-11", 1e-9)]
    public void A_wave_decays_at_the_discrete_symbol(int dimension, string method, string options, double tolerance) =>
        Assert.InRange(Decay(dimension, method, options) / Math.Exp(-Rate(dimension, (k, h) => 2 * (1 - Math.Cos(k * h)) / (h * h)) * Time), 1 - tolerance, 1 + tolerance);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void By_spectral_steps_it_decays_at_the_exact_rate(int dimension) =>
        Assert.InRange(Decay(dimension, "spectral", "dt = 1e-3") / Math.Exp(-Rate(dimension, (k, _) => k * k) * Time), 1 - 1e-10, 1 + 1e-10);

    // V4 itself: rho0 = 1 + cos(pi x)/2, the amplitude at 0.1 on 400 cells.
    [Theory]
    [InlineData("implicit { dt = 5e-4 }")]
    [InlineData("rkc { rtol = 1e-7 }")]
    [InlineData("explicit")]
    public void The_entropy_flows_as_heat(string method)
    {
        var result = GridPrograms.Run($$"""
            domain D = [0, 1]
            state rho : density on D = 1 + cos(pi*x)/2
            F[rho] = int rho*log(rho)
            flow rho = descend F in wasserstein
            solve on 200 cells by {{method}} until 0.1
            observe a = 2*int rho*cos(pi*x)

            """);
        // 2e-5 is the error in space: k⁴h²/12·t of the amplitude, and as much again of the mobility's mean.
        Assert.InRange(GridPrograms.Final(result, "a") - 0.1863539, -2e-5, 2e-5);
    }

    private static double Rate(int dimension, Func<double, double, double> symbol) =>
        Enumerable.Range(0, dimension).Sum(i => symbol(Math.PI * (i + 1) / Length(i), Length(i) / Cells(i)));

    // Sides, counts and waves that cannot be mistaken for each other.
    private static double Length(int axis) => 1 + 0.5 * axis;

    private static int Cells(int axis) => 16 + 2 * axis;

    // What is left of the amplitude.
    private static double Decay(int dimension, string method, string options)
    {
        var text = CultureInfo.InvariantCulture;
        string Each(Func<int, string> of, string between) => string.Join(between, Enumerable.Range(0, dimension).Select(of));
        var mode = Each(i => string.Create(text, $"cos({i + 1}*pi*{"xyz"[i]}/{Length(i)})"), "*");
        var result = GridPrograms.Run(string.Create(text, $$"""
            domain D = {{Each(i => string.Create(text, $"[0, {Length(i)}]"), " * ")}}
            state u : field on D = {{mode}} where noflux on boundary
            E[u] = int |grad u|^2/2
            flow u = descend E in L2
            solve on {{Each(i => Cells(i).ToString(text), "*")}} cells by {{method}} { {{options}} } until {{Time}}
            observe a = int u*{{mode}}

            """));
        return GridPrograms.Final(result, "a") / result.Series.Column("a")[0];
    }
}
