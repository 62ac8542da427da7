using System.Globalization;

namespace Flows.Runtime.Tests.Grids;

/// <summary>V19, V20: the source solution of the thin film equation with mobility h, and the quantum drift-diffusion flow.</summary>
public sealed class ThinFilmTests(Xunit.Abstractions.ITestOutputHelper log)
{
    // Smyth and Hill: h = t^(−1/5) (w² − x²t^(−2/5))²/120, w⁵ = 112.5, from t = 1 to 2.
    [Theory]
    [InlineData("implicit { dt = 1e-3 }", 1e-3)]
    [InlineData("jko { tau = 0.01; scheme = \"sdirk2\" }", 1e-3)]
    public void A_film_spreads_as_Smyth_and_Hill_have_it(string method, double tolerance)
    {
        var result = GridPrograms.Run($$"""
            domain Line = [-4, 4]
            state h : density on Line mass 1 = max(0, 112.5^(2/5) - x^2)^2/120
            E[h] = int |grad h|^2/2
            flow h = descend E in wasserstein
            solve on 401 cells by {{method}} until 1
            observe second = int x^2*h
            observe middle = max h
            expect E decreases
            expect h >= 0
            expect mass h conserved

            """);
        var (middle, energy, second) = (GridPrograms.Final(result, "middle") / (0.3645362922 * Math.Pow(2, -0.2)) - 1,
            GridPrograms.Final(result, "E") / (0.0629900147 * Math.Pow(2, -0.6)) - 1, GridPrograms.Final(result, "second") / (0.9448502210 * Math.Pow(2, 0.4)) - 1);
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method}: h(0) {middle:e1}, E {energy:e1}, M2 {second:e1}"));
        Assert.All(result.Expectations, e => Assert.True(e.Passed, e.Text));
        Assert.InRange(middle, -tolerance, tolerance);
        Assert.InRange(energy, -tolerance, tolerance);
        Assert.InRange(second, -tolerance, tolerance);
    }

    // s⁴ = s₀⁴ + 2t, F = 1/(4s²).
    [Theory]
    [InlineData("implicit", 200, 5e-4)]
    [InlineData("rkc { rtol = 1e-5 }", 200, 5e-4)]
    public void A_Gaussian_stays_one_under_Fishers_information(string method, int cells, double tolerance)
    {
        var result = GridPrograms.Run(string.Create(CultureInfo.InvariantCulture, $$"""
            domain Line = [-8, 8]
            state rho : density on Line = gaussian(0, 1)
            F[rho] = int |grad (sqrt rho)|^2
            flow rho = descend F in wasserstein
            solve on {{cells}} cells by {{method}} until 1
            observe s = sqrt(int x^2*rho)
            expect F decreases
            expect rho >= 0
            expect mass rho conserved

            """));
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method}: s {GridPrograms.Final(result, "s") / Math.Pow(3, 0.25) - 1:e1}, F {GridPrograms.Final(result, "F") / 0.1443375673 - 1:e1}"));
        Assert.All(result.Expectations, e => Assert.True(e.Passed, e.Text));
        Assert.InRange(GridPrograms.Final(result, "s") / Math.Pow(3, 0.25), 1 - tolerance, 1 + tolerance);
        Assert.InRange(GridPrograms.Final(result, "F") / 0.1443375673, 1 - 2 * tolerance, 1 + 2 * tolerance);
    }

    // About ρ = 1 a mode decays at k⁴/2, in a square at |k|⁴/2.
    [Theory]
    [InlineData("periodic [0, 2*pi]", "cos(2*x)", 8, 128)]
    [InlineData("periodic [0, 2*pi]", "cos(3*x)", 40.5, 128)]
    [InlineData("periodic [0, 2*pi] * periodic [0, 2*pi]", "cos(x)*cos(2*y)", 12.5, 64)]
    public void Modes_about_one_decay_at_half_the_fourth_power(string domain, string mode, double rate, int cells)
    {
        var result = GridPrograms.Run(string.Create(CultureInfo.InvariantCulture, $$"""
            domain D = {{domain}}
            state rho : density on D mass initial = 1 + 1e-3*{{mode}}
            F[rho] = int |grad (sqrt rho)|^2
            flow rho = descend F in wasserstein
            solve on {{cells}} cells by implicit { rtol = 1e-8; atol = 1e-10 } until {{1 / rate:R}}
            observe a = int rho*{{mode}}

            """));
        Assert.InRange(-Math.Log(GridPrograms.Final(result, "a") / result.Series.Column("a")[0]), 0.99, 1.01);
    }
}
