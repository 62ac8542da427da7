using System.Diagnostics;
using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Energies;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>Evaluates a real made from the state.</summary>
internal sealed class QuantityEvaluator : IQuantity
{
    private readonly QuantityPlan _plan;
    private readonly RowState _state;
    private readonly ElementEnergy _integrals;
    private readonly FieldEvaluator?[] _fields;
    private readonly LineDistance?[] _distances;
    private readonly double[] _reductions;

    /// <summary>Binds a plan to a state.</summary>
    public QuantityEvaluator(QuantityPlan plan, RowState state)
    {
        (_plan, _state) = (plan, state);
        _integrals = state.Bind(plan.Integrals!, integralsOnly: true);
        _fields = [.. plan.Fields.Select(f => f is null ? null : new FieldEvaluator(f, state))];
        _distances = new LineDistance?[plan.Reductions.Count];
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
                _state.Refresh();
                return (_distances[i] ??= new LineDistance(w, _state.DomainLow, _state.DomainHigh, _state.Values.Length)).ToGiven(_state.Edges, _state.Values, t);
            default:
                throw new UnreachableException();
        }
    }
}
