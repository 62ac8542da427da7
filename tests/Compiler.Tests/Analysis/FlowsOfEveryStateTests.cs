using Flows.Compiler.Analysis;
using Flows.Compiler.Explaining;

namespace Flows.Compiler.Tests.Analysis;

/// <summary>The equations that follow for points, particles, pairs of fields and several states.</summary>
public class FlowsOfEveryStateTests
{
    [Fact]
    public void Two_fields_under_a_Hamiltonian_are_the_wave_equation()
    {
        var flows = Program.Equations("""
            domain Torus = periodic [0, 2*pi] * periodic [0, 2*pi]
            state u : field on Torus = sin(x)
            state v : field on Torus = 0
            H[u, v] = int v^2/2 + |grad u|^2/2
            flow (u, v) = hamilton H

            """);
        Assert.Equal(["v", "lap u"], flows.Select(Explanation.RightSide));
        Assert.All(flows, f => Assert.False(f.Facts.Dissipative));
    }

    [Fact]
    public void A_minus_before_a_Hamiltonian_turns_the_other_way()
    {
        var flow = Assert.Single(Program.Equations("""
            domain Phase(q, p) = real^2
            state z : point in Phase = (1, 0)
            H[z] = z.q^2/2 + z.p^4/4
            flow z = -hamilton H

            """));
        Assert.Equal("(-z.p^3, z.q)", Explanation.RightSide(flow));
    }

    [Fact]
    public void The_first_half_of_a_point_are_positions()
    {
        var flow = Assert.Single(Program.Equations("""
            domain Phase(a, b, c, d) = real^4
            state z : point in Phase = (1, 0, 0, 0)
            H[z] = z.a^2/2 + z.b^2 + z.c^3/3 + z.a*z.d
            flow z = hamilton H

            """));
        Assert.Equal("(z.c^2, z.a, -z.a - z.d, -2*z.b)", Explanation.RightSide(flow));
    }

    [Fact]
    public void Flows_of_one_energy_make_a_gradient_flow_of_the_product()
    {
        const string States = """
            domain Box = [0, 1] * [0, 1]
            state rho : density on Box mass 4 = uniform
            state c : field on Box = 0
            G[rho, c] = int rho*log(rho) - 3*rho*c + |grad c|^2/2 + c^2/2
            flow rho = descend G in wasserstein

            """;
        var flows = Program.Equations(States + "flow c = descend G in L2\n");
        Assert.Equal(["lap rho - 3*div(rho*grad c)", "lap c - c + 3*rho"], flows.Select(Explanation.RightSide));
        Assert.All(flows, f => Assert.True(f.Facts.Dissipative, f.Facts.WhyNotDissipative));

        // With a flow of its own, c may raise the energy that rho descends.
        var other = Program.Equations(States + "H[c] = int c^2\nflow c = descend H in L2\n");
        Assert.Equal("`c` does not descend `G` alone", other[0].Facts.WhyNotDissipative);
    }

    [Fact]
    public void Particles_move_against_the_gradient_of_the_derivative()
    {
        var flow = Assert.Single(Program.Equations("""
            let V(x, y) = (x^2 - 1)^2/4 + y^2/2
            domain Plane = real^2
            state theta : particles 100 in Plane = normal(0, 1)
            F[theta] = (int V*theta) + 1/2*int (fun p q -> |p - q|^2*theta p*theta q)
            flow theta = descend F in wasserstein + (0.1*y, -0.1*x) + brownian(4)

            """));
        Assert.Equal(2, flow.RightSides.Count);
        Assert.Contains("x*(1 - x^2) + 0.1*y", flow.RightSides[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("a term is added that is no gradient", flow.Facts.WhyNotDissipative);
        Assert.NotNull(flow.Flow.Noise);
    }

    [Fact]
    public void A_point_may_be_an_argument_of_an_integral()
    {
        // E = ∫₀¹ (sin(x) − q.a x − q.b)² dx: ∂E/∂a = −2∫x(sin x − a x − b), and so on.
        var flow = Assert.Single(Program.Equations("""
            domain Line = [0, 1]
            domain Parameters(a, b) = real^2
            state q : point in Parameters = (0, 0)
            E[q] = int (sin(x) - q.a*x - q.b)^2 over Line
            flow q = (0, 0) + (q.b, 0)

            """));
        Assert.Equal("(q.b, 0)", Explanation.RightSide(flow));
    }

    [Theory]
    [InlineData("descend F in wasserstein", "")]
    [InlineData("descend F in wasserstein + sin(x)*rho", "a term is added that is no gradient")]
    [InlineData("descend F in wasserstein + descend G in wasserstein", "several energies are descended")]
    public void What_is_promised_to_fall_is_one_energy_and_nothing_else(string flow, string why) =>
        Assert.Equal(why, Assert.Single(Program.Equations($"""
            state rho : density on [0, 1] = 1
            F[rho] = int rho*log(rho)
            G[rho] = int x*rho
            flow rho = {flow}

            """)).Facts.WhyNotDissipative);

    [Fact]
    public void A_prescribed_normal_derivative_promises_nothing()
    {
        Equation Of(string g) => Assert.Single(Program.Equations($"""
            state u : field on [0, 1] = 0 where u' = {g} on right
            E[u] = int |grad u|^2/2
            flow u = descend E in L2

            """));
        Assert.True(Of("0").Facts.Dissipative);
        Assert.Equal("a normal derivative other than 0 is prescribed", Of("2").Facts.WhyNotDissipative);
    }
}
