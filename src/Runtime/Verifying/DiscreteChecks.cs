using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.States;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Verifying;

/// <summary>Gradient, Hessian and operator of a plan, on few cells: what they must satisfy holds on any number.</summary>
internal static class DiscreteChecks
{
    /// <summary>The checks of every energy that flows.</summary>
    public static IEnumerable<CheckResult> Of(Plan plan, Seq<string> names) => plan.System is null ? OnRow(plan, names[0]) : OnGrid(plan, plan.System, names);

    private static IEnumerable<CheckResult> OnGrid(Plan plan, GridSystemPlan system, Seq<string> names)
    {
        Seq<int> cells = [.. plan.GridCells.Select((n, i) => Math.Min(n, plan.GridCells.Count switch { 1 => 48, 2 => 16 - 2 * i, _ => 8 - i }))];
        var note = $"{GridPlanning.Text(cells)} cells";
        var start = ShortRun.Start(Refinement.OnCells(plan, cells));
        Seq<StateLevel> levels = [.. plan.States.Select((s, i) => StateLevel.Of(s, start.States[i].Values))];
        for (var energy = 0; energy < system.Energies.Count; energy++)
        {
            using var probe = new GridEnergyProbe(plan, energy, cells);
            var samples = SmoothSamples.OnCells(plan, cells, levels, probe);
            if (samples.Count == 0)
            {
                yield return CheckResult.Without("gradient", names[energy], "no random state was found at which the energy is finite");
                continue;
            }
            var inner = DirectionsInside.Of(plan, cells, samples);
            yield return EnergyChecks.Gradient(names[energy], probe, inner, inner.Equals(samples) ? note : $"{note}, those at sides with a normal derivative held fixed: the slope is no part of the energy");
            yield return EnergyChecks.Hessian(names[energy], probe, samples, note);
            using var k = new GridOperatorProbe(plan, energy, cells, samples[0].State);
            foreach (var row in Operator(plan, system, energy, names[energy], k, note))
                yield return row;
        }
    }

    private static IEnumerable<CheckResult> Operator(Plan plan, GridSystemPlan system, int energy, string name, GridOperatorProbe k, string note)
    {
        bool Descends(int state) => plan.Equations.Any(e => e.State.Symbol == system.States[state] && e.Flow.Descents.Count > 0);
        bool Turns(int state) => plan.Equations.Any(e => e.State.Symbol == system.States[state] && e.Flow.Hamiltonians.Count > 0);
        int[] states = [.. system.Potentials.Where(p => p.Energy == energy).Select(p => p.State)];
        var (descends, turns) = (states.Any(Descends), states.Any(Turns));
        if (turns && !descends)
            yield return OperatorChecks.Symmetry(name, k, note, -1);
        else if (turns)
            yield return CheckResult.Without("K symmetric", name, "it descends and turns the states at once");
        else if (GridPlanning.Face(plan.Options) == FaceRule.Upwind)
            yield return CheckResult.Without("K symmetric", name, "upwind mobilities depend on the potential");
        else
            yield return OperatorChecks.Symmetry(name, k, note);
        yield return descends ? OperatorChecks.Positivity(name, k, note) : CheckResult.Without("K positive", name, "a Hamiltonian flow does not descend");
    }

    private static IEnumerable<CheckResult> OnRow(Plan plan, string name)
    {
        var small = Refinement.OnCells(plan, [Math.Min(plan.GridCells[0], 48)]);
        using var state = (RowState)FlowRunner.StateOf(small, new RunSettings(null, true, 0));
        state.Refresh();
        if (state.Descended is not { } energy)
            yield break;
        energy.SetTime(0);
        var probe = new RowEnergyProbe(energy);
        var note = $"{GridPlanning.Text(small.GridCells)} cells{(state is QuantileState ? " in mass coordinates" : "")}";
        var samples = state is QuantileState ? SmoothSamples.OfNodes(state.Unknowns)
            : SmoothSamples.OnCells(plan, small.GridCells, [StateLevel.Of(plan.State!, state.Values)], probe);
        if (samples.Count == 0)
        {
            yield return CheckResult.Without("gradient", name, "no random state was found at which the energy is finite");
            yield break;
        }
        yield return EnergyChecks.Gradient(name, probe, samples, note);
        yield return EnergyChecks.Hessian(name, probe, samples, note);
        if (state is QuantileState moving)
        {
            var metric = new QuantileMetricProbe(new QuantileMetric(moving.Masses));
            yield return OperatorChecks.Symmetry(name, metric, $"{note}; of its inverse, W2² = dᵀMd");
            yield return OperatorChecks.Positivity(name, metric, $"{note}; of its inverse, W2² = dᵀMd");
            yield break;
        }
        var k = new RowOperatorProbe(((GridState)state).Operator(plan), samples[0].State);
        yield return plan.Options.Word("face") is "upwind" or "scharfetter_gummel"
            ? CheckResult.Without("K symmetric", name, $"mobilities of `{plan.Options.Word("face")}` faces depend on the potential")
            : OperatorChecks.Symmetry(name, k, note);
        yield return OperatorChecks.Positivity(name, k, note);
    }
}
