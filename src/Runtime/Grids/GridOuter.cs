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
