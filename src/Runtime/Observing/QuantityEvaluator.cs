using System.Diagnostics;
using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Energies;
using Flows.Runtime.States;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Observing;

/// <summary>Evaluates a real made from the state.</summary>
internal sealed class QuantityEvaluator : IQuantity
{
    private readonly QuantityPlan _plan;
    private readonly RowState _state;
    private readonly ElementEnergy _integrals;
    private readonly FieldEvaluator?[] _fields;
    private readonly QuantileMesh?[] _targets;
    private readonly LineFunction?[] _densities;
    private readonly double[] _reductions;

    /// <summary>Binds a plan to a state.</summary>
    public QuantityEvaluator(QuantityPlan plan, RowState state)
    {
        (_plan, _state) = (plan, state);
        _integrals = state.Bind(plan.Integrals!, integralsOnly: true);
        _fields = [.. plan.Fields.Select(f => f is null ? null : new FieldEvaluator(f, state))];
        _targets = new QuantileMesh?[plan.Reductions.Count];
        _densities = new LineFunction?[plan.Reductions.Count];
        _reductions = new double[plan.Reductions.Count];
    }

    /// <summary>The value at a time.</summary>
    public double Value(double t)
    {
        Integrate(t);
        for (var i = 0; i < _reductions.Length; i++)
            _reductions[i] = Reduce(i, t);
        return Outer(_plan.Integrals!.Outer, t);
    }

    /// <summary>Σ|∂Outer/∂I_k| Σ|e_K|: the scale of the round-off of the value computed last.</summary>
    public double Magnitude(double t)
    {
        var sum = 0.0;
        for (var k = 0; k < _plan.Integrals!.Integrals; k++)
            sum += Math.Abs(Outer(_plan.Integrals!.OuterGradient[k], t)) * _integrals.MagnitudeOf(k);
        return sum;
    }

    private void Integrate(double t)
    {
        _integrals.SetTime(t);
        if (_plan.Integrals!.Integrals > 0)
            _integrals.Value(_state.Unknowns, out _);
    }

    private double Outer(Expr e, double t) => Evaluation.Evaluate(e, leaf => leaf switch
    {
        Reduced r => _integrals.Integrals[r.Index],
        Time => t,
        Symbol { Name: var name } when name.StartsWith(QuantityPlan.ReductionPrefix, StringComparison.Ordinal) =>
            _reductions[int.Parse(name.AsSpan(QuantityPlan.ReductionPrefix.Length), CultureInfo.InvariantCulture)],
        _ => null,
    });

    private double Reduce(int i, double t)
    {
        switch (_plan.Reductions[i])
        {
            case Extremum e:
                var values = _fields[i]!.Evaluate(t);
                var best = values[0];
                foreach (var value in values)
                    best = e.IsMaximum ? Math.Max(best, value) : Math.Min(best, value);
                foreach (var value in _fields[i]!.Vacuum(t).Values)
                    best = e.IsMaximum ? Math.Max(best, value) : Math.Min(best, value);
                foreach (var isUpper in (ReadOnlySpan<bool>)[false, true])
                    if (_fields[i]!.Prescribed(isUpper, t) is { } end)
                        best = e.IsMaximum ? Math.Max(best, end) : Math.Min(best, end);
                return best;
            case Sample s:
                return _fields[i]!.At(Evaluation.Evaluate(s.Coordinates[0], leaf => leaf is Time ? t : null), t);
            case WassersteinDistance w:
                var target = Target(i, w, t);
                _state.Refresh();
                var masses = new double[_state.Values.Length];
                for (var c = 0; c < masses.Length; c++)
                    masses[c] = Math.Max(0, _state.Values[c]) * (_state.Edges[c + 1] - _state.Edges[c]);
                var scale = masses.Sum() / target.Masses.Sum();
                return Math.Sqrt(Math.Max(0, PiecewiseConstantW2.DistanceSquared(_state.Edges, masses, target.Nodes, [.. target.Masses.Select(m => m * scale)])));
            default:
                throw new UnreachableException();
        }
    }

    // The given density in mass coordinates, finer than the state; made anew for each time where it depends on the time.
    private QuantileMesh Target(int i, WassersteinDistance w, double t)
    {
        if (_targets[i] is { } known && !TimeDependence.Of(w.Other))
            return known;
        var sigma = _densities[i] ??= new LineFunction(w.Other);
        return _targets[i] = NodePlacement.Place(x => sigma.At(x, t), _state.DomainLow, _state.DomainHigh, Math.Max(4000, 2 * _state.Values.Length), null, []);
    }
}
