using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Energies;

/// <summary>The integrals over the domain of what integrands are without density (<see cref="VacuumTerm"/>).</summary>
public sealed class VacuumEnergy
{
    private readonly Seq<VacuumTerm> _terms;
    private readonly bool[] _moves;
    private readonly double[] _parts;
    private readonly double[] _sums;
    private readonly double _low;
    private readonly double _high;
    private double _time = double.NaN;

    /// <summary>Prepares the terms of a plan on [low, high].</summary>
    public VacuumEnergy(EnergyPlan plan, double low, double high)
    {
        (_terms, _low, _high) = (plan.Vacuum, low, high);
        _moves = [.. _terms.Select(term => TimeDependence.Of(term.Density))];
        _parts = new double[_terms.Count];
        _sums = new double[plan.Integrals];
    }

    /// <summary>What is added to one integral.</summary>
    public double Of(int integral) => _sums[integral];

    /// <summary>Integrates what depends on the time; the rest only once.</summary>
    public void SetTime(double t)
    {
        if (t == _time)
            return;
        var isFirst = double.IsNaN(_time);
        _time = t;
        Array.Clear(_sums);
        for (var i = 0; i < _parts.Length; i++)
        {
            if (isFirst || _moves[i])
                _parts[i] = Integrate(_terms[i].Density, t);
            _sums[_terms[i].Integral] += _parts[i];
        }
    }

    private double Integrate(Expr density, double t)
    {
        var now = Substitution.Replace(density, leaf => leaf is Time ? Build.Number(t) : null);
        return Substitution.FreePoints(now) is [var point, ..]
            ? NumericIntegral.Over(now, point, _low, _high)
            : (_high - _low) * Evaluation.Evaluate(now, _ => null);
    }
}
