using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.Results;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Verifying;

/// <summary>The states of a program after some steps from its own initial values, nothing observed.</summary>
/// <param name="States">One snapshot a state.</param>
/// <param name="Masses">Of a density in mass coordinates the masses between its nodes; else empty.</param>
/// <param name="Steps">How many steps were taken.</param>
/// <param name="WasCut">Whether a step was shorter than asked for.</param>
/// <param name="Cause">Why it ended early; <see cref="FailureCause.None"/> where it did not.</param>
internal sealed record ShortRun(Seq<Snapshot> States, double[] Masses, int Steps, bool WasCut, FailureCause Cause)
{
    /// <summary>Whether the end was reached.</summary>
    public bool Reached { get; private init; }

    /// <summary>The states at the start.</summary>
    public static ShortRun Start(Plan plan) => Take(plan, 0, 0, 0);

    /// <summary>Steps to a time.</summary>
    /// <param name="plan">With a method; from <see cref="Refinement.FixedSteps"/>.</param>
    /// <param name="dt">The step.</param>
    /// <param name="end">The time; a multiple of the step.</param>
    /// <param name="most">Steps at most.</param>
    /// <param name="isAdaptive">Whether a step is as long as the one before suggests.</param>
    public static ShortRun Take(Plan plan, double dt, double end, int most, bool isAdaptive = false)
    {
        using var state = FlowRunner.StateOf(plan, new RunSettings(null, true, 0) { Threads = 1 });
        var stepper = most > 0 ? state.Stepper(plan) : null;
        state.Fill();
        state.MeasureRoundOff();
        state.Refresh();
        var clock = new HitClock([], end);
        var (steps, wasCut, cause) = (0, false, FailureCause.None);
        while (stepper is not null && !clock.AtEnd && steps < most)
        {
            var asked = clock.Limit(dt);
            var outcome = stepper.Advance(state.Unknowns, clock.Time, asked);
            if (!outcome.Accepted)
            {
                cause = outcome.Cause;
                break;
            }
            if (isAdaptive && StepChoice.IsAdaptive(plan))
                dt = asked < dt * (1 - 1e-12) ? Math.Max(dt, outcome.SuggestedDt) : outcome.SuggestedDt;
            wasCut |= outcome.Dt < asked * (1 - 1e-9);
            clock.Advance(outcome.Dt);
            steps++;
        }
        state.Refresh();
        return new ShortRun([.. state.Snapshots(clock.Time)], state is QuantileState row ? row.Masses.ToArray() : [], steps, wasCut, cause) { Reached = clock.AtEnd };
    }

    /// <summary>The size of the states: L2, in mass coordinates the length of the domain times the root of the mass.</summary>
    public double Size => Masses.Length > 0
        ? (States[0].Edges[^1] - States[0].Edges[0]) * Math.Sqrt(Masses.Sum())
        : Math.Sqrt(States.Sum(s => s.CellVolume * s.Values.Sum(v => v * v)));

    /// <summary>The size of states that are 1 everywhere.</summary>
    public double SizeOfOne => Masses.Length > 0 ? Size : Math.Sqrt(States.Sum(s => s.CellVolume * s.Values.Length));

    /// <summary>The distance to another run on the same cells, in L2; in mass coordinates in W2.</summary>
    public double Distance(ShortRun other) => Masses.Length > 0
        ? Math.Sqrt(new QuantileMetric(Masses).DistanceSquared(States[0].Edges, other.States[0].Edges))
        : Math.Sqrt(States.Zip(other.States, (a, b) => a.CellVolume * a.Values.Zip(b.Values, (x, y) => (x - y) * (x - y)).Sum()).Sum());

    /// <summary>The distance to a run on cells of half the size, whose averages over the coarse cells are taken; in mass coordinates in W2.</summary>
    public double DistanceToFiner(ShortRun finer)
    {
        if (Masses.Length > 0)
        {
            // Rounding leaves the masses unequal by some ulps.
            var scale = Masses.Sum() / finer.Masses.Sum();
            return Math.Sqrt(PiecewiseConstantW2.DistanceSquared(States[0].Edges, Masses, finer.States[0].Edges, [.. finer.Masses.Select(m => scale * m)]));
        }
        return Math.Sqrt(States.Zip(finer.States, (a, b) => a.CellVolume * a.Values.Zip(Averaging.Halved(b), (x, y) => (x - y) * (x - y)).Sum()).Sum());
    }
}
