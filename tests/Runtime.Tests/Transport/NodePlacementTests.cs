using Flows.Runtime.Transport;
using Flows.Testing.ExactSolutions;

namespace Flows.Runtime.Tests.Transport;

public class NodePlacementTests
{
    [Fact]
    public void A_gaussian_keeps_mass_and_mean_to_round_off_and_converges_at_second_order()
    {
        var density = new GaussianDensity(2, 0.5);
        var errors = new List<double>();
        foreach (var cells in new[] { 50, 100, 200, 400 })
        {
            var mesh = NodePlacement.Place(density.Density, -6, 8, cells, 1);
            Assert.False(mesh.LeftWall || mesh.RightWall);
            Assert.Equal(1, mesh.Masses.Sum(), 1e-15 * cells);
            Assert.Equal(1, mesh.Integral, 1e-10); // two tails of 1e-12 mean densities each are cut
            Assert.Equal(2, QuantileMoments.Mean(mesh.Nodes, mesh.Masses), 1e-11);
            errors.Add(density.Distance(mesh.Nodes, mesh.Masses));
        }

        Assert.InRange(Convergence.Order(errors), 1.85, 2.3);
    }

    [Fact]
    public void A_uniform_density_is_exact_and_ends_at_its_jumps()
    {
        var mesh = NodePlacement.Place(x => x is >= -1.2345 and <= 0.987 ? 1 : 0, -3, 4, 30, 2);
        Assert.Equal(-1.2345, mesh.Nodes[0], 1e-14);
        Assert.Equal(0.987, mesh.Nodes[^1], 1e-14);
        for (var i = 0; i < 30; i++)
            Assert.Equal(2 / 2.2215, mesh.Masses[i] / (mesh.Nodes[i + 1] - mesh.Nodes[i]), 1e-11);
    }

    [Fact]
    public void Nodes_lie_on_a_jump_inside()
    {
        var mesh = NodePlacement.Place(x => x < 0.3 ? 1 : 0.1, 0, 1, 40, 1);
        Assert.True(mesh.LeftWall && mesh.RightWall);
        Assert.Contains(mesh.Nodes, x => Math.Abs(x - 0.3) < 1e-11);
        for (var i = 0; i < 40; i++)
        {
            var middle = (mesh.Nodes[i] + mesh.Nodes[i + 1]) / 2;
            Assert.Equal((middle < 0.3 ? 1 : 0.1) / 0.37, mesh.Masses[i] / (mesh.Nodes[i + 1] - mesh.Nodes[i]), 1e-8);
        }
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    public void A_narrow_peak_is_found(double deviation)
    {
        // 1e-5 is narrower than the first samples are apart; the hint says where to look.
        var density = new GaussianDensity(1.23456, deviation);
        ReadOnlySpan<double> hints = deviation < 1e-4 ? [1.23456] : [];
        var mesh = NodePlacement.Place(density.Density, -6, 8, 400, 1, hints);
        Assert.Equal(1, mesh.Integral, 1e-9);
        Assert.InRange(density.Distance(mesh.Nodes, mesh.Masses) / deviation, 0, 2e-4); // as for any Gaussian with N = 400
    }

    [Fact]
    public void Two_far_peaks_are_two_components_with_a_gap()
    {
        var a = new GaussianDensity(-2, 0.1);
        var b = new GaussianDensity(3, 0.2);
        var mesh = NodePlacement.Place(x => 0.3 * a.Density(x) + 0.7 * b.Density(x), -6, 8, 300, 1);
        var gap = Array.IndexOf(mesh.Masses, 0.0);
        Assert.Equal(1, mesh.Masses.Count(m => m == 0));
        Assert.Equal(0.3, mesh.Masses[..gap].Sum(), 1e-10);
        Assert.InRange(mesh.Nodes[gap], -1.6, -1.2);
        Assert.InRange(mesh.Nodes[gap + 1], 1.4, 2.2);
        Assert.Equal(-2, QuantileMoments.Mean(mesh.Nodes.AsSpan(0, gap + 1), mesh.Masses.AsSpan(0, gap)), 1e-10);
    }

    [Fact]
    public void A_zero_inside_does_no_harm()
    {
        var mesh = NodePlacement.Place(x => x * x, -1, 1, 100, 1);
        Assert.True(mesh.LeftWall && mesh.RightWall);
        Assert.Equal(0.6, QuantileMoments.Variance(mesh.Nodes, mesh.Masses), 1e-6); // second order
        Assert.All(Enumerable.Range(0, 100), i => Assert.True(mesh.Nodes[i + 1] > mesh.Nodes[i]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1.5)]
    public void A_front_is_resolved(double exponent)
    {
        var density = new BarenblattDensity(exponent, 1);
        var mesh = NodePlacement.Place(density.Density, -4, 4, 400, 1);
        Assert.InRange(density.Distance(mesh.Nodes, mesh.Masses), 0, 6e-6); // second order; 2e-6 … 5e-6 measured
        Assert.Equal(1, mesh.Nodes[^1], 1e-4);
        Assert.Equal(-1, mesh.Nodes[0], 1e-4);
    }

    [Fact]
    public void Negative_and_empty_densities_are_refused()
    {
        Assert.Throws<ArgumentException>(() => NodePlacement.Place(x => x, -1, 1, 10));
        Assert.Throws<ArgumentException>(() => NodePlacement.Place(x => 0, -1, 1, 10));
        Assert.Throws<ArgumentException>(() => NodePlacement.Place(x => double.NaN, -1, 1, 10));
    }
}
