using Flows.Compiler.Planning;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Runtime;

/// <summary>
/// Chooses the steps of a minimising movement from its energy-dissipation balance (methods.md A 3.6): with E = (F₀ − F₁)/τ − d²/τ² the
/// W2 error over a time T is at most √(T τ E), which is kept below a share of the domain's length.
/// </summary>
internal sealed class BalanceControl
{
    private readonly double _wanted;
    private readonly double _smallest;
    private readonly double _largest;
    private readonly double[] _before;

    /// <summary>The controller of a plan.</summary>
    public BalanceControl(Plan plan, RowState state)
    {
        var horizon = double.IsFinite(plan.End!.Time) ? plan.End.Time : 1;
        var tolerance = StepChoice.Relative(plan) * (state.DomainHigh - state.DomainLow) * Math.Sqrt(state.Mass());
        _wanted = tolerance * tolerance / horizon;
        (_smallest, _largest) = (plan.Options.Has("dt_min") ? plan.Options.Number("dt_min") : 1e-14 * horizon, StepChoice.LargestDt(plan));
        _before = new double[state.Unknowns.Length];
    }

    /// <summary>Keeps the state before a step.</summary>
    public void Remember(ReadOnlySpan<double> state) => state.CopyTo(_before);

    /// <summary>Puts it back.</summary>
    public void Restore(Span<double> state) => _before.CopyTo(state);

    /// <summary>Whether a step is accurate enough, and how long the next should be.</summary>
    public (bool Accepted, double Next) Judge(StepOutcome outcome, double energyBefore)
    {
        var tau = outcome.Dt;
        var distanceSquared = double.IsNaN(outcome.DistanceSquared) ? 0 : outcome.DistanceSquared;
        var excess = Math.Max(0, (energyBefore - outcome.Energy) / tau - distanceSquared / (tau * tau));
        var factor = excess > 0 ? _wanted / (tau * excess) : double.PositiveInfinity;
        if (factor < 0.5 && tau > _smallest)
            return (false, Math.Max(_smallest, tau * Math.Max(0.2, 0.9 * Math.Sqrt(factor))));
        return (true, Math.Clamp(tau * Math.Clamp(0.9 * Math.Sqrt(factor), 0.3, 2.5), _smallest, _largest));
    }
}
