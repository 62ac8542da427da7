using Flows.Compiler.Binding;
using Flows.Compiler.Tables;

namespace Flows.Compiler.Tests.Tables;

public class SamplerTests
{
    // Quantiles to 16 digits, computed with mpmath at 40 digits.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.9, 1.2815515655446004)]
    [InlineData(1e-3, -3.0902323061678132)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-20, -9.262340089798408)]
    public void Quantiles_are_those_of_the_normal_distribution(double p, double z) =>
        Assert.InRange(NormalQuantile.Of(p), z - 4e-16 * Math.Max(1, Math.Abs(z)), z + 4e-16 * Math.Max(1, Math.Abs(z)));

    // The same on every machine, so these never change.
    [Fact]
    public void A_sample_is_the_same_on_every_machine()
    {
        var rows = Sampler.Draw(new MixtureModel([new MixtureComponent(1, true, [0], [1])]), 3, 7);
        Assert.Equal(rows[0], Sampler.Draw(new MixtureModel([new MixtureComponent(1, true, [0], [1])]), 3, 7)[0]);
        Assert.All(rows[0].Zip(Enumerable.Range(0, 3)), r => Assert.Equal(NormalQuantile.Of(SplitMix64.Unit(7, 2 * r.Second + 1)), r.First));
    }

    // Means of independent draws err by σ/√Count; five of these are exceeded once in two million.
    [Fact]
    public void Mixtures_have_their_means_variances_and_covariances()
    {
        const int Count = 40_000;
        var mixture = new MixtureModel([new MixtureComponent(0.25, false, [0, 10], [1, 12]), new MixtureComponent(0.75, true, [2, -1], [2, 1, 1, 3])]);
        var rows = Sampler.Draw(mixture, Count, 1);
        var normal = Enumerable.Range(0, Count).Where(i => rows[1][i] < 8).ToArray();
        Assert.InRange(normal.Length / (double)Count, 0.75 - 5 * 0.433 / 200, 0.75 + 5 * 0.433 / 200);
        double Mean(Func<int, double> f) => normal.Average(f);
        Assert.InRange(Mean(i => rows[0][i]), 2 - 0.05, 2 + 0.05);
        Assert.InRange(Mean(i => rows[1][i]), -1 - 0.05, -1 + 0.05);
        // Standard deviations of the products are √(2·3 + 1) and √(2·9).
        Assert.InRange(Mean(i => (rows[0][i] - 2) * (rows[1][i] + 1)), 1 - 0.08, 1 + 0.08);
        Assert.InRange(Mean(i => Math.Pow(rows[1][i] + 1, 2)), 3 - 0.13, 3 + 0.13);
    }
}
