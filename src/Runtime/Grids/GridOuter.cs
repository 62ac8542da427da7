using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Grids;

/// <summary>The outer function of an energy and its derivatives as numbers.</summary>
internal sealed class GridOuter(GridEnergyPlan plan)
{
    private readonly double[] _integrals = new double[Math.Max(1, plan.Densities.Count)];
    private readonly double[] _slopes = [.. Enumerable.Repeat(1.0, Math.Max(1, plan.Densities.Count))];
    private readonly double[] _curvatures = new double[plan.Densities.Count * plan.Densities.Count];

    /// <summary>Where the integrals are put before <see cref="Evaluate"/>.</summary>
    public Span<double> Integrals => _integrals;

    /// <summary>F.</summary>
    public double Value { get; private set; }

    /// <summary>∂F/∂I_i.</summary>
    public double Slope(int i) => _slopes[i];

    /// <summary>∂²F/∂I_i∂I_j.</summary>
    public double Curvature(int i, int j) => _curvatures[i * plan.Densities.Count + j];

    /// <summary>Averages slopes and curvatures between two values of the integrals, such that Σ slope (I(b) − I(a)) = F(b) − F(a) to the order of the rule.</summary>
    /// <param name="from">I(a).</param>
    /// <param name="to">I(b).</param>
    /// <param name="positions">Where in [0, 1].</param>
    /// <param name="weights">Their weights; curvatures, being derivatives by I(b), count the position too.</param>
    public void Average(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> positions, ReadOnlySpan<double> weights)
    {
        if (plan.IsPlain)
            return;
        double[] slopes = new double[_slopes.Length], curvatures = new double[_curvatures.Length];
        for (var q = 0; q < positions.Length; q++)
        {
            for (var i = 0; i < _integrals.Length; i++)
                _integrals[i] = from[i] + positions[q] * (to[i] - from[i]);
            Evaluate(0);
            for (var i = 0; i < slopes.Length; i++)
                slopes[i] += weights[q] * _slopes[i];
            for (var i = 0; i < curvatures.Length; i++)
                curvatures[i] += positions[q] * weights[q] * _curvatures[i];
        }
        slopes.CopyTo(_slopes, 0);
        curvatures.CopyTo(_curvatures, 0);
    }

    /// <summary>Evaluates at <see cref="Integrals"/>. What holds reductions is left to the caller.</summary>
    public void Evaluate(double t)
    {
        if (plan.IsPlain || Substitution.Contains(plan.Outer, e => e is Symbol))
        {
            Value = _integrals[0];
            return;
        }
        double Of(Expr e) => Evaluation.Evaluate(e, leaf => leaf switch { Reduced r => _integrals[r.Index], Time => t, _ => null });
        Value = Of(plan.Outer);
        for (var i = 0; i < plan.OuterGradient.Count; i++)
            _slopes[i] = Of(plan.OuterGradient[i]);
        for (var i = 0; i < plan.OuterHessian.Count; i++)
            _curvatures[i] = Of(plan.OuterHessian[i]);
    }
}
