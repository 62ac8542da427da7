using Flows.Language.Diagnostics;

namespace Flows.Language.Tests;

public class SuggestTests
{
    [Theory]
    [InlineData("lgo", "log")]
    [InlineData("stat", "state")]
    [InlineData("expct", "expect")]
    [InlineData("sqt", "sqrt")]
    [InlineData("zzz", null)]
    [InlineData("x", null)]
    [InlineData("log", null)]
    [InlineData("wassertsien", "wasserstein")]
    public void The_nearest_name_is_found_if_it_is_near(string name, string? nearest) =>
        Assert.Equal(nearest, Suggest.Nearest(name, ["log", "sqrt", "state", "expect", "wasserstein"]));

    [Fact]
    public void Of_equally_near_names_the_first_by_name_wins() => Assert.Equal("sin", Suggest.Nearest("sim", ["sinh", "sit", "sin"]));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void A_swap_of_neighbours_counts_once(string a, string b, int distance) => Assert.Equal(distance, Suggest.Distance(a, b));

    [Fact]
    public void Lists_read_as_one_says_them()
    {
        Assert.Equal("`a`, `b` or `c`", Friendly.Or(["a", "b", "c"]));
        Assert.Equal("`a` and `b`", Friendly.And(["a", "b"]));
        Assert.Equal("`a`", Friendly.And(["a"]));
        Assert.Equal("", Friendly.Or([]));
    }
}
