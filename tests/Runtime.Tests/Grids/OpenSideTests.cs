namespace Flows.Runtime.Tests.Grids;

/// <summary>Sides that mass passes, for every value that is prescribed there.</summary>
public class OpenSideTests
{
    // d/dt rho = lap rho from 1, held at b: b + (1 - b) Σ 8/(nπ)² exp(-(nπ)² t) is left.
    [Theory]
    [InlineData(0.0, "implicit { rtol = 1e-6 }")]
    [InlineData(0.0, "rkc { rtol = 1e-6 }")]
    [InlineData(0.0, "explicit { rtol = 1e-6 }")]
    [InlineData(0.0, "implicit { face = \"log\"; rtol = 1e-6 }")]
    [InlineData(0.0, "implicit { scheme = \"bdf2\"; rtol = 1e-6 }")]
    [InlineData(1e-9, "implicit { rtol = 1e-6 }")]
    [InlineData(0.03, "rkc { rtol = 1e-6 }")]
    [InlineData(0.9, "implicit { rtol = 1e-6 }")]
    [InlineData(4.0, "implicit { rtol = 1e-6 }")]
    public void Diffusion_to_the_sides_is_that_of_the_equation(double held, string method)
    {
        var left = Enumerable.Range(0, 20).Select(k => (2 * k + 1) * Math.PI).Sum(q => 8 / (q * q) * Math.Exp(-q * q * 0.1));
        var found = Left(held, method, 50);
        // h² of a second derivative of π².
        Assert.Equal(held + (1 - held) * left, found, Math.Abs(1 - held) * 1.5e-3);
    }

    // Upwind mobilities are right to first order: the error halves with h, and a bit more slowly at a wall that absorbs.
    [Theory]
    [InlineData(0.0, 1.35)]
    [InlineData(0.5, 1.7)]
    public void Upwind_mobilities_converge_to_it(double held, double least)
    {
        var left = Enumerable.Range(0, 20).Select(k => (2 * k + 1) * Math.PI).Sum(q => 8 / (q * q) * Math.Exp(-q * q * 0.1));
        double Error(int cells) => Math.Abs(Left(held, "implicit { face = \"upwind\"; rtol = 1e-5 }", cells) - (held + (1 - held) * left));
        Assert.InRange(Error(40) / Error(80), least, 2.5);
    }

    // Pressures without a closed form: m = rho/(1 + rho) of an entropy; d/dt rho = (rho'/(1 + rho))' rests where log(1 + rho) is linear, from 0 to log 3.
    [Fact]
    public void A_pressure_may_have_no_closed_form()
    {
        var found = GridPrograms.Final(GridPrograms.Run("""
            domain D = [0, 1]
            state rho : density on D mass initial = 2*x where rho = 0 on left, rho = 2 on right
            F[rho] = int rho*log(rho)
            flow rho = descend F in wasserstein { mobility = rho/(1 + rho); open = boundary }
            solve on 40 cells by implicit until 6
            observe a = int rho

            """), "a");
        // ∫ 3^x - 1 = 2/log 3 - 1.
        Assert.Equal(2 / Math.Log(3) - 1, found, 5e-4);
    }

    // Drift alone with speed 1 carries what comes in at the left, 2 + t, to the right: from t = 1 on it fills [0, 1] with 2 + t - x.
    [Fact]
    public void What_drifts_in_is_what_is_prescribed()
    {
        var found = GridPrograms.Final(GridPrograms.Run("""
            domain D = [0, 1]
            state rho : density on D mass initial = 1 where rho = 2 + t on left, rho = 0 on right
            F[rho] = int -x*rho
            flow rho = descend F in wasserstein { open = boundary }
            solve on 100 cells by implicit { face = "upwind" } until 2
            observe a = int rho

            """), "a");
        // Upwinding is exact for a straight line but for half a cell of delay.
        Assert.Equal(3.5, found, 2e-2);
    }

    private static double Left(double held, string method, int cells) => GridPrograms.Final(GridPrograms.Run(string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
        domain D = [0, 1]
        state rho : density on D = 1 where rho = {{held}} on boundary
        F[rho] = int rho*log(rho)
        flow rho = descend F in wasserstein { open = boundary }
        solve on {{cells}} cells by {{method}} until 0.1
        observe a = int rho

        """)), "a");
}
