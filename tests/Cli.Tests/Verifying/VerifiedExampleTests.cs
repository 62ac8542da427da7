using Flows.Cli.Engine;
using Flows.Cli.Tests.Examples;
using Flows.Runtime.Verifying;

namespace Flows.Cli.Tests.Verifying;

/// <summary>The numerics of examples, one of every path of the runtime, are what they must be.</summary>
public class VerifiedExampleTests
{
    [Theory]
    [InlineData("examples/basics/aggregation.flow")]
    [InlineData("examples/basics/cahn_hilliard_1d.flow")]
    [InlineData("examples/basics/dirichlet.flow")]
    [InlineData("examples/basics/heat_3d.flow")]
    [InlineData("examples/basics/wave.flow")]
    [InlineData("examples/gallery/brachistochrone.flow")]
    [InlineData("examples/gallery/cahn_hilliard_3d.flow")]
    [InlineData("examples/gallery/fisher_rao.flow")]
    [InlineData("examples/gallery/hellinger_kantorovich.flow")]
    [InlineData("examples/gallery/keller_segel_parabolic.flow")]
    [InlineData("examples/gallery/swift_hohenberg.flow")]
    [InlineData("examples/gallery/thin_film.flow")]
    [InlineData("examples/gallery/total_variation.flow")]
    [InlineData("examples/verification/jko_gaussian.flow")]
    [InlineData("tests/Golden/programs/kinds_of_double_integrals_jko.flow")]
    public void No_check_of_an_example_fails(string file)
    {
        var verification = new FlowEngine().Verify(Programs.Compile(Programs.Read(file)), CancellationToken.None);
        Assert.Equal("", string.Join('\n', verification.Checks.Where(c => c.Verdict == Verdict.Failed)));
        Assert.NotEmpty(verification.Checks);
    }
}
