using System.Globalization;

namespace Flows.Runtime.Tests.Grids;

/// <summary>V22, V24: growth of waves, curvature and travelling fronts; one state of rest by every method.</summary>
public sealed class PhaseFieldTests(Xunit.Abstractions.ITestOutputHelper log)
{
    // V22: s(k) = −k²(3u₀² − 1 + ε²k²), within 1%; near the largest k that grows the error of the second differences is that of a difference.
    [Theory]
    [InlineData("implicit { rtol = 1e-6 }", 0.05, 4, 0, 128)]
    [InlineData("imex { rtol = 1e-6 }", 0.05, 4, 0, 128)]
    [InlineData("sav { rtol = 1e-7 }", 0.05, 4, 0, 128)]
    [InlineData("spectral { rtol = 1e-6 }", 0.05, 4, 0, 128)]
    [InlineData("rkc { rtol = 1e-6 }", 0.05, 4, 0, 128)]
    [InlineData("explicit", 0.05, 4, 0, 128)]
    [InlineData("implicit { rtol = 1e-6 }", 0.05, 2, 0.3, 128)]
    [InlineData("implicit { rtol = 1e-6 }", 0.05, 6, 0, 256)]
    [InlineData("implicit { rtol = 1e-6 }", 0.05, 2, 0.7, 128)]
    public void A_wave_of_Cahn_and_Hilliard_grows_at_its_rate(string method, double eps, int pis, double mean, int cells)
    {
        var k = pis * Math.PI;
        var rate = -k * k * (3 * mean * mean - 1 + eps * eps * k * k);
        var until = 1 / Math.Abs(rate);
        var result = GridPrograms.Run(string.Create(CultureInfo.InvariantCulture, $$"""
            let eps = {{eps}}
            domain D = periodic [0, 1]
            state c : field on D = {{mean}} + 1e-4*cos({{pis}}*pi*x)
            E[c] = int eps^2/2*|grad c|^2 + (1 - c^2)^2/4
            flow c = descend E in H^-1
            solve on {{cells}} cells by {{method}} until {{until:R}}
            observe a = int c*cos({{pis}}*pi*x)

            """));
        var measured = Math.Log(GridPrograms.Final(result, "a") / result.Series.Column("a")[0]) / until;
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method} {pis}pi {mean}: {measured / rate:f5}"));
        Assert.InRange(measured / rate, 0.99, 1.01);
    }

    // The fastest wave: 1/(4ε²) at k = 1/(√2 ε).
    [Fact]
    public void The_fastest_wave_grows_at_a_quarter_of_the_inverse_square()
    {
        var result = GridPrograms.Run("""
            let k = 1/(sqrt 2*0.1)
            domain D = periodic [0, 2*pi/k]
            state c : field on D = 1e-4*cos(k*x)
            E[c] = int 0.01/2*|grad c|^2 + (1 - c^2)^2/4
            flow c = descend E in H^-1
            solve on 64 cells by spectral { rtol = 1e-6 } until 0.04
            observe a = int c*cos(k*x)

            """);
        Assert.InRange(Math.Log(GridPrograms.Final(result, "a") / result.Series.Column("a")[0]) / 0.04 / 25, 0.99, 1.01);
    }

    // V24: a mode of u_t = ε²u_xx + u − u³ grows at 1 − ε²k².
    [Theory]
    [InlineData("implicit { rtol = 1e-6 }")]
    [InlineData("imex { rtol = 1e-6 }")]
    [InlineData("spectral { rtol = 1e-6 }")]
    [InlineData("explicit")]
    public void A_wave_of_Allen_and_Cahn_grows_at_its_rate(string method)
    {
        var result = GridPrograms.Run($$"""
            domain D = periodic [0, 1]
            state u : field on D = 1e-4*cos(4*pi*x)
            E[u] = int 0.0025/2*|grad u|^2 + (1 - u^2)^2/4
            flow u = descend E in L2
            solve on 128 cells by {{method}} until 2
            observe a = int u*cos(4*pi*x)

            """);
        Assert.InRange(Math.Log(GridPrograms.Final(result, "a") / result.Series.Column("a")[0]) / 2 / 0.6052158, 0.99, 1.01);
    }

    // R² = R₀² − 2t: a quarter of the circle between mirrors, four cells to ε.
    [Theory]
    [InlineData("implicit { dt = 2e-4 }")]
    [InlineData("imex { dt = 5e-5 }")]
    [InlineData("sav { dt = 5e-5 }")]
    [InlineData("spectral { dt = 1e-4 }")]
    [InlineData("rkc { rtol = 1e-5 }")]
    public void A_circle_shrinks_by_its_curvature(string method)
    {
        var result = GridPrograms.Run($$"""
            let eps = 0.02
            domain Box = [0, 0.5] * [0, 0.5]
            state u : field on Box = tanh((0.4 - |(x, y)|)/(sqrt 2*eps))
            E[u] = int |grad u|^2/2 + (1 - u^2)^2/(4*eps^2)
            flow u = descend E in L2
            solve on 100*100 cells by {{method}} until 0.04
            observe radius = sqrt(4*(int (1 + u)/2)/pi)
            expect E decreases

            """);
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method}: {GridPrograms.Final(result, "radius") - 0.2828427:e1}"));
        Assert.All(result.Expectations, e => Assert.True(e.Passed, e.Text));
        Assert.InRange(GridPrograms.Final(result, "radius") - 0.2828427, -2e-3, 2e-3);
    }

    // u(1 − u)(u − a): the front travels at (1 − 2a)/√2.
    [Theory]
    [InlineData("implicit { rtol = 1e-6 }")]
    [InlineData("imex { rtol = 1e-6 }")]
    [InlineData("spectral { rtol = 1e-6 }")]
    [InlineData("explicit")]
    public void A_bistable_front_travels_at_its_speed(string method)
    {
        var result = GridPrograms.Run($$"""
            let a = 0.25
            domain Line = [0, 40]
            state u : field on Line = 1/(1 + exp((x - 15)/sqrt 2))
            E[u] = int |grad u|^2/2 + u^4/4 - (1 + a)*u^3/3 + a*u^2/2
            flow u = descend E in L2
            solve on 800 cells by {{method}} until 10
            observe front = int u
            expect E decreases

            """);
        var speed = (GridPrograms.Final(result, "front") - result.Series.Column("front")[0]) / 10;
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method}: {speed:f7}"));
        Assert.InRange(speed / 0.3535534, 0.999, 1.001);
    }

    // From one smooth start through the coarsening: every method ends in the same state as its steps go to 0. The methods of second differences share one discrete flow.
    [Theory]
    [InlineData("implicit { dt = 1e-3 }")]
    [InlineData("imex { dt = 1e-4 }")]
    [InlineData("sav { dt = 1e-4 }")]
    [InlineData("rkc { rtol = 1e-6 }")]
    [InlineData("explicit")]
    public void Every_method_coarsens_to_the_same_state(string method)
    {
        var energy = Coarsened(method, 32);
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method}: {energy:f6}"));
        Assert.InRange(energy - Reference.Value, -3e-5, 3e-5);
    }

    private static readonly Lazy<double> Reference = new(() => Coarsened("implicit { dt = 5e-4 }", 32));

    [Theory]
    [InlineData("auto")]
    [InlineData("spectral { dt = 1e-3 }")]
    public void On_a_fine_grid_the_state_is_the_known_one(string method)
    {
        var energy = Coarsened(method, 64);
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method}: {energy:f6}"));
        Assert.InRange(energy, 0.1018, 0.1023);
    }

    private static double Coarsened(string method, int cells) => GridPrograms.Final(GridPrograms.Run(string.Create(CultureInfo.InvariantCulture, $$"""
        let eps = 0.05
        domain Box = periodic [0, 1] * periodic [0, 1]
        state c : field on Box = 0.02*cos(2*pi*x)*cos(4*pi*y) + 0.01*cos(6*pi*x + 2*pi*y)
        E[c] = int eps^2/2*|grad c|^2 + (1 - c^2)^2/4
        flow c = descend E in H^-1
        solve on {{cells}}*{{cells}} cells by {{method}} until 0.5
        expect E decreases
        expect mass c conserved

        """)), "E");
}
