namespace Flows.Cli.Tests.Claims;

/// <summary>What `explain` says is conserved: all of it is found, and none of it moves in a run.</summary>
public class ConservedClaimTests
{
    private const string Heat = "F[u] = int u'^2/2\nflow u = descend F in L2";
    private const string Beam = "F[u] = int u''^2/2\nflow u = descend F in L2";

    public static TheoryData<string, string, string> Linear => new()
    {
        // What is claimed of a field u on an interval: its conditions, its flow, the weights.
        { "[0, 1] = 1 + x^2", Heat, "u" },
        { "[0, 1] = 1 + x^2 where noflux on boundary", Heat, "u" },
        { "[0, 1] = 1 + x^2 where u' = 0 on left", Heat, "u" },
        { "[0, 1] = x where u = 0 on left", Heat, "" },
        { "[0, 1] = x where u' = 1 on right", Heat, "" },
        { "periodic [0, 1] = sin(2*pi*x) + 1", Heat, "u" },
        { "[0, 1] = 1 + x^2", Heat + " + 5", "" },
        { "[0, 1] = 1 + x^2", "F[u] = int u'^2/2 + u^2/2\nflow u = descend F in L2", "" },
        { "[0, 1] = 1 + x^2", "F[u] = int u'^2/2\nflow u = descend F in L2 { mobility = 1/(1 + x) }", "u*(x + 1)" },
        { "[0, 1] = 1 + x^2", "F[u] = int u'^2/2\nflow u = descend F in L2 + descend F in H^-1", "u" },
        { "[0, 1] = 1 + x^2", "F[u] = int u'^2/2\nflow u = descend F in H1 { alpha = 0.1 }", "u" },
        { "periodic [0, 1] = sin(2*pi*x) + 1", Heat + " - u*u'", "u" },
        { "[0, 1] = x^2*(1 - x)", Beam, "u|u*x" },
        { "[0, 1] = x^2*(1 - x) where u = 0 on left", Beam, "u*x" },
        { "[1, 2] = (x - 1)^2 where u = 0 on left", Beam, "(x - 1)*u" },
        { "[1, 2] = (2 - x)^2 where u = 0 on right", Beam, "(x - 2)*u" },
        { "[0, 1] = x^2*(1 - x) where u = 0 on boundary", Beam, "" },
        { "[0, 1] = cos(pi*x) where noflux on boundary", Beam, "u" },
        { "[0, 1] = x^2*(1 - x)^2 where u = 0 on left, u' = 0 on left", Beam, "" },
        { "periodic [0, 1] = 1 + sin(2*pi*x)", Beam, "u" },
    };

    [Theory]
    [MemberData(nameof(Linear))]
    public void Linear_functionals_are_found_and_kept(string domainAndStart, string flow, string weights)
    {
        var (domain, start) = (domainAndStart[..domainAndStart.IndexOf('=')], domainAndStart[domainAndStart.IndexOf('=')..]);
        var wanted = weights.Length == 0 ? [] : weights.Split('|');
        // What is conserved moves by what the solver leaves; where nothing is, that does not matter.
        var tolerance = wanted.Length > 0 ? "1e-12" : "1e-9";
        var program = $"domain L = {domain}\nstate u : field on L {start}\n{flow}\nsolve on 24 cells by implicit {{ dt = 1e-4; tol = {tolerance} }} until 2e-3";
        var claimed = Claimed.Statements(program, "conserved").Where(s => s.Contains("int ", StringComparison.Ordinal))
            .Select(s => s.Replace("the mass ", "", StringComparison.Ordinal)["int ".Length..]).ToArray();
        Assert.Equal(wanted.Order(), claimed.Select(c => c.Replace("x*u", "u*x", StringComparison.Ordinal).Replace("(x + 1)*u", "u*(x + 1)", StringComparison.Ordinal)).Order());

        var run = Claimed.Run(program + "\nobserve size = int |u|\nobserve one = int u\nobserve first = int x*u" + string.Concat(claimed.Select((c, i) => $"\nobserve q{i} = int {c}")));
        for (var i = 0; i < claimed.Length; i++)
        {
            var (first, last) = Claimed.Ends(run, $"q{i}");
            // Twenty steps, each solved to 1e-12 of the largest value.
            Assert.True(Math.Abs(last - first) <= 1e-9, $"int {claimed[i]}: {first:R} to {last:R}\n{program}");
        }
        if (wanted.Length > 0)
            return;
        // What is not claimed does move.
        Assert.All(["one", "first"], name => Assert.True(Math.Abs(Claimed.Ends(run, name).Last - Claimed.Ends(run, name).First) > 1e-6 || flow == Heat + " - u*u'", $"{name}\n{program}"));
    }

    private const string Pair = "state v : field on L = 0\nH[u, v] = int v^2/2 + u'^2/2\nflow (u, v) = hamilton H";

    [Theory]
    // Nothing is done on the sides: the Hamiltonian is conserved.
    [InlineData("[0, 1] = cos(pi*x)", Pair, "")]
    [InlineData("[0, 1] = cos(pi*x) where noflux on boundary", Pair, "")]
    [InlineData("[0, 1] = sin(pi*x) where u = 0 on boundary", Pair, "")]
    [InlineData("[0, 1] = x where u = 0 on left, u = 1 on right", Pair, "")]
    [InlineData("periodic [0, 1] = sin(2*pi*x)", Pair, "")]
    // Work is done: the balance is named.
    [InlineData("[0, 1] = 0 where u = sin(t) on left, u = 0 on right", Pair, "cos(t)*d/dn u on left")]
    [InlineData("[0, 1] = 0 where u = 0 on left, u' = 2 on right", Pair, "(2) d/dt u on right")]
    [InlineData("[0, 1] = 0 where u = 0 on left, u' = 1 on right", Pair, "d/dt u on right")]
    [InlineData("[0, 1] = 0 where u = 0 on left, u' = cos(t) on right", Pair, "(cos(t)) d/dt u on right")]
    [InlineData("[0, 1] = 0 where u = 0 on boundary", "state v : field on L = 0\nH[u, v] = int v^2/2 + u'^2/2 + t*u\nflow (u, v) = hamilton H", "int u")]
    public void A_hamiltonian_is_conserved_where_nothing_is_done_to_it(string domainAndStart, string flow, string work)
    {
        var (domain, start) = (domainAndStart[..domainAndStart.IndexOf('=')], domainAndStart[domainAndStart.IndexOf('=')..]);
        var program = $"domain L = {domain}\nstate u : field on L {start}\n{flow}\nsolve on 40 cells by implicit_midpoint {{ dt = 0.002; tol = 1e-13 }} until 0.3";
        var isClaimed = Claimed.Statements(program, "conserved").Contains("the Hamiltonian H");
        Assert.Equal(work.Length == 0, isClaimed);
        Assert.Equal(work.Length == 0 ? [] : [$"d/dt H = {work}", $"d/dt H = {work}"], Claimed.Statements(program, "balance"));
        var (first, last) = Claimed.Ends(Claimed.Run(program), "H");
        // The midpoint rule keeps quadratic invariants to the tolerance of its solver.
        Assert.Equal(isClaimed, Math.Abs(last - first) <= 1e-8);
    }

    [Fact]
    public void A_vibrating_beam_without_support_keeps_its_momenta()
    {
        const string Program = "domain L = [0, 1]\nstate u : field on L = x^2*(1 - x)\nstate v : field on L = x\nH[u, v] = int v^2/2 + u''^2/200\nflow (u, v) = hamilton H\nsolve on 24 cells by implicit_midpoint { dt = 1e-3; tol = 1e-13 } until 0.02";
        Assert.Equal(["the Hamiltonian H", "int v", "int x*v", "the Hamiltonian H"], Claimed.Statements(Program, "conserved"));
        var run = Claimed.Run(Program + "\nobserve p = int v\nobserve l = int x*v");
        Assert.All(["p", "l"], name => Assert.True(Math.Abs(Claimed.Ends(run, name).Last - Claimed.Ends(run, name).First) <= 1e-9));
    }

    [Theory]
    // Each of two Hamiltonians is turned by the other as well; one is kept by its own flow alone.
    [InlineData("flow z = hamilton H", true)]
    [InlineData("flow z = hamilton H + hamilton G", false)]
    [InlineData("flow z = hamilton H + (0, 1)", false)]
    public void Of_several_hamiltonians_none_is_claimed(string flow, bool isConserved) => Assert.Equal(isConserved, Claimed.Explanation(
        $"domain P = real^2\nstate z : point in P = (1, 0)\nH[z] = (z.x^2 + z.y^2)/2\nG[z] = z.x\n{flow}\nsolve until 1").Contains("the Hamiltonian", StringComparison.Ordinal));

    [Theory]
    [InlineData("|lap u|^2/2", "int u|int u*x|int u*y|int u*x*y|int u*(x^2 - y^2)")]
    [InlineData("|grad u|^2/2", "int u")]
    public void A_plate_keeps_what_does_not_bend_it(string energy, string wanted)
    {
        var claimed = Claimed.Statements($"domain B = [0, 1] * [0, 2]\nstate u : field on B = x\nF[u] = int {energy}\nflow u = descend F in L2\nsolve on 8*8 cells until 1", "conserved");
        string Sorted(string s) => string.Concat(s.Where(char.IsLetter).Order());
        Assert.Equal(wanted.Split('|').Select(Sorted).Order(), claimed.Select(Sorted).Order());
    }
}
