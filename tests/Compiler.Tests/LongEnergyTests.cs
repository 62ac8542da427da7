using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Language.Text;

namespace Flows.Compiler.Tests;

public class LongEnergyTests
{
    private static readonly Target NoMethods = new([]);

    [Theory]
    [InlineData(200)]
    [InlineData(2000)]
    public void An_energy_of_many_terms_is_not_taken_for_one_that_unfolds_without_bound(int terms)
    {
        foreach (var term in (string[])["sin({0}*u)/{0}", "{0}*u^4", "u^{0}/{0}", "exp(-{0}*u)*u*(grad u)"])
        {
            var sum = string.Join(" + ", Enumerable.Range(1, terms).Select(k => string.Format(CultureInfo.InvariantCulture, term, k)));
            var compiled = FlowCompiler.Compile(
                new SourceText("long.flow", $"state u : field on [0, 1] = x\nE[u] = int |grad u|^2/2 + {sum}\nexpect E < 1e9\n"), NoMethods, Overrides.None);
            Assert.Empty(compiled.Diagnostics);
            Assert.NotNull(compiled.Value);
        }
    }
}
