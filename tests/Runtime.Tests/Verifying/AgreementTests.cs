using Flows.Compiler.Planning;
using Flows.Runtime.Steppers;
using Flows.Runtime.Verifying;

namespace Flows.Runtime.Tests.Verifying;

/// <summary>Methods that leave something out are found by another method that does not, at full order though they are; and sides are no false alarms.</summary>
public class AgreementTests
{
    private static string Program(string start, string flow, string method, string domain = "[0, 1]", string energy = "int u'^2/20 + u^2/2 + u^4/4") =>
        $"domain D = {domain}\nstate u : field on D = {start}\nF[u] = {energy}\nflow u = {flow}\nsolve on 32 cells by {method} until 0.5";

    [Theory]
    [InlineData("0.2*cos(pi*x)", "descend F in L2", "implicit { dt = 1e-3 }")]
    [InlineData("0.2*cos(pi*x)", "descend F in L2 + 1", "implicit { dt = 1e-3 }")]
    [InlineData("0.2*cos(pi*x)", "descend F in L2 + x", "rkc { rtol = 1e-5 }")]
    [InlineData("sin(pi*x) where u = 0 on boundary", "descend F in L2", "explicit")]
    [InlineData("1 - x where u = 1 on left, u = 0 on right", "descend F in L2", "imex { dt = 1e-3 }")]
    [InlineData("x^2/2 where u' = 1 on right", "descend F in L2", "implicit { dt = 1e-3 }")]
    [InlineData("0.2*cos(pi*x)", "descend F in H^-1", "implicit { dt = 1e-3 }")]
    [InlineData("0.2*cos(pi*x)", "descend F in H1 { alpha = 0.1 }", "implicit { dt = 1e-3 }")]
    public void A_method_that_leaves_nothing_out_agrees(string start, string flow, string method)
    {
        var check = Agreement.Of(ProgramVerifierTests.Plan(Program(start, flow, method)));
        Assert.True(check.Verdict == Verdict.Passed, check.ToString());
    }

    [Theory]
    // What is run, and what should have been.
    [InlineData("descend F in L2", "descend F in L2 + 5", "cos(pi*x)", "cos(pi*x)")]
    [InlineData("descend F in L2", "descend F in L2 + x*u", "cos(pi*x)", "cos(pi*x)")]
    [InlineData("descend F in L2", "descend F in L2 { mobility = 1.1 }", "cos(pi*x)", "cos(pi*x)")]
    [InlineData("descend F in L2", "descend F in L2 { mobility = 1 + t }", "cos(pi*x)", "cos(pi*x)")]
    [InlineData("descend F in L2", "descend F in L2", "sin(pi*x) where u = 0 on boundary", "sin(pi*x) where u = 10*t on boundary")]
    [InlineData("descend F in L2", "descend F in L2", "cos(pi*x)", "cos(pi*x) where u' = 2 on right")]
    public void What_is_left_out_is_found(string run, string meant, string start, string meantStart)
    {
        const string Method = "implicit { dt = 1e-3 }";
        var wrong = ProgramVerifierTests.Plan(Program(start, run, Method));
        var right = ProgramVerifierTests.Plan(Program(meantStart, meant, Method));
        // The plan drops what the program says; the method that it is compared with is planned from the program.
        var check = Agreement.Of(wrong, MethodSurvey.Planned(MethodCatalog.All.Single(m => m.Name == "rkc"), right.Model, right.Equations)!);
        Assert.True(check.Verdict == Verdict.Failed, check.ToString());
    }

    [Theory]
    [InlineData("x^2/2 where u' = 1 on right", "L2")]
    [InlineData("0 where u' = 1 on right", "L2")]
    [InlineData("0 where u' = 1 on right, u' = x on left", "L2")]
    [InlineData("0 where u' = cos(t) on right", "L2")]
    [InlineData("0 where u = 1 on left, u' = 2 on right", "L2")]
    [InlineData("x", "L2")]
    [InlineData("x", "H^-1")]
    [InlineData("1 + x where u = 0 on left", "L2")]
    [InlineData("x", "H1 { alpha = 0.1 }")]
    public void Data_at_the_sides_are_no_false_alarms(string start, string metric)
    {
        foreach (var method in (string[])["implicit { dt = 1e-3 }", "rkc { rtol = 1e-5 }"])
        {
            var verification = ProgramVerifier.Verify(ProgramVerifierTests.Plan(Program(start, $"descend F in {metric}", method)), CancellationToken.None);
            Assert.True(verification.Passed, $"{method}: {string.Join('\n', verification.Checks.Where(c => c.Verdict == Verdict.Failed))}");
        }
    }

    [Fact]
    public void A_conserved_functional_that_moves_is_found()
    {
        // The claims of free ends for a rod that is held.
        var free = ProgramVerifierTests.Plan("domain L = [0, 1]\nstate u : field on L = 1 + cos(pi*x)\nF[u] = int u'^2/2\nflow u = descend F in L2\nsolve on 32 cells by implicit { dt = 1e-3 } until 0.1");
        var held = ProgramVerifierTests.Plan("domain L = [0, 1]\nstate u : field on L = 1 + cos(pi*x) where u = 0 on right\nF[u] = int u'^2/2\nflow u = descend F in L2\nsolve on 32 cells by implicit { dt = 1e-3 } until 0.1");
        Assert.Equal(Verdict.Passed, LawChecks.Of(free).Single(c => c.Name == "conserved").Verdict);
        var claimed = held with { Equations = [held.Equations[0] with { Facts = held.Equations[0].Facts with { Invariants = free.Equations[0].Facts.Invariants } }] };
        Assert.Equal(Verdict.Failed, LawChecks.Of(claimed).Single(c => c.Name == "conserved").Verdict);
    }

    [Fact]
    public void A_density_that_is_promised_to_stay_positive_and_does_not_is_found()
    {
        var plan = ProgramVerifierTests.Plan("domain L = [0, 1]\nstate rho : density on L = max(0, 0.1 - |x - 0.5|)\nF[rho] = int |grad rho|^2/2\nflow rho = descend F in wasserstein { mobility = 1 + rho }\nsolve on 50 cells by implicit { dt = 1e-6 } until 1e-4");
        Assert.Equal(Verdict.NotApplicable, LawChecks.Of(plan).Single(c => c.Name == "positivity").Verdict);
        Assert.Equal(Verdict.Failed, LawChecks.Of(plan with { Promises = plan.Promises with { Positivity = true } }).Single(c => c.Name == "positivity").Verdict);
    }
}
