using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Energies;

/// <summary>
/// What of an energy cells of moving nodes do not hold: the integrals over the domain of what integrands are without density (<see cref="VacuumTerm"/>, <see cref="VacuumPair"/>),
/// what cells share with given functions (<see cref="PotentialElement"/>), and what they have with each other in their order (<see cref="OrderedPairs"/>).
/// </summary>
public sealed class VacuumEnergy
{
    private readonly Seq<VacuumTerm> _terms;
    private readonly bool[] _moves;
    private readonly double[] _parts;
    private readonly (int Integral, GivenKernel Kernel, bool Moves)[] _pairs;
    private readonly double[] _pairParts;
    private readonly double[] _sums;
    private readonly double _low;
    private readonly double _high;
    private double _time = double.NaN;

    // Of a double integral of given functions; of one that moves fewer.
    private const int Panels = 1024, MovingPanels = 256;

    /// <summary>Prepares the terms of a plan on [low, high].</summary>
    /// <param name="plan">The energy.</param>
    /// <param name="masses">[N]: masses of the cells.</param>
    /// <param name="low">Left end of the domain.</param>
    /// <param name="high">Right end of the domain.</param>
    public VacuumEnergy(EnergyPlan plan, ReadOnlySpan<double> masses, double low, double high)
    {
        var moving = new List<MovingTerm>();
        foreach (var element in plan.Potentials.AsEnumerable())
            moving.Add(new PotentialSum(element, masses, low, high));
        foreach (var pairs in plan.Ordered.AsEnumerable())
            moving.Add(new OrderedSum(pairs, masses));
        Moving = [.. moving];
        _pairs = [.. plan.VacuumPairs.Select(p => (p.Integral, new GivenKernel(p.Kernel, p.Y, low, high), TimeDependence.Of(p.Kernel)))];
        _pairParts = new double[_pairs.Length];
        (_terms, _low, _high) = (plan.Vacuum, low, high);
        _moves = [.. _terms.Select(term => TimeDependence.Of(term.Density))];
        _parts = new double[_terms.Count];
        _sums = new double[plan.Integrals];
    }

    /// <summary>What depends on the cells.</summary>
    internal Seq<MovingTerm> Moving { get; }

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
        for (var i = 0; i < _pairs.Length; i++)
        {
            var (integral, kernel, moves) = _pairs[i];
            if (isFirst || moves)
            {
                kernel.SetTime(t);
                kernel.Cut(moves ? MovingPanels : Panels);
                _pairParts[i] = kernel.Double();
            }
            _sums[integral] += _pairParts[i];
        }
        foreach (var term in Moving)
            term.SetTime(t);
    }

    private double Integrate(Expr density, double t)
    {
        var now = Substitution.Replace(density, leaf => leaf is Time ? Build.Number(t) : null);
        return Substitution.FreePoints(now) is [var point, ..]
            ? NumericIntegral.Over(now, point, _low, _high)
            : (_high - _low) * Evaluation.Evaluate(now, _ => null);
    }
}
