using System.Diagnostics;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;
using Flows.Runtime.Grids;
using Flows.Runtime.Observing;
using Flows.Runtime.Results;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Runtime;

/// <summary>The loop: step, ledger, observers, expectations. Touches neither console nor files.</summary>
public static class FlowRunner
{
    private const double ProgressSeconds = 0.1;
    private const double LatestTime = 1e300;

    // Adaptive steps of which so many move the time by less than this share of it will not get there.
    private const int CrawlSteps = 500;
    private const double LeastAdvance = 1e-7;

    /// <summary>Runs a plan to its end, its failure, its time limit or its cancellation.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="settings">How.</param>
    /// <param name="progress">Called on this thread, a few times a second at most.</param>
    /// <param name="token">Ends the run after the present step, with the results so far.</param>
    public static RunResult Run(Plan plan, RunSettings settings, Action<RunProgress> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(progress);
        var started = Stopwatch.GetTimestamp();
        if (plan.State is null)
            return new Recording(plan, null, settings).Finish(RunStatus.Done, null, 0);
        try
        {
            MemoryNeed.Check(plan, settings.MemoryLimit);
            using var state = StateOf(plan, settings);
            return Run(plan, settings, progress, state, started, token);
        }
        catch (MemoryLimitException passed)
        {
            return Recording.Refused(plan, Failures.TooLarge(plan, passed), settings);
        }
    }

    private static RunResult Run(Plan plan, RunSettings settings, Action<RunProgress> progress, RunState state, long started, CancellationToken token)
    {
        // Everything that takes memory is made before any of it is filled: what does not fit is refused at once.
        var stepper = plan.Method is null || plan.End is null ? null : state.Stepper(plan);
        var recording = new Recording(plan, state, settings);
        state.Fill();
        state.MeasureRoundOff();
        if (recording.Start() is { } bad)
            return recording.Finish(RunStatus.Failed, bad, Elapsed(started));
        return stepper is null ? recording.Finish(RunStatus.Done, null, Elapsed(started))
            : Loop(plan, settings, progress, state, stepper, recording, started, token);
    }

    private static RunResult Loop(
        Plan plan, RunSettings settings, Action<RunProgress> progress, RunState state, IStepper stepper, Recording recording, long started, CancellationToken token)
    {
        var control = StepChoice.IsAdaptive(plan) && state is QuantileState row ? new MotionControl(plan, row) : null;
        var clock = new HitClock(plan.HitTimes, plan.End!.Time);
        var dt = StepChoice.First(plan);
        var adaptive = StepChoice.IsAdaptive(plan);
        var rest = plan.End.SteadySpeed is { } speed ? new RestWatch(plan, state, speed) : null;
        var (lastReport, crawledFrom) = (0.0, 0.0);
        while (!clock.AtEnd)
        {
            if (token.IsCancellationRequested || settings.TimeLimit is { } limit && Elapsed(started) > limit)
                return recording.Finish(RunStatus.Interrupted, null, Elapsed(started));
            var asked = clock.Limit(dt);
            control?.Remember(state.Unknowns);
            var outcome = stepper.Advance(state.Unknowns, clock.Time, asked);
            if (!outcome.Accepted)
                return recording.Finish(RunStatus.Failed, Failures.Of(outcome, plan, state, clock.Time, recording), Elapsed(started));
            if (control is not null)
            {
                var (accepted, next) = control.Judge(outcome, clock.Time);
                if (!accepted)
                {
                    control.Restore(state.Unknowns);
                    recording.Reject();
                    dt = next;
                    continue;
                }
                dt = asked < dt * (1 - 1e-12) && outcome.Dt >= asked ? Math.Max(dt, next) : next;
            }
            else if (adaptive)
                dt = asked < dt * (1 - 1e-12) && outcome.SuggestedDt >= asked ? Math.Max(dt, outcome.SuggestedDt) : outcome.SuggestedDt;
            // Steps that no longer move the time go on for ever: the state blows up within them.
            if (!(clock.Time + outcome.Dt > clock.Time))
                return recording.Finish(RunStatus.Failed, Failures.Of(outcome with { Cause = FailureCause.StepTooSmall }, plan, state, clock.Time, recording), Elapsed(started));
            clock.Advance(outcome.Dt);
            if (adaptive && recording.Steps % CrawlSteps == 0)
            {
                if (clock.Time - crawledFrom < LeastAdvance * clock.Time)
                    return recording.Finish(RunStatus.Failed, Failures.Crawls(plan, state, clock.Time, outcome.Dt, recording), Elapsed(started));
                crawledFrom = clock.Time;
            }
            if (recording.Step(clock.Time, outcome, clock.JustHit) is { } failure)
                return recording.Finish(RunStatus.Failed, failure, Elapsed(started));
            if (rest?.Ends(recording.Speed(outcome), clock.Time) == true)
                return Rest();
            var elapsed = Elapsed(started);
            if (elapsed - lastReport > ProgressSeconds)
            {
                lastReport = elapsed;
                progress(new RunProgress(clock.Time, Math.Min(plan.End.Time, LatestTime), recording.Steps, outcome.Dt, outcome.Energy, elapsed));
            }
        }
        return Rest();

        // What a run ends with that has a speed to reach, or nothing but its time.
        RunResult Rest()
        {
            var unsteady = rest?.Failure(clock.Time, recording);
            return recording.Finish(unsteady is null ? RunStatus.Done : RunStatus.Failed, unsteady, Elapsed(started));
        }
    }

    /// <summary>The state of a plan, its unknowns not filled yet where it lives on a grid.</summary>
    internal static RunState StateOf(Plan plan, RunSettings settings) => plan switch
    {
        { System: not null } => new GridRunState(plan, settings),
        { Method.Kind: Discretisation.Lagrangian } => new QuantileState(plan.State!, (int)plan.Cells) { Plan = plan },
        _ => new GridState(plan.State!, (int)plan.Cells) { Plan = plan },
    };

    private static double Elapsed(long started) => Stopwatch.GetElapsedTime(started).TotalSeconds;
}
