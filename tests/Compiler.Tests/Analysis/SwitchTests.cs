using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Tests.Analysis;

public class SwitchTests
{

    [Theory]
    // Jumps, also where the part that jumps has a continuous factor that does not vanish there.
    [InlineData("step(u)", SwitchKind.Jump)]
    [InlineData("floor(4*u)", SwitchKind.Jump)]
    [InlineData("ceil(u)*u^2", SwitchKind.Jump)]
    [InlineData("mod(u, 1/2)", SwitchKind.Jump)]
    [InlineData("sign(u)*(u^2 + 1)", SwitchKind.Jump)]
    [InlineData("if u < 1 then u else 2*u", SwitchKind.Jump)]
    [InlineData("step(u')*u^2", SwitchKind.Jump)]
    [InlineData("|grad (step(u))|^2", SwitchKind.Jump)]
    // Kinks, judged as wholes.
    [InlineData("|u|", SwitchKind.ConvexKink)]
    [InlineData("u*sign(u)", SwitchKind.ConvexKink)]
    [InlineData("max(u, -2*u)", SwitchKind.ConvexKink)]
    [InlineData("if u < 1 then u else 2*u - 1", SwitchKind.ConvexKink)]
    [InlineData("|u'|", SwitchKind.ConvexKink)]
    [InlineData("u*log(max(u, 0.1))", SwitchKind.ConvexKink)]
    [InlineData("2*|u - 1| - |u - 1|", SwitchKind.ConvexKink)]
    [InlineData("-|u|", SwitchKind.ConcaveKink)]
    [InlineData("min(u, 1)", SwitchKind.ConcaveKink)]
    [InlineData("(|u| - 1)^2", SwitchKind.ConcaveKink)]
    [InlineData("u'^2 - |u'|", SwitchKind.ConcaveKink)]
    [InlineData("clamp(u, -5, 1/3)", SwitchKind.ConcaveKink)]
    [InlineData("min(u'^2, 1)", SwitchKind.ConcaveKink)]
    // None.
    [InlineData("max(u, 0)^2", null)]
    [InlineData("|u|^3", null)]
    [InlineData("u^2*sign(u)", null)]
    [InlineData("if u < 1 then u^2 else 2*u - 1", null)]
    [InlineData("step(x)*u", null)]
    [InlineData("|x - 1/3|*u", null)]
    [InlineData("sqrt(1 + u'^2)", null)]
    [InlineData("u^4 - u^2", null)]
    public void An_integrand_is_judged_as_a_whole(string integrand, SwitchKind? expected)
    {
        var found = Of($"F[u] = int {integrand}");
        Assert.Equal(expected, found.Count == 0 ? null : found.Select(s => s.Kind).Order().First());
    }

    [Theory]
    [InlineData("F[u] = (int u) + step(int u)", SwitchKind.Jump)]
    [InlineData("F[u] = |(int u) - 1|", SwitchKind.ConvexKink)]
    [InlineData("F[u] = -2*(int |u|)", SwitchKind.ConcaveKink)]
    [InlineData("F[u] = int (fun x y -> |u x - u y|)", SwitchKind.ConvexKink)]
    [InlineData("F[u] = int (fun x y -> |x - y|*u x*u y)", null)]
    public void So_are_functions_of_functionals_and_double_integrals(string functional, SwitchKind? expected)
    {
        var found = Of(functional);
        Assert.Equal(expected, found.Count == 0 ? null : found.Select(s => s.Kind).Order().First());
    }

    [Fact]
    public void It_says_where()
    {
        var change = Assert.Single(Of("F[u] = int 3*min(u, 1/4)"));
        Assert.Equal(0.25, change.At, 1e-9);
        Assert.Equal(3, change.Below, 1e-9);
        Assert.Equal(0, change.Above, 1e-9);
    }

    [Fact]
    public void What_is_not_varied_may_jump()
    {
        var energy = Program.Equation("domain I = [0, 1]\nstate u : field on I = x\nstate c : field on I = x\nF[u, c] = int u^2*step(c)\nflow u = descend F[u, c] in L2\nsolve until 1\n");
        Assert.NotNull(energy);
    }

    // What the front end refuses is judged as well: only the binding of the functional is needed.
    private static Seq<Switch> Of(string functional)
    {
        var source = new Language.Text.SourceText("test", $"domain I = [-1, 1]\nstate u : field on I = x\n{functional}\n");
        var model = Binding.ProgramBinder.Bind(source, Language.Parsing.FlowParser.Parse(source).Value!, Binding.Overrides.None);
        Assert.True(model.Value is not null, string.Join("\n", model.Diagnostics));
        var bound = model.Value.Functionals[0];
        return Switches.Of(bound.Value, [bound.Formals[0]], _ => Interval.Everything, (_, _) => new Interval(-1, 1));
    }
}
