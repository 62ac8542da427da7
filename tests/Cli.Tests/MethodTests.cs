using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Language.Text;
using Flows.Runtime.Steppers;

namespace Flows.Cli.Tests;

/// <summary>Which method takes which flow, and what is said where none does or none runs.</summary>
public class MethodTests
{
    private const string Field = "state u : field on [0, 1] = x\nE[u] = int |grad u|^2/2 + u^4/4\nflow u = descend E in L2\n";
    private const string Density = "state rho : density on [0, 1] = 1\nF[rho] = int rho*log(rho)\nflow rho = descend F in wasserstein\n";
    private const string Held = "state u : field on [0, 1] = 0 where u = 0 on boundary\nE[u] = int |grad u|^2/2\nflow u = descend E in L2\n";
    private const string Second = "state u : field on [0, 1] = x\nE[u] = int (lap u)^2\nflow u = descend E in L2\n";
    private const string Even = "state u : field on [0, 1] = x where noflux on boundary\nE[u] = int (lap u)^2\nflow u = descend E in L2\n";
    private const string Point = "domain Q = real^2\nstate q : point in Q = (1, 0)\nE[q] = q.x^2/2 + q.y^2/2\n";
    private const string Gradient = Point + "flow q = descend E in euclidean\n";
    private const string Turned = Point + "flow q = hamilton E\n";
    private const string Mixed = "domain Q = real^2\nstate q : point in Q = (1, 0)\nE[q] = q.x^2*q.y^2\nflow q = hamilton E\n";
    private const string Noisy = Point + "flow q = descend E in euclidean + brownian(2)\n";
    private const string Particles = "domain R = real\nstate theta : particles 100 in R = normal(0, 1)\nF[theta] = int x^2*theta\nflow theta = descend F in stein\n";
    private const string Wave = "domain I = [0, 1]\nstate u : field on I = x\nstate v : field on I = 0\nH[u, v] = int v^2/2 + |grad u|^2/2\nflow (u, v) = hamilton H\n";
    private const string Terms = "state u : field on [0, 1] = x\nflow u = 1 - u\n";
    private const string Smoothed = "state u : field on [0, 1] = x\nE[u] = int |grad u|^2/2\nflow u = descend E in H1\n";

    public static TheoryData<string, string> Taken => new()
    {
        { Field, "explicit imex implicit rkc sav spectral" },
        { Density, "explicit implicit jko rkc spectral" },
        { Held, "explicit imex implicit rkc sav" },
        { Second, "explicit imex implicit rkc sav" },
        { Even, "explicit imex implicit rkc sav spectral" },
        { Gradient, "euler implicit implicit_midpoint rk4 rk45" },
        { Turned, "euler implicit implicit_midpoint rk4 rk45 symplectic" },
        { Mixed, "euler implicit implicit_midpoint rk4 rk45" },
        { Noisy, "em" },
        { Particles, "euler implicit implicit_midpoint rk4 rk45" },
        { Wave, "explicit implicit implicit_midpoint spectral symplectic" },
        { Terms, "explicit implicit rkc spectral" },
        { Smoothed, "explicit imex implicit rkc sav spectral" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void A_method_takes_what_it_is_made_for_and_refuses_the_rest_with_what_fits(string flow, string methods)
    {
        var fitting = methods.Split(' ');
        foreach (var method in MethodCatalog.All)
        {
            var found = Diagnose($"{flow}solve by {method.Name} until 1\n");
            if (fitting.Contains(method.Name))
            {
                Assert.All(found, d => Assert.Equal("F0690", d.Code));
                continue;
            }
            var error = Assert.Single(found);
            Assert.Equal("F0601", error.Code);
            var said = string.Join(' ', error.Helps.Concat(error.Notes));
            Assert.All(fitting, f => Assert.Contains(f, said, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Taken))]
    public void A_survey_says_what_each_method_promises(string flow, string methods)
    {
        var equations = FlowCompiler.Analyse(new SourceText("test", flow + "solve until 1\n"), MethodCatalog.Target, Overrides.None).Value!.Equations;
        var survey = MethodSurvey.Of(equations, MethodCatalog.Target);
        Assert.Equal(MethodCatalog.All.Select(m => m.Name), survey.Select(v => v.Method.Name));
        Assert.Equal(methods, string.Join(' ', survey.Where(v => v.Fit.Possible).Select(v => v.Method.Name)));
        Assert.All(survey, v => Assert.True(v.Fit.Reason.Length > 0 && v.Order >= 1));
        Assert.All(survey.Where(v => !v.Fit.Possible), v => Assert.Equal(new Promises(false, false, false, false), v.Promises));
        // Nothing is promised to fall that the flow does not let fall, and only by who promises it.
        Assert.All(survey.Where(v => v.Promises.Decay), v => Assert.True(v.Method.Name is "implicit" or "imex" or "jko" && equations.All(e => e.Facts.Dissipative)));
    }

    [Theory]
    [InlineData(Gradient, "point states")]
    [InlineData("state rho : density on [0, 1] = 1\nF[rho] = int rho^2\nflow rho = descend F in stein\n", "flows in the metric `stein`")]
    public void Where_none_runs_it_is_said_what_is_missing(string flow, string missing) =>
        Assert.Contains(missing, Assert.Single(Diagnose(flow + "solve until 1\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Auto_chooses_among_the_methods_that_run() => Assert.Equal(["implicit", "jko"], new[] { Field, Density }
        .Select(flow => FlowCompiler.Compile(new SourceText("test", flow + "solve until 1\n"), MethodCatalog.Target, Overrides.None).Value!.Method!.Name));

    [Fact]
    public void The_catalogue_names_the_methods_of_the_language() => Assert.Equal(
        ["em", "euler", "explicit", "imex", "implicit", "implicit_midpoint", "jko", "rk4", "rk45", "rkc", "sav", "spectral", "symplectic"], MethodCatalog.All.Select(m => m.Name));

    private static Language.Seq<Language.Diagnostics.Diagnostic> Diagnose(string text) =>
        FlowCompiler.Compile(new SourceText("test", text), MethodCatalog.Target, Overrides.None).Diagnostics;
}
