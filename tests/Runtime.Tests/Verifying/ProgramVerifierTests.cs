using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Planning;
using Flows.Compiler.Verifying;
using Flows.Language.Text;
using Flows.Runtime.Steppers;
using Flows.Runtime.Verifying;

namespace Flows.Runtime.Tests.Verifying;

/// <summary>Programs of every kind pass, and what is seeded wrong in a plan is found.</summary>
public class ProgramVerifierTests
{
    private const string Row = """
        domain Line = [0, 1]
        state rho : density on Line = 1 + 0.5*cos(pi*x)
        F[rho] = int rho*log(rho) + |grad rho|^2/50
        flow rho = descend F in wasserstein
        solve on 32 cells by implicit { dt = 1e-3 } until 0.1
        """;

    private const string Moving = """
        domain Line = [-4, 4]
        state rho : density on Line = gaussian(0.5, 0.6)
        F[rho] = (int rho*log(rho) + x^2/2*rho) + (int x^2*rho)^2/10
        flow rho = descend F in wasserstein
        solve on 40 cells by jko { tau = 0.02 } until 0.2
        """;

    private const string Grid = """
        domain Box = periodic [0, 1] * [0, 1]
        state rho : density on Box = 1 + 0.2*cos(2*pi*x)*cos(pi*y)
        state c   : field on Box = 1 + 0.1*cos(pi*y)
        G[rho, c] = (int rho*log(rho) - rho*c + |grad c|^2/2 + c^2/2) + (int c)^2/3
        flow rho = descend G in wasserstein
        flow c   = descend G in L2
        solve on 16*16 cells by implicit { dt = 1e-3 } until 0.02
        """;

    private const string Turning = """
        domain Ring = periodic [0, 2*pi]
        state u : field on Ring = sin x
        state v : field on Ring = 0.3*cos x
        H[u, v] = int v^2/2 + |grad u|^2/2 + u^4/4
        flow (u, v) = hamilton H
        solve on 32 cells by symplectic { dt = 0.02 } until 1
        """;

    private const string Waves = """
        domain Ring = periodic [0, 1]
        state c : field on Ring = 0.3*cos(2*pi*x)
        E[c] = int 0.02*|grad c|^2 + (1 - c^2)^2/4
        flow c = descend E in H^-1
        solve on 32 cells by spectral { dt = 1e-3 } until 0.05
        """;

    public static TheoryData<string, string, int> Programs => new()
    {
        { "row", Row, 9 },
        { "moving", Moving, 9 },
        { "grid", Grid, 9 },
        { "turning", Turning, 6 },
        { "waves", Waves, 7 },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_passes_every_check_that_applies(string name, string program, int passed)
    {
        var verification = ProgramVerifier.Verify(Plan(program), CancellationToken.None);
        var text = string.Join('\n', verification.Checks.Select(c => c.ToString()));
        Assert.True(verification.Passed, $"{name}\n{text}");
        Assert.True(verification.Checks.Count(c => c.Verdict == Verdict.Passed) >= passed, $"{name}\n{text}");
        foreach (var check in verification.Checks)
            Assert.True(check.Verdict is Verdict.Passed || check.Note.Length > 0, text);
    }

    [Theory]
    [InlineData(Row)]
    [InlineData(Moving)]
    [InlineData(Grid)]
    public void A_method_that_claims_one_order_more_fails(string program)
    {
        var plan = Plan(program);
        var order = plan.Method!.Order(plan.Options);
        Assert.Equal(Verdict.Failed, OrderInTime.Of(plan with { Method = plan.Method with { Order = _ => order + 1 } }).Verdict);
    }

    [Fact]
    public void Rates_that_no_metric_makes_fail()
    {
        var plan = Plan(Grid);
        var potential = GridArray.Value(GridRole.Potential, 1, Shift.None);
        // A transport term: antisymmetric, so that K is still positive.
        var leaning = plan with { System = plan.System! with { Rates = [plan.System.Rates[0], plan.System.Rates[1] + (potential - GridForms.Moved(potential, new Shift(0, 0, 1)))] } };
        Assert.Equal(Verdict.Failed, Check(leaning, "K symmetric").Verdict);
        var climbing = plan with { System = plan.System! with { Rates = [-plan.System.Rates[0], plan.System.Rates[1]] } };
        Assert.Equal(Verdict.Failed, Check(climbing, "K positive").Verdict);
    }

    [Fact]
    public void A_method_that_states_a_balance_it_does_not_keep_fails()
    {
        // The dissipation of one flow counted twice.
        var plan = Plan(Grid);
        var wrong = plan with { System = plan.System! with { Dissipation = 2 * plan.System.Dissipation } };
        Assert.Equal(Verdict.Failed, LawChecks.Of(wrong).Single(c => c.Name == "energy law").Verdict);
        Assert.Equal(Verdict.Passed, LawChecks.Of(plan).Single(c => c.Name == "energy law").Verdict);
    }

    [Fact]
    public void A_wrong_functional_derivative_is_found()
    {
        var plan = Plan(Row);
        var (energy, right) = (plan.Equation!.Flow.Descent!.Energy, plan.Equation.Variation!.Display);
        TestedState[] states = [new(plan.State!, 1, 0.4)];
        double Rate(Func<double, double> f, double claimed) => Differences.Rate(f, 0.05);
        Assert.InRange(DerivativeTest.Of(energy, right, plan.State!, [.. states], Rate)!.Value.Error, 0, 1e-10);
        Assert.InRange(DerivativeTest.Of(energy, right * Flows.Compiler.Symbolics.Build.Number(1.0001), plan.State!, [.. states], Rate)!.Value.Error, 1e-6, 1e-3);
    }

    [Fact]
    public void A_dry_density_is_measured_and_not_judged_where_its_front_has_no_order()
    {
        var plan = Plan("""
            domain Box = [-3, 3] * [-3, 3]
            state rho : density on Box = max(0, 1 - x^2 - y^2)
            F[rho] = int rho^2
            flow rho = descend F in wasserstein
            solve on 32*32 cells by explicit until 0.1
            """);
        var check = OrderInSpace.Of(plan);
        Assert.Equal(Verdict.NotJudged, check.Verdict);
        Assert.Contains("not smooth", check.Note, StringComparison.Ordinal);
        Assert.True(check.Measured < 1.7);
    }

    [Fact]
    public void A_program_without_a_flow_has_nothing_to_check()
    {
        var check = Assert.Single(ProgramVerifier.Verify(Plan("domain I = [0, 1]\nJ[y] = int y'^2/2\nvary J at y = x along x*(1 - x)\nexpect slope J ~ 0 within 1e-9\n"), CancellationToken.None).Checks.AsEnumerable());
        Assert.Equal(Verdict.NotApplicable, check.Verdict);
    }

    internal static Plan Plan(string program)
    {
        var compiled = FlowCompiler.Compile(new SourceText("test", program + "\n"), MethodCatalog.Target, Overrides.None);
        Assert.True(compiled.Value is not null, $"{program}\n{string.Join("\n", compiled.Diagnostics)}");
        return compiled.Value!;
    }

    private static CheckResult Check(Plan plan, string name) => DiscreteChecks.Of(plan, ["G"]).Single(c => c.Name == name);
}
