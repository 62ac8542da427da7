namespace Flows.Runtime.Tests.Grids;

/// <summary>What sides mean: natural conditions of energies that are not even in the normal derivative or hold second ones, and sides that mass passes.</summary>
public class GridSidesTests
{
    // (u′ − 1)²/2 + u²/2 is least where u″ = u, u′ = 1 at both ends: u = sinh x + (1 − cosh 1)/sinh 1 cosh x, and ∫ x u = 1 − 2 (cosh 1 − 1)/sinh 1.
    [Theory]
    [InlineData("rkc")]
    [InlineData("explicit")]
    [InlineData("implicit { scheme = \"bdf2\" }")]
    public void The_natural_slope_of_an_uneven_energy_is_reached(string method)
    {
        double Error(int cells) => Final($$"""
            domain D = [0, 1]
            state u : field on D = 0
            E[u] = int (u' - 1)^2/2 + u^2/2
            flow u = descend E in L2
            solve on {{cells}} cells by {{method}} until 14
            observe a = int x*u

            """, "a") - (1 - 2 * (Math.Cosh(1) - 1) / Math.Sinh(1));
        Assert.InRange(Math.Log2(Error(16) / Error(32)), 1.9, 2.3);
    }

    // The same across the sides of a plane, along one axis after the other, with cells that are no squares.
    [Theory]
    [InlineData("x", "24*10", "(grad u).x")]
    [InlineData("y", "10*24", "(grad u).y")]
    public void So_it_is_in_the_plane(string axis, string cells, string slope)
    {
        var found = Final($$"""
            domain D = [0, 1] * [0, 1]
            state u : field on D = 0
            E[u] = int |grad u|^2/2 - {{slope}} + u^2/2
            flow u = descend E in L2
            solve on {{cells}} cells by implicit until 14
            observe a = int {{axis}}*u

            """, "a");
        // h²/12 of a slope of about 1.
        Assert.Equal(1 - 2 * (Math.Cosh(1) - 1) / Math.Sinh(1), found, 2e-4);
    }

    // A free beam on an elastic ground: u⁗ + u = cos 3x, u″ = u‴ = 0 at the ends; ∫ x u by collocation to 1e-10.
    [Fact]
    public void A_free_beam_has_neither_moment_nor_shear_at_its_ends()
    {
        double Error(int cells) => Final($$"""
            domain D = [0, 1]
            state u : field on D = 0
            E[u] = int (u'')^2/2 + u^2/2 - cos(3*x)*u
            flow u = descend E in L2
            solve on {{cells}} cells by implicit { scheme = "be"; rtol = 1e-5 } until 30
            observe a = int x*u

            """, "a") - -0.1740702757013648;
        Assert.InRange(Math.Log2(Error(24) / Error(48)), 1.9, 2.3);
    }

    // The middle of a square plate on simple supports under a uniform load: 0.00406235 (Timoshenko, Woinowsky-Krieger 1959, table 8, more digits from its series).
    [Fact]
    public void A_plate_on_supports_bends_as_far_as_it_does()
    {
        var found = Final("""
            domain D = [0, 1] * [0, 1]
            state u : field on D = 0 where u = 0 on boundary
            E[u] = int (lap u)^2/2 - u
            flow u = descend E in L2
            solve on 33*33 cells by implicit until 2
            observe a = max u

            """, "a");
        Assert.Equal(0.00406235, found, 1e-5);
    }

    // The lowest mode of a beam that is clamped at both ends decays with β⁴, cosh β cos β = 1, β = 4.730040744862704; what else there is at first is gone by t = 0.008.
    [Fact]
    public void The_lowest_mode_of_a_clamped_beam_decays_at_its_rate()
    {
        double At(int cells, string t) => Final($$"""
            domain D = [0, 1]
            state u : field on D = x^2*(1 - x)^2 where u = 0 on x, u' = 0 on x
            E[u] = int (u'')^2/2
            flow u = descend E in L2
            solve on {{cells}} cells by implicit { dt = 2e-5; tol = 1e-13 } until {{t}}
            observe a = int u^2

            """, "a");
        double Error(int cells) => Math.Log(At(cells, "0.008") / At(cells, "0.01")) / (2 * 0.002) - Math.Pow(4.730040744862704, 4);
        Assert.InRange(Math.Log2(Error(20) / Error(40)), 1.9, 2.3);
    }

    // The least bent beam with u(0) = 0, u′(0) = 1, u(1) = u′(1) = 0 is x (1 − x)²; prescribed derivatives are those outwards.
    [Theory]
    [InlineData("implicit", 24)]
    [InlineData("implicit { scheme = \"bdf2\" }", 24)]
    [InlineData("rkc", 12)]
    [InlineData("explicit", 8)]
    public void A_beam_takes_the_value_and_the_slope_that_it_is_clamped_at(string method, int cells)
    {
        double Error(int cells) => Final($$"""
            domain D = [0, 1]
            state u : field on D = 0 where u = 0 on x, u' = -1 on left, u' = 0 on right
            E[u] = int (u'')^2/2
            flow u = descend E in L2
            solve on {{cells}} cells by {{method}} until 0.1
            observe a = int x*u

            """, "a") - 1.0 / 30;
        Assert.InRange(Math.Log2(Error(cells) / Error(2 * cells)), 1.9, 2.3);
    }

    // u = t x (1 − x)² where x (1 − x)² is added: the slope at the left end grows as the beam does.
    [Theory]
    [InlineData("implicit { scheme = \"bdf2\" }")]
    [InlineData("rkc")]
    [InlineData("explicit")]
    public void What_a_beam_is_clamped_at_may_change_with_time(string method)
    {
        double Error(int cells) => Final($$"""
            domain D = [0, 1]
            state u : field on D = 0 where u = 0 on x, u' = -t on left, u' = 0 on right
            E[u] = int (u'')^2/2
            flow u = descend E in L2 + x*(1 - x)^2
            solve on {{cells}} cells by {{method}} until 0.5
            observe a = int x*u

            """, "a") - 0.5 / 30;
        Assert.InRange(Math.Log2(Error(8) / Error(16)), 1.9, 2.3);
    }

    // The middle of a clamped square plate under a uniform load: 0.00126532 (Taylor, Govindjee, Commun. Numer. Meth. Engng 20 (2004) 757-765).
    [Fact]
    public void A_clamped_plate_bends_as_far_as_it_does()
    {
        double Found(int cells) => Final($$"""
            domain D = [0, 1] * [0, 1]
            state u : field on D = 0 where u = 0 on boundary, u' = 0 on boundary
            E[u] = int (lap u)^2/2 - u
            flow u = descend E in L2
            solve on {{cells}}*{{cells}} cells by implicit until 2
            observe a = max u

            """, "a");
        double coarse = Found(17) - 0.00126532, fine = Found(33) - 0.00126532;
        // 17 and 33 cells have one in the middle.
        Assert.InRange(Math.Log(coarse / fine) / Math.Log(33.0 / 17), 1.8, 2.3);
        Assert.InRange(Math.Abs(fine), 0, 2e-5);
    }

    // Heat between reservoirs: the density becomes linear, 1 + x, and as much passes one side as the other.
    [Theory]
    [InlineData("implicit")]
    [InlineData("explicit")]
    [InlineData("rkc")]
    public void Mass_passes_open_sides(string method)
    {
        double Error(int cells) => Final($$"""
            domain D = [0, 1]
            state rho : density on D = 1 where rho = 1 on left, rho = 2 on right
            F[rho] = int rho*log(rho)
            flow rho = descend F in wasserstein { open = x }
            solve on {{cells}} cells by {{method}} until 3
            observe a = int rho^2

            """, "a") - 7.0 / 3;
        Assert.InRange(Math.Abs(Error(32)), 0, 2e-3);
        Assert.InRange(Math.Log2(Error(16) / Error(32)), 1.8, 2.3);
    }

    // Where the reservoirs are at the equilibrium of the potential nothing passes, and the density ends at it.
    [Fact]
    public void Reservoirs_at_equilibrium_keep_it()
    {
        var found = Final("""
            domain D = [0, 1] * [0, 2]
            state rho : density on D = 1 + 0.5*cos(pi*x)*cos(pi*y) where rho = exp(-1 - 2*y) on right
            F[rho] = int rho*log(rho) + (x + 2*y)*rho
            flow rho = descend F in wasserstein { open = right }
            solve on 16*32 cells by implicit until 8
            observe a = max abs(log(rho) + x + 2*y)

            """, "a");
        // The face value of the potential is exact, that of the density is the mean of a cell and its image: h² of it.
        Assert.InRange(found, 0, 1e-3);
    }

    private static double Final(string program, string observable) => GridPrograms.Final(GridPrograms.Run(program), observable);
}
