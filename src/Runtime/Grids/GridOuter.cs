using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Grids;

/// <summary>The outer function of an energy and its derivatives as numbers, without allocating.</summary>
internal sealed class GridOuter(GridEnergyPlan plan)
{
    private readonly RowKernel? _kernel = Compiled(plan);
    // F, its slopes, its curvatures; the kernel's numbers are the integrals and the time.
    private readonly double[] _results = new double[1 + plan.OuterGradient.Count + plan.OuterHessian.Count];
    private readonly double[] _numbers = new double[plan.Densities.Count + 1], _unused = new double[2];
    private readonly long[] _rows = [0];
    private readonly double[] _slopeSums = new double[Math.Max(1, plan.Densities.Count)], _curvatureSums = new double[plan.Densities.Count * plan.Densities.Count];
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
    /// <param name="t">The time of coefficients.</param>
    public void Average(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> positions, ReadOnlySpan<double> weights, double t)
    {
        if (plan.IsPlain)
            return;
        var (slopes, curvatures) = (_slopeSums, _curvatureSums);
        Array.Clear(slopes);
        Array.Clear(curvatures);
        for (var q = 0; q < positions.Length; q++)
        {
            for (var i = 0; i < _integrals.Length; i++)
                _integrals[i] = from[i] + positions[q] * (to[i] - from[i]);
            Evaluate(t);
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
        if (_kernel is null)
        {
            Value = _integrals[0];
            return;
        }
        _integrals.CopyTo(_numbers, 0);
        _numbers[^1] = t;
        _kernel(ref _results[0], ref _rows[0], ref _numbers[0], ref _unused[0], 1);
        Value = _results[0];
        _results.AsSpan(1, plan.OuterGradient.Count).CopyTo(_slopes);
        _results.AsSpan(1 + plan.OuterGradient.Count).CopyTo(_curvatures);
    }

    private static RowKernel? Compiled(GridEnergyPlan plan)
    {
        if (plan.IsPlain || Substitution.Contains(plan.Outer, e => e is Symbol))
            return null;
        Expr[] all = [plan.Outer, .. plan.OuterGradient, .. plan.OuterHessian];
        return KernelCompiler.Compile(new KernelSource("outer", [.. all.Select((e, i) => new KernelOutput(0, i, Substitution.Replace(e, leaf => leaf switch
        {
            Reduced r => Build.Scalar(r.Index),
            Time => Build.Scalar(plan.Densities.Count),
            _ => null,
        })))], []));
    }
}
