namespace Flows.Runtime.Tests.Grids;

/// <summary>What is prescribed at a side is what is seen there.</summary>
public class WallValueTests
{
    // By the direct solver of one dimension and on the grid.
    [Theory]
    [InlineData("implicit")]
    [InlineData("rkc")]
    public void Curves_end_where_the_value_is_prescribed(string method)
    {
        var result = GridPrograms.Run($$"""
            domain D = [0, 1]
            state u : field on D = 0 where u = 1 + t on left
            E[u] = int u'^2/2
            flow u = descend E in L2
            solve on 8 cells by {{method}} until 0.5
            plot u at [0.25; 0.5]
            plot 2*u, u' at 0.5

            """, draws: true);
        (double?, double?)[] overTime = [(1.25, null), (1.5, null)];
        Assert.Equal(overTime, result.Figures[0].Curves.Select(c => c.Ends).ToArray());
        // Derivatives are not prescribed.
        (double?, double?)[] several = [(3.0, null), (null, null)];
        Assert.Equal(several, result.Figures[1].Curves.Select(c => c.Ends).ToArray());
    }

    [Theory]
    [InlineData("implicit")]
    [InlineData("rkc")]
    public void Extremes_count_what_is_prescribed(string method)
    {
        var result = GridPrograms.Run($$"""
            domain D = [0, 1]
            state u : field on D = 0 where u = 1 on left, u = -2 on right
            E[u] = int u'^2/2
            flow u = descend E in L2
            solve on 8 cells by {{method}} until 0.01
            observe a = max u
            observe b = min (u^2 - 3*u)
            observe c = u 1

            """);
        Assert.Equal(1, GridPrograms.Final(result, "a"), 1e-12);
        // u^2 - 3 u falls from 10 to -2, its value at the left.
        Assert.Equal(-2, GridPrograms.Final(result, "b"), 1e-12);
        Assert.Equal(-2, GridPrograms.Final(result, "c"), 1e-12);
    }
}
