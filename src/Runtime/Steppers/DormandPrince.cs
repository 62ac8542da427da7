using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>
/// Steps of the pair of Dormand and Prince on grids: fifth order, the error that of the fourth-order step of the same stages, the last rates of a step the first
/// of the next. A step whose state is not finite is taken again at half the length; one whose density is negative first with upwind mobilities.
/// </summary>
/// <remarks>Dormand, Prince, J. Comput. Appl. Math. 6 (1980) 19-26, table 2. Eight arrays a state: itself, the stage, and six rates, of which the second is not
/// needed behind the stages and gives its arrays to the seventh.</remarks>
public sealed class DormandPrince : IStepper
{
    private const int Order = 4;
    private const double SmallestShare = 1e-9;

    private static readonly double[] Places = [0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1];

    // The coefficients of the rates k₁, k₂, … in every stage from the second; the last is the step itself.
    private static readonly Expr[][] Stages =
    [
        [Ratio(1, 5)],
        [Ratio(3, 40), Ratio(9, 40)],
        [Ratio(44, 45), Ratio(-56, 15), Ratio(32, 9)],
        [Ratio(19372, 6561), Ratio(-25360, 2187), Ratio(64448, 6561), Ratio(-212, 729)],
        [Ratio(9017, 3168), Ratio(-355, 33), Ratio(46732, 5247), Ratio(49, 176), Ratio(-5103, 18656)],
        [Ratio(35, 384), 0, Ratio(500, 1113), Ratio(125, 192), Ratio(-2187, 6784), Ratio(11, 84)],
    ];

    // Of k₁, k₇, k₃, … k₆: the fifth-order step less the fourth-order one.
    private static readonly Expr[] Error =
        [Ratio(71, 57600), Ratio(-1, 40), Ratio(-71, 16695), Ratio(71, 1920), Ratio(-17253, 339200), Ratio(22, 525)];

    private readonly GridSystem _system;
    private readonly GridVectors _vectors;
    private readonly DensityGuard _guard;
    private readonly AdaptiveControl _control;
    private readonly GridKernel[] _stages;
    private readonly GridKernel _error;
    private readonly int[] _states, _next;
    private readonly int[][] _rates;
    private double _ratesAt = double.NaN;

    /// <summary>Binds the method to the flows of a grid.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="states">The arrays of the states; their numbers are exchanged as steps are taken.</param>
    /// <param name="needs">Of the densities.</param>
    /// <param name="control">Step control.</param>
    public DormandPrince(GridSystem system, int[] states, DensityNeeds needs, AdaptiveControl control)
    {
        (_system, _states, _control) = (system, states, control);
        _vectors = new GridVectors(system.Context, states.Length);
        _guard = new DensityGuard(system, _vectors, needs);
        _next = _vectors.New();
        _rates = [.. Error.Select(_ => _vectors.New())];
        var u = GridArray.Value(GridRole.Base, 0, Shift.None);
        Expr Combined(Expr[] weights) => Build.Sum([.. weights.Select((w, j) => w * GridArray.Value(GridRole.Known, j, Shift.None))]);
        _stages = [.. Stages.Select((weights, s) => new GridKernel(system.Context, $"stage {s + 2}", [u + GridScalars.Stage(0) * Combined(weights)], []))];
        _error = new GridKernel(system.Context, "error", [], [Build.Power(Combined(Error), 2), Build.Power(GridArray.Value(GridRole.State, 0, Shift.None), 2), Build.Power(u, 2)], 0);
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        var (smallest, rejections) = (dt * SmallestShare, 0);
        if (_ratesAt != t)
            _system.Rate(_states, t, _rates[0]);
        _ratesAt = t;
        var flows = _system;
        while (true)
        {
            Step(flows, t, dt);
            _system.Fill(_next, t + dt);
            var energy = _system.Energy(_next, t + dt, out var magnitude);
            var size = _vectors.Rms(_next);
            var cause = !double.IsFinite(size) || _system.Plan.Ledger >= 0 && !double.IsFinite(energy) ? FailureCause.NotFinite
                : _guard.Breaks(_next) ? FailureCause.Negative : FailureCause.None;
            var error = double.NaN;
            if (cause == FailureCause.None)
            {
                flows.Rate(_next, t + dt, _rates[1]);
                error = LocalError(dt);
            }
            if (cause == FailureCause.None && _control.Accepts(dt, error))
            {
                for (var i = 0; i < _states.Length; i++)
                    (_states[i], _next[i]) = (_next[i], _states[i]);
                (_rates[0], _rates[1]) = (_rates[1], _rates[0]);
                _ratesAt = ReferenceEquals(flows, _system) ? t + dt : double.NaN;
                return new StepOutcome(true, dt, energy, magnitude, _system.Dissipation(_states, t + dt), double.NaN, double.NaN, 0, rejections,
                    _control.AfterAcceptance(dt, error, Order, 1), FailureCause.None, -1);
            }
            rejections++;
            if (cause == FailureCause.None)
                dt = _control.AfterRejection(dt, error, Order);
            else
            {
                _control.Forget();
                if (cause == FailureCause.Negative && ReferenceEquals(flows, _system) && _guard.Upwind is { } upwind)
                {
                    flows = upwind;
                    flows.Rate(_states, t, _rates[0]);
                    _ratesAt = double.NaN;
                }
                else
                    dt /= 2;
            }
            if (cause == FailureCause.None && !(t + dt > t))
                cause = FailureCause.StepTooSmall;
            else if (cause == FailureCause.None || dt >= smallest)
                continue;
            return new StepOutcome(false, 0, energy, magnitude, double.NaN, double.NaN, double.NaN, 0, rejections, dt, cause,
                cause == FailureCause.Negative ? _guard.Where(_next) : _system.NotFinite(_next));
        }
    }

    // The rates k₂ … k₆ and the state behind the step.
    private void Step(GridSystem flows, double t, double dt)
    {
        for (var s = 1; s <= Stages.Length; s++)
        {
            for (var i = 0; i < _states.Length; i++)
            {
                var kernel = _stages[s - 1];
                kernel.Use(GridRole.Base, 0, _states[i]);
                kernel.Use(GridRole.Output, 0, _next[i]);
                kernel.Scalars[GridScalars.FirstStage] = dt;
                UseRates(kernel, i);
                kernel.Run();
            }
            if (s < _rates.Length)
                flows.Rate(_next, t + Places[s] * dt, _rates[s]);
        }
    }

    private double LocalError(double dt)
    {
        var worst = 0.0;
        for (var i = 0; i < _states.Length; i++)
        {
            UseRates(_error, i);
            _error.Use(GridRole.State, 0, _states[i]);
            _error.Use(GridRole.Base, 0, _next[i]);
            _error.Run();
            worst = Math.Max(worst, GridErrorNorm.Of(_control, dt * dt * _error.Sum(0), Math.Max(_error.Sum(1), _error.Sum(2)), _system.Context.Grid.Count));
        }
        return worst;
    }

    private void UseRates(GridKernel kernel, int state)
    {
        for (var j = 0; j < _rates.Length; j++)
            kernel.Use(GridRole.Known, j, _rates[j][state]);
    }

    private static Expr Ratio(long numerator, long denominator) => Build.Number(new Rational(numerator, denominator));
}
