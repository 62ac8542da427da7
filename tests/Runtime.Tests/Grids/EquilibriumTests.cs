using System.Globalization;

namespace Flows.Runtime.Tests.Grids;

/// <summary>V16, V30: Gibbs states of the double well, and relaxation without transport.</summary>
public class EquilibriumTests
{
    // From the middle both wells fill alike: nothing has to cross the barrier.
    [Theory]
    [InlineData(1, 3.0413238859, -1.1122929094, 1.0417972965)]
    [InlineData(0.25, 1.9737321501, -0.1699815607, 0.8327454871)]
    [InlineData(0.1, 1.2452455320, -0.0219332725, 0.8713629080)]
    public void A_double_well_ends_as_its_Gibbs_state(double temperature, double z, double free, double variance)
    {
        var result = GridPrograms.Run(string.Create(CultureInfo.InvariantCulture, $$"""
            let T = {{temperature}}
            let V x = (x^2 - 1)^2/4
            domain Line = [-3.5, 3.5]
            state rho : density on Line = gaussian(0, 0.5)
            F[rho] = int V*rho + T*rho*log(rho)
            flow rho = descend F in wasserstein
            solve on 401 cells by implicit until 60
            observe variance = int x^2*rho
            observe distance = int |rho - exp(-V x/T)/{{z:R}}|
            observe middle = rho 0
            observe well = rho 1
            expect F decreases
            expect mass rho conserved
            expect rho >= 0

            """));
        Assert.All(result.Expectations, e => Assert.True(e.Passed, e.Text));
        Assert.InRange(GridPrograms.Final(result, "F") - free, -1e-7, 1e-7);
        Assert.InRange(GridPrograms.Final(result, "variance") - variance, -1e-5, 1e-5);
        Assert.InRange(GridPrograms.Final(result, "distance"), 0, 1e-5);
        Assert.InRange(GridPrograms.Final(result, "middle") * z * Math.Exp(0.25 / temperature), 1 - 1e-3, 1 + 1e-3);
        Assert.InRange(GridPrograms.Final(result, "well") * z, 1 - 1e-3, 1 + 1e-3);
    }

    // V30: from N(2, 1/4) to N(0, 1): precision 1 − e^−t + 4e^−t, mean 8e^−t over it.
    [Theory]
    [InlineData("implicit { rtol = 1e-8 }")]
    [InlineData("explicit { rtol = 1e-7 }")]
    [InlineData("rkc { rtol = 1e-7 }")]
    public void Fisher_and_Raos_flow_follows_its_closed_form(string method)
    {
        var result = GridPrograms.Run($$"""
            domain D = [-8, 8]
            state rho : density on D = normal(2, 0.5)
            F[rho] = KL(rho, normal(0, 1))
            flow rho = descend F in fisher_rao
            solve on 800 cells by {{method}} until 2
            observe mean = int x*rho
            observe variance = int (x - mean)^2*rho
            expect F decreases
            expect mass rho conserved
            expect mean ~ 1.3990216362 within 2e-4 at 1
            expect variance ~ 0.4753668864 within 2e-4 at 1
            expect F ~ 1.0881484028 within 2e-4 at 1
            expect mean ~ 0.7700410821 within 2e-4
            expect variance ~ 0.7112345942 within 2e-4
            expect F ~ 0.3224753041 within 2e-4

            """);
        Assert.All(result.Expectations, e => Assert.True(e.Passed, $"{e.Text}: {e.Measured}"));
    }
}
