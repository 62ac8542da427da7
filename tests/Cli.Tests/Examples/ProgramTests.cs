using Flows.Runtime.Results;

namespace Flows.Cli.Tests.Examples;

/// <summary>Small programs with exact solutions, one for each corner of the language that runs.</summary>
public class ProgramTests
{
    public static TheoryData<string> All => Programs.Below("tests/Golden/programs");

    [Theory, MemberData(nameof(All))]
    public void A_program_comes_out_as_theory_has_it(string file)
    {
        var result = Programs.Run(Programs.Read(file));
        Assert.Equal("", Programs.Complaints(result));
        Assert.NotEmpty(result.Expectations);
    }

    [Fact]
    public void A_parameter_may_be_set()
    {
        var source = Programs.Read("tests/Golden/programs/diffusivity.flow");
        var result = Programs.Run(source, new NamedValue("D", 0.2));
        Assert.Equal("", Programs.Complaints(result));
        Assert.Equal([new NamedValue("D", 0.2)], result.Parameters);
    }

    [Fact]
    public void A_bound_that_says_nothing_is_not_given() =>
        Assert.True(double.IsNaN(Programs.Run(Programs.Read("tests/Golden/programs/steady_double_well.flow")).Statistics.TimeErrorBound));
}
