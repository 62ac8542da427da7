using Flows.Compiler.Analysis;

namespace Flows.Compiler.Tests.Analysis;

public class WellPosednessTests
{
    [Theory]
    // The leading part decides, under the metric.
    [InlineData("field", "int -u'^2", "L2")]
    [InlineData("field", "int -u'^2 + u^4", "H^-1")]
    [InlineData("field", "int u'^2 - u''^2", "L2")]
    [InlineData("field", "int u'^2 - u''^2", "H1")]
    [InlineData("field", "int u*u''", "L2")]
    [InlineData("field", "int (u^2 - 1)^2", "H^-1")]
    [InlineData("field", "int log(1 + u'^2)", "L2")]
    [InlineData("field", "int (u^2 - 1/2)*u'^2", "L2")]
    [InlineData("field", "-((int u'^2)^2)", "L2")]
    [InlineData("density", "int -u^2", "wasserstein")]
    [InlineData("density", "int -sqrt(u)*u", "wasserstein")]
    [InlineData("density", "int u*log(u) - u'^2", "wasserstein")]
    [InlineData("density", "int -u^2", "hellinger_kantorovich")]
    public void Fine_waves_grow(string kind, string energy, string metric) => Assert.True(IsWarned(kind, energy, metric));

    [Theory]
    [InlineData("field", "int u'^2", "L2")]
    [InlineData("field", "int u''^2 - u'^2", "L2")]
    [InlineData("field", "int u''^2 - u'^2 + (u^2 - 1)^2", "H^-1")]
    [InlineData("field", "int u'^2/2 + (u^2 - 1)^2", "H^-1")]
    // Of order 0: an ordinary differential equation in every point.
    [InlineData("field", "int (u^2 - 1)^2", "L2")]
    // One derivative each way: bounded.
    [InlineData("field", "int -u'^2 + u^4", "H1")]
    [InlineData("field", "int -u*u''", "L2")]
    [InlineData("field", "int sqrt(1 + u'^2)", "L2")]
    [InlineData("field", "(int u'^2)^2", "L2")]
    [InlineData("density", "int u*log(u) - x*u", "wasserstein")]
    [InlineData("density", "int u^(1/2)*(-1)", "wasserstein")]
    [InlineData("density", "int u*log(u) - u*conv (fun s -> exp(-s^2)) u", "wasserstein")]
    [InlineData("density", "int -u^2", "fisher_rao")]
    public void Fine_waves_do_not_grow(string kind, string energy, string metric) => Assert.False(IsWarned(kind, energy, metric));

    [Fact]
    public void A_term_of_higher_order_decides() =>
        Assert.False(Warned("state u : field on I = x\nF[u] = int -u'^2\nflow u = descend F in L2 { unbounded = true } + (-0.1*lap (lap u))\n"));

    [Fact]
    public void It_can_be_meant() =>
        Assert.False(Warned("state u : field on I = x\nF[u] = int -u'^2\nflow u = descend F in L2 { unbounded = true; ill_posed = true }\n"));

    [Theory]
    [InlineData("int v^2/2 + u'^2/2", false)]
    [InlineData("int v^2/2 - u'^2/2", true)]
    [InlineData("int -v^2/2 - u'^2/2", false)]
    [InlineData("int v'^2/2 + u'^2/2", false)]
    [InlineData("int v'^2/2 - u'^2/2", true)]
    [InlineData("int v^2/2 + u''^2/2 - u'^2/2", false)]
    public void Waves_need_one_sign(string energy, bool expected) =>
        Assert.Equal(expected, Warned($"state u : field on I = x\nstate v : field on I = 0\nH[u, v] = {energy}\nflow (u, v) = hamilton H\n"));

    private static bool IsWarned(string kind, string energy, string metric) =>
        Warned($"state u : {kind} on I = 2 + x\nF[u] = {energy}\nflow u = descend F in {metric} {{ unbounded = true }}\n");

    private static bool Warned(string text)
    {
        var source = new Language.Text.SourceText("test", "domain I = [-1, 1]\n" + text + "solve until 1\n");
        var model = Binding.ProgramBinder.Bind(source, Language.Parsing.FlowParser.Parse(source).Value!, Binding.Overrides.None);
        Assert.True(model.Value is not null, string.Join("\n", model.Diagnostics));
        return model.Value.Flows.Any(f => EquationBuilder.Of(f, model.Value.Flows).Diagnostics.Any(d => d.Code == "F0574"));
    }
}
