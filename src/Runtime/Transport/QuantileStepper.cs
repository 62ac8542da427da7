using Flows.Runtime.Energies;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Transport;

/// <summary>
/// What the minimising movements in mass coordinates have in common: the start of Newton's method by extrapolation, the bound on the step
/// from convexity, cutting a step that failed, and the guards behind it.
/// </summary>
public abstract class QuantileStepper : IStepper
{
    private const int MostCuts = 16;

    private readonly double _longestStage;
    private readonly double[] _next;
    private readonly double[] _current;
    private readonly double[] _previous;
    private readonly double[] _older;
    private double _lastDt;
    private double _olderDt;

    private protected QuantileStepper(
        IDiscreteEnergy energy, ReadOnlySpan<double> masses, double left, double right, QuantileOptions options)
    {
        Energy = energy;
        Newton = new QuantileNewton(energy, masses, left, right, options);
        _longestStage = options.LambdaMinus > 0 && double.IsFinite(options.LambdaMinus)
            ? 0.9 / options.LambdaMinus
            : double.PositiveInfinity;
        _next = new double[energy.Count];
        _current = new double[energy.Count];
        _previous = new double[energy.Count];
        _older = new double[energy.Count];
    }

    /// <summary>The metric of the masses.</summary>
    public QuantileMetric Metric => Newton.Metric;

    private protected IDiscreteEnergy Energy { get; }

    private protected QuantileNewton Newton { get; }

    // The longest stage of a step, as a part of the step.
    private protected abstract double StageLength { get; }

    // The state one accepted step back and the length of that step, 0 when there is none that belongs to this state.
    private protected ReadOnlySpan<double> Previous => _previous;

    private protected double PreviousDt => _lastDt;

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        if (!state.SequenceEqual(_current))
        {
            // A step that was taken back leaves the steps before it known.
            var isTakenBack = _lastDt > 0 && state.SequenceEqual(_previous);
            state.CopyTo(_current);
            _lastDt = isTakenBack ? _olderDt : 0;
            _olderDt = 0;
            if (isTakenBack)
                _older.CopyTo(_previous, 0);
        }

        var asked = dt;
        dt = Math.Min(dt, _longestStage / StageLength);
        var iterations = 0;
        var last = default(QuantileMinimum);
        for (var cut = 0; cut <= MostCuts; cut++)
        {
            // Extrapolation is only a guess: when it leads nowhere, the state itself is tried before the step is cut.
            for (var guess = _lastDt > 0 ? 0 : 1; guess < 2; guess++)
            {
                last = Attempt(state, t, dt, guess == 0, _next);
                iterations += last.Iterations;
                if (last.Cause == FailureCause.None)
                    return Finish(state, dt, asked, last, iterations, cut);
            }

            dt /= 2;
        }

        // Newton's method does not converge either where a minimiser has cells of no width.
        var collapsed = Newton.CollapsedCell(_next);
        return new(false, 2 * dt, last.Energy, last.Magnitude, double.NaN, double.NaN, double.NaN,
            iterations, MostCuts + 1, asked, collapsed >= 0 ? FailureCause.BlowUp : last.Cause, collapsed);
    }

    // Computes the state after dt; DistanceSquared of the result is that of the whole step.
    private protected abstract QuantileMinimum Attempt(
        ReadOnlySpan<double> state, double t, double dt, bool extrapolate, Span<double> next);

    // The start of Newton's method at time + ahead: the parabola through the last three states, the line through the last two, or none.
    private protected void Predict(ReadOnlySpan<double> state, double ahead, bool extrapolate, Span<double> start)
    {
        if (extrapolate && _lastDt > 0 && ahead <= 2 * _lastDt)
        {
            var line = ahead / _lastDt;
            if (_olderDt > 0)
            {
                var parabola = ahead * (ahead + _lastDt) / (_lastDt + _olderDt);
                var near = line + parabola / _lastDt;
                var far = parabola / _olderDt;
                for (var i = 0; i < start.Length; i++)
                    start[i] = state[i] + near * (state[i] - _previous[i]) - far * (_previous[i] - _older[i]);
                Newton.Clamp(start);
                if (Newton.IsAdmissible(start))
                    return;
            }

            for (var i = 0; i < start.Length; i++)
                start[i] = state[i] + line * (state[i] - _previous[i]);
            Newton.Clamp(start);
            if (Newton.IsAdmissible(start))
                return;
        }

        state.CopyTo(start);
    }

    private StepOutcome Finish(
        Span<double> state, double dt, double asked, QuantileMinimum minimum, int iterations, int cuts)
    {
        var collapsed = Newton.CollapsedCell(_next);
        var slope = minimum.DistanceSquared / (dt * dt);
        if (collapsed >= 0)
        {
            return new(false, dt, minimum.Energy, minimum.Magnitude, slope, minimum.DistanceSquared, double.NaN,
                iterations, cuts, asked, FailureCause.BlowUp, collapsed);
        }

        _previous.CopyTo(_older, 0);
        _olderDt = _lastDt;
        state.CopyTo(_previous);
        _lastDt = dt;
        _next.CopyTo(state);
        _next.CopyTo(_current, 0);
        return new(true, dt, minimum.Energy, minimum.Magnitude, slope, minimum.DistanceSquared, double.NaN,
            iterations, cuts, asked, FailureCause.None, -1);
    }
}
