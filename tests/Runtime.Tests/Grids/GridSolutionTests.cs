using System.Globalization;

namespace Flows.Runtime.Tests.Grids;

/// <summary>Exact solutions in one to three dimensions, the order in space, and what does not depend on the number of threads (methods.md C).</summary>
public class GridSolutionTests
{
    // V4: the amplitude of a mode under the heat equation, against the exact rate; the error is that of the second differences.
    [Theory]
    [InlineData("[0, 1]", "cos(pi*x)", 1, "noflux on x")]
    [InlineData("[0, 1] * [0, 1]", "cos(pi*x)*cos(pi*y)", 2, "noflux on x, noflux on y")]
    [InlineData("[0, 1] * [0, 1]", "sin(pi*x)*sin(pi*y)", 2, "u = 0 on boundary")]
    [InlineData("[0, 1] * [0, 1] * [0, 1]", "cos(pi*x)*cos(pi*y)*cos(pi*z)", 3, "noflux on x")]
    public void The_order_in_space_is_two(string domain, string mode, int waves, string sides)
    {
        double Error(int cells)
        {
            var program = string.Create(CultureInfo.InvariantCulture, $"""
                domain D = {domain}
                state u : field on D = {mode} where {sides}
                E[u] = int |grad u|^2/2
                flow u = descend E in L2
                solve on {cells} cells by rkc {"{"} rtol = 1e-9 {"}"} until 0.02
                observe a = (int u*({mode}))*{1 << waves}

                """);
            return GridPrograms.Final(GridPrograms.Run(program), "a") - Math.Exp(-waves * Math.PI * Math.PI * 0.02);
        }

        Assert.InRange(Math.Log2(Error(8) / Error(16)) - 2, -0.1, 0.3);
    }

    // V22: the growth of a wave under Cahn–Hilliard, k²(1 − ε²k²), within 1%.
    [Theory]
    [InlineData("implicit")]
    [InlineData("imex")]
    [InlineData("spectral")]
    public void A_wave_of_Cahn_and_Hilliard_grows_at_its_rate(string method)
    {
        var result = GridPrograms.Run($$"""
            let eps = 0.05
            domain D = periodic [0, 1] * periodic [0, 1]
            state c : field on D = 1e-4*cos(4*pi*x)
            E[c] = int eps^2/2*|grad c|^2 + (1 - c^2)^2/4
            flow c = descend E in H^-1
            solve on 64*4 cells by {{method}} { rtol = 1e-6 } until 0.02
            observe a = 2*int c*cos(4*pi*x)

            """);
        var rate = Math.Log(GridPrograms.Final(result, "a") / 1e-4) / 0.02;
        Assert.InRange(rate / 95.5718522, 0.99, 1.01);
    }

    // V5: Barenblatt's solution in the plane, m = 2, from t = 1 to 2.
    [Theory]
    [InlineData("explicit")]
    [InlineData("implicit")]
    [InlineData("rkc")]
    public void Barenblatts_solution_spreads_in_the_plane(string method)
    {
        var result = GridPrograms.Run($$"""
            domain D = [-3, 3] * [-3, 3]
            let b(x, y) = max(0, 0.1994711402 - (x^2 + y^2)/16)
            state rho : density on D = b
            F[rho] = int rho^2
            flow rho = descend F in wasserstein
            solve on 48*48 cells by {{method}} until 1
            observe m2 = int (x^2 + y^2)*rho
            expect rho >= 0
            expect mass rho conserved

            """);
        Assert.All(result.Expectations, e => Assert.True(e.Passed, e.Text));
        // M₂ = ∫|x|²ρ = (4π/3·…) t^(1/2): of the exact solution it grows by √2.
        Assert.InRange(GridPrograms.Final(result, "m2") / result.Series.Column("m2")[0], Math.Sqrt(2) - 5e-3, Math.Sqrt(2) + 5e-3);
    }

    // The same bits for any number of threads: sums are added up row by row.
    [Theory]
    [InlineData("explicit")]
    [InlineData("implicit")]
    [InlineData("imex")]
    public void The_number_of_threads_changes_no_bit(string method)
    {
        var program = $$"""
            domain D = [0, 1] * periodic [0, 1]
            state u : field on D = cos(pi*x)*sin(2*pi*y) + 0.1*noise(seed = 1)
            E[u] = int 0.01*|grad u|^2 + (1 - u^2)^2/4
            flow u = descend E in L2
            solve on 40*48 cells by {{method}} { dt = 0.01 } until 0.05

            """;
        var one = GridPrograms.Run(program, 1);
        foreach (var threads in new[] { 2, 3 })
        {
            var other = GridPrograms.Run(program, threads);
            Assert.Equal(one.Series.Column("E"), other.Series.Column("E"));
        }
    }

    // A non-autonomous term with a known answer: u = cos(t) cos(πx).
    [Theory]
    [InlineData("explicit", 1e-6)]
    [InlineData("rkc", 1e-4)]
    [InlineData("spectral", 1e-6)]
    public void An_added_term_may_depend_on_time(string method, double tolerance)
    {
        var result = GridPrograms.Run($$"""
            domain D = [0, 1]
            state u : field on D = cos(pi*x) where noflux on x
            E[u] = int 1e-3*|grad u|^2/2 + u^2/2
            flow u = descend E in L2 + (cos(pi*x)*(1.00986960440108936*cos t - sin t))
            solve on 256 cells by {{method}} { dt = 1e-3 } until 1
            observe a = 2*int u*cos(pi*x)

            """);
        // The start is averaged over cells, π²h²/24 less; the term is taken at centres.
        Assert.InRange(GridPrograms.Final(result, "a") - Math.Cos(1), -tolerance - 7e-6, tolerance + 7e-6);
    }
}
