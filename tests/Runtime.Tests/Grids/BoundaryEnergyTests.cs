namespace Flows.Runtime.Tests.Grids;

/// <summary>Energies on sides, what they make of flows, and sides that are no symmetry of the energy.</summary>
public class BoundaryEnergyTests
{
    // Cooling, u' = -h u at both ends of [-1, 1]: cos(k x) with k tan k = h decays with k²; here k = π/4 = h. Every method that takes it, with errors of h².
    [Theory]
    [InlineData("implicit { rtol = 1e-7 }")]
    [InlineData("implicit { scheme = \"bdf2\"; rtol = 1e-7 }")]
    [InlineData("explicit { rtol = 1e-8 }")]
    [InlineData("rkc { rtol = 1e-8 }")]
    public void Cooling_is_right_to_second_order(string method)
    {
        double Error(int cells) => Final($$"""
            let k = pi/4
            domain D = [-1, 1]
            state u : field on D = cos(k*x) where u' = -k*u on boundary
            E[u] = int u'^2/2
            flow u = descend E in L2
            solve on {{cells}} cells by {{method}} until 0.5
            observe a = int u*cos(k*x)

            """, "a") / (1 + 2 / Math.PI) - Math.Exp(-Math.PI * Math.PI / 32);
        Assert.InRange(Math.Log2(Error(12) / Error(24)), 1.8, 2.3);
    }

    // The same condition as an energy, and as one in which a weight stands inside: the energy that is added counts it.
    [Theory]
    [InlineData("where u' = -2*(u - 3) on right, u = 0 on left", "int u'^2/2", "u 1", 2)]
    [InlineData("where u' = -2*(u - 3) on right, u = 0 on left", "int 5*u'^2/2", "u 1", 2)]
    [InlineData("where u = 0 on left", "(int 5*u'^2/2) + (int 5*2/2*(u - 3)^2 over right)", "u 1", 2)]
    [InlineData("where u' = 4 - 2*u on right, u = 0 on left", "int u'^2/2", "u 1", 4.0 / 3)]
    [InlineData("where u' = -2*(u - 3) on left, u = 0 on right", "int (1 + x)*u'^2/2", "int u over left", 1.7428206474)]
    public void A_condition_of_Robin_is_an_energy(string conditions, string energy, string quantity, double wanted) =>
        Assert.Equal(wanted, Final($$"""
            domain D = [0, 1]
            state u : field on D = 0 {{conditions}}
            E[u] = {{energy}}
            flow u = descend E in L2
            solve on 40 cells by implicit until steady 1e-9
            observe a = {{quantity}}

            """, "a"), 2e-4);

    // A x-dependent weight: ((1 + x) u')' = 0, u(1) = 0, -u'(0) = -2 (u(0) - 3) outwards: u = A log(2/(1 + x)), A = 6/(1 + 2 log 2).
    [Fact]
    public void The_row_above_is_computed_right() => Assert.Equal(1.7428206474, 6 * Math.Log(2) / (1 + 2 * Math.Log(2)), 1e-9);

    // A tensor that is no multiple of one: e^(-t) cannot be guessed, so what finite elements give; here by halving h. The energy falls at every step.
    [Theory]
    [InlineData("")]
    [InlineData("where u = 0 on left")]
    [InlineData("where u = 0 on left, u = x on top")]
    public void Cross_terms_between_natural_sides_are_right_to_second_order(string conditions)
    {
        double At(int cells) => Final($$"""
            domain D = [0, 1] * [0, 1]
            state u : field on D = x*(1 - x)*cos(2*pi*y) {{conditions}}
            E[u] = int (2*(grad u).x^2 + (grad u).x*(grad u).y + (grad u).y^2)/2 - u
            flow u = descend E in L2
            solve on {{cells}}*{{cells}} cells by rkc { rtol = 1e-7 } until 0.05
            observe a = int (1 + x)*u^2

            """, "a");
        double coarse = At(8), middle = At(16), fine = At(32);
        // Grids as coarse as these are still a bit better than second order.
        Assert.InRange(Math.Log2((coarse - middle) / (middle - fine)), 1.7, 3.1);
    }

    // F of what is there, whatever slope is prescribed: a constant has none, x^2/2 has 1/6.
    [Theory]
    [InlineData("0", "u' = 1 on right", 0)]
    [InlineData("x^2/2", "u' = 1 on right", 1.0 / 6)]
    [InlineData("x^2/2", "u' = 0.3 + t on right, u' = -2 on left", 1.0 / 6)]
    [InlineData("x", "u = 0 on left, u' = 1 on right", 0.5)]
    public void The_energy_beside_prescribed_slopes_is_right_to_second_order(string start, string conditions, double wanted)
    {
        double Error(int cells)
        {
            var result = GridPrograms.Run($$"""
                domain D = [0, 1]
                state u : field on D = {{start}} where {{conditions}}
                E[u] = int u'^2/2
                flow u = descend E in L2
                solve on {{cells}} cells by implicit until 1e-6
                observe a = E[u]

                """);
            Assert.Equal(result.Series.Column("a")[0], result.Series.Column("E")[0], 1e-13);
            return Math.Abs(result.Series.Column("a")[0] - wanted);
        }
        // A straight line is exact.
        Assert.InRange(Error(32), 0, 2.0 / (32 * 32));
        Assert.InRange(Error(64), 0, 2.0 / (64 * 64));
    }

    // The same where the energy asks for another slope than 0, and before the flow has brought it about: x has (1 - 3)^2/2.
    [Theory]
    [InlineData("x", 2.0)]
    [InlineData("3*x", 0.0)]
    public void The_energy_beside_uneven_sides_is_right(string start, double wanted) => Assert.Equal(wanted, GridPrograms.Run($$"""
            domain D = [0, 1]
            state u : field on D = {{start}}
            E[u] = int (u' - 3)^2/2
            flow u = descend E in L2
            solve on 16 cells by implicit until 1e-6
            observe a = E[u]

            """).Series.Column("a")[0], 1e-12);

    // u' = 1 at the right end is said, and what the energy asks for is not: (u' - 3)^2/2 + u^2/2 with flux 1 - 3 there: u = cosh x/sinh 1 where the left end reflects too, flux -3.
    [Fact]
    public void A_prescribed_slope_holds_where_the_energy_asks_for_another()
    {
        double Error(int cells) => Final($$"""
            domain D = [0, 1]
            state u : field on D = 0 where u' = 1 on right, noflux on left
            E[u] = int (u' - 3)^2/2 + u^2/2
            flow u = descend E in L2
            solve on {{cells}} cells by implicit until 14
            observe a = int u*x

            """, "a") - (Math.Sinh(1) - Math.Cosh(1) + 1) / Math.Sinh(1);
        Assert.InRange(Math.Log2(Error(16) / Error(32)), 1.8, 2.3);
    }

    private static double Final(string program, string observable) => GridPrograms.Final(GridPrograms.Run(program), observable);
}
