using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Verifying;

/// <summary>What holds in every step of a run, whatever its length: the energy law and the mass. The program's own steps are taken, some hundred of them.</summary>
internal static class LawChecks
{
    private const double BalanceBound = 1e-10, RiseBound = 1e-12, MassBound = 1e-12;

    // Hundreds of steps, each solved to 1e-12.
    private const double ConservedBound = 1e-9;
    private const string BalanceText = "|ΔF + τD| ≤ 1e-10·Σ|e|";
    private const int MostSteps = 200;

    // Five Gauss points average a logarithm to 1e-10 where its argument changes by half; cells with next to no mass do not count.
    private const double Gentle = 1.5, Weightless = 1e-12;

    private const double MostCellSteps = 1e6;
    private const int FewestSteps = 20;

    /// <summary>The laws of a plan.</summary>
    public static IEnumerable<CheckResult> Of(Plan plan)
    {
        var small = Refinement.OnCells(plan, OrderInTime.Coarse(plan.GridCells, plan.GridCells.Count switch { 1 => 400, 2 => 64, _ => 32 }));
        if (StatesBalance(plan) || LinearDrift.Claims(plan).Count > 0)
            small = Refinement.TightSolver(small);
        var walk = Walk(small);
        var note = string.Create(CultureInfo.InvariantCulture, $"{GridPlanning.Text(small.GridCells)} cells, {walk.Steps} steps to t = {walk.Time:G3}");
        if (walk.Steps == 0)
        {
            yield return CheckResult.Without("energy law", plan.EnergyName, $"no step was taken: {walk.Cause}");
            yield break;
        }
        yield return Balance(plan, walk, note);
        yield return !plan.HasEnergy ? CheckResult.Without("energy falls", "", "there is no energy")
            : !plan.Promises.Decay ? CheckResult.Without("energy falls", plan.EnergyName, $"not promised; the worst rise is {OrderInTime.Short(walk.Rise)}·Σ|e|")
            : CheckResult.AtMost("energy falls", plan.EnergyName, walk.Rise, RiseBound, "rise ≤ 1e-12·Σ|e|", note);
        yield return double.IsNaN(walk.MassDrift) || !plan.Promises.Mass
            ? CheckResult.Without("mass", "", double.IsNaN(walk.MassDrift) ? "the flow does not conserve it" : "the method does not promise it")
            : CheckResult.AtMost("mass", "", walk.MassDrift, MassBound, "drift ≤ 1e-12", note);
        if (plan.States.Any(s => s.Symbol.IsDensity))
            yield return plan.Promises.Positivity ? CheckResult.AtMost("positivity", "", -walk.Least, 0, "least ≥ 0", note)
                : CheckResult.Without("positivity", "", $"not promised; the least value is {OrderInTime.Short(walk.Least)}");
        foreach (var (name, drift) in walk.Drifts.AsEnumerable())
            yield return CheckResult.AtMost("conserved", name, drift, ConservedBound, "drift ≤ 1e-9", note);
    }

    private static CheckResult Balance(Plan plan, Totals walk, string note)
    {
        const string Name = "energy law";
        if (plan.Method!.Name == "jko")
            return WhyUnbalanced(plan) is { } why ? CheckResult.Without(Name, plan.EnergyName, why)
                : plan.Options.Word("scheme") == "be"
                ? CheckResult.AtMost(Name, plan.EnergyName, walk.Excess, RiseBound, "F + d²/2τ: rise ≤ 1e-12·Σ|e|", note)
                : CheckResult.Without(Name, plan.EnergyName, $"`{plan.Options.Word("scheme")}` states no balance");
        if (!StatesBalance(plan))
            return CheckResult.Without(Name, plan.EnergyName, plan.Method.Name == "implicit" ? $"`{plan.Options.Word("scheme")}` states no balance" : $"`{plan.Method.Name}` states no balance");
        if (WhyUnbalanced(plan) is { } reason)
            return CheckResult.Without(Name, plan.EnergyName, reason);
        if (walk.Defect > BalanceBound && walk.GentleDefect <= BalanceBound)
            return new CheckResult(Name, plan.EnergyName, walk.Defect, BalanceText, Verdict.NotJudged,
                $"{note}; only steps in which a density changes by half or more pass it: averages of its potential are then not exact");
        return walk.Balanced == 0 ? CheckResult.Without(Name, plan.EnergyName, "every step fell back to upwind mobilities, for which no balance is stated")
            : CheckResult.AtMost(Name, plan.EnergyName, walk.Defect, BalanceBound, BalanceText,
                walk.Balanced == walk.Steps ? note : string.Create(CultureInfo.InvariantCulture, $"{note}, {walk.Balanced} of them with a discrete gradient"));
    }

    // Discrete gradients: F_n − F_(n+1) is exactly τ⟨ξ, Kξ⟩.
    private static bool StatesBalance(Plan plan) => plan.Method!.Name == "implicit" && plan.Options.Word("scheme") is "" or "discrete_gradient" && plan.HasEnergy;

    private static string? WhyUnbalanced(Plan plan) =>
        plan.Equations.Any(e => e.Flow.Added is not null) ? "terms are added to the flow"
        : plan.States.Any(s => s.Boundary.Any(b => b.Kind == BoundaryKind.Neumann && b.Value is not Compiler.Symbolics.Number { Value.IsZero: true })) ? "a prescribed normal derivative does work on the sides"
        : plan.Equations.Any(e => e.Flow.Descents.Any(d => d.Open.Count > 0)) ? "mass passes an open side"
        : plan.System is { Energies.Count: > 1 } ? "the flow has several energies"
        : plan.Equations.Any(e => !e.Facts.Autonomous) || plan.States.Any(s => s.Boundary.Any(b => Compiler.Symbolics.TimeDependence.Of(b.Value))) ? "time appears in the flow"
        : null;

    private sealed record Totals(int Steps, double Time, double Rise, double Defect, double GentleDefect, int Balanced, double Excess, double MassDrift, FailureCause Cause)
    {
        public double Least { get; init; } = double.PositiveInfinity;

        public Seq<(string Name, double Drift)> Drifts { get; init; } = [];
    }

    private static Totals Walk(Plan plan)
    {
        using var state = FlowRunner.StateOf(plan, new RunSettings(null, true, 0) { Threads = 1 });
        var stepper = state.Stepper(plan);
        state.Fill();
        state.MeasureRoundOff();
        state.Refresh();
        var energy = state.Energy(0, out _);
        state.RememberMass();
        var conserved = new LinearDrift(plan, state);
        var most = (int)Math.Clamp(MostCellSteps / plan.Cells, FewestSteps, MostSteps);
        var adaptive = StepChoice.IsAdaptive(plan);
        var control = adaptive && state is QuantileState row ? new MotionControl(plan, row) : null;
        var (clock, dt) = (new HitClock([], plan.End!.Time), StepChoice.First(plan));
        var totals = new Totals(0, 0, 0, 0, 0, 0, double.NegativeInfinity, 0, FailureCause.None);
        while (!clock.AtEnd && totals.Steps < most)
        {
            control?.Remember(state.Unknowns);
            var before = Densities(plan, state, clock.Time);
            var outcome = stepper.Advance(state.Unknowns, clock.Time, clock.Limit(dt));
            if (!outcome.Accepted)
                return totals with { Cause = outcome.Cause };
            if (control?.Judge(outcome, clock.Time) is var (accepted, next))
            {
                dt = next;
                if (!accepted)
                {
                    control.Restore(state.Unknowns);
                    continue;
                }
            }
            else if (adaptive)
                dt = outcome.SuggestedDt;
            clock.Advance(outcome.Dt);
            state.Refresh();
            // The energy is computed anew: what the method says of itself is what is checked.
            var behind = state.Energy(clock.Time, out var magnitude);
            var scale = Math.Max(magnitude, double.Epsilon);
            var isBalanced = !double.IsNaN(outcome.BalanceDefect);
            var defect = isBalanced ? Math.Abs(energy - behind - outcome.Dt * outcome.Dissipation) / scale : 0;
            // NaN is worse than anything, and stays: Math.Max hands it on.
            totals = totals with
            {
                Steps = totals.Steps + 1,
                Time = clock.Time,
                Rise = Math.Max(totals.Rise, (behind - energy) / scale),
                Defect = Math.Max(totals.Defect, defect),
                GentleDefect = defect > BalanceBound && IsSteep(before, Densities(plan, state, clock.Time)) ? totals.GentleDefect : Math.Max(totals.GentleDefect, defect),
                Balanced = totals.Balanced + (isBalanced ? 1 : 0),
                Excess = Math.Max(totals.Excess, (behind + outcome.DistanceSquared / (2 * outcome.Dt) - energy) / scale),
                MassDrift = Math.Max(totals.MassDrift, state.MassDrift()),
                Least = Math.Min(totals.Least, state.Minimum()),
                Drifts = conserved.Look(clock.Time),
            };
            energy = behind;
        }
        return totals;
    }

    private static double[][] Densities(Plan plan, RunState state, double t) => !StatesBalance(plan) ? []
        : [.. state.Snapshots(t).Where((_, i) => plan.States[i].Symbol.IsDensity).Select(s => s.Values)];

    private static bool IsSteep(double[][] before, double[][] behind)
    {
        for (var i = 0; i < before.Length; i++)
        {
            var least = Weightless * before[i].Max();
            for (var c = 0; c < before[i].Length; c++)
                if (Math.Max(before[i][c], behind[i][c]) > least && !(Math.Max(before[i][c], behind[i][c]) < Gentle * Math.Min(before[i][c], behind[i][c])))
                    return true;
        }
        return false;
    }
}
