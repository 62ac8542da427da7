using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Grids;

/// <summary>The discrete energy of a plan on a grid: its value, and what its derivatives need before they can be computed.</summary>
public sealed class GridEnergy
{
    private readonly GridContext _context;
    private readonly GridKernel _kernel;
    private readonly GridConvolutions? _convolutions;
    private readonly GridOuter _outer;
    private readonly double[] _magnitudes;

    /// <summary>Binds a plan to a grid.</summary>
    /// <param name="context">The grid and its memory.</param>
    /// <param name="plan">The energy.</param>
    /// <param name="derivatives">Whether gradients are wanted, which need the adjoints of convolutions.</param>
    public GridEnergy(GridContext context, GridEnergyPlan plan, bool derivatives)
    {
        (_context, Plan) = (context, plan);
        var abs = FunctionCatalog.Find("abs")!;
        _kernel = new GridKernel(context, "energy", [], [.. plan.Densities.SelectMany(e => (IEnumerable<Expr>)[e, Build.Apply(abs, e)])]);
        _convolutions = plan.Nonlocals.Count == 0 ? null : new GridConvolutions(context, plan, derivatives);
        _outer = new GridOuter(plan);
        _magnitudes = new double[plan.Densities.Count];
    }

    /// <summary>What it computes.</summary>
    public GridEnergyPlan Plan { get; }

    /// <summary>I₁ … I_k at the states given last.</summary>
    public ReadOnlySpan<double> Integrals => _outer.Integrals;

    /// <summary>Σ|K||e_K| of one integral at those.</summary>
    public double MagnitudeOf(int integral) => _magnitudes[integral];

    /// <summary>∂Outer/∂I_i there.</summary>
    public double Weight(int integral) => _outer.Slope(integral);

    /// <summary>∂²Outer/∂I_i∂I_j there.</summary>
    public double Curvature(int i, int j) => _outer.Curvature(i, j);

    /// <summary>E_h, compensated. The ghosts of the states must have been filled.</summary>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="t">The time of coefficients.</param>
    /// <param name="magnitude">Receives Σ|K||e_K|, the scale of its round-off.</param>
    public double Value(ReadOnlySpan<int> states, double t, out double magnitude)
    {
        _convolutions?.Convolve(states, t);
        _convolutions?.Bind(_kernel);
        _kernel.Use(GridRole.State, states);
        _kernel.Scalars[GridScalars.Time] = t;
        _kernel.Run();
        for (var i = 0; i < _magnitudes.Length; i++)
        {
            _outer.Integrals[i] = _context.Grid.CellVolume * _kernel.Sum(2 * i);
            _magnitudes[i] = _context.Grid.CellVolume * _kernel.Sum(2 * i + 1);
        }
        _outer.Evaluate(t);
        magnitude = 0;
        for (var i = 0; i < _magnitudes.Length; i++)
            magnitude += Math.Abs(_outer.Slope(i)) * _magnitudes[i];
        return _outer.Value;
    }

    /// <summary>Makes ready what the gradient at the states reads: weights, convolutions and their adjoints.</summary>
    public void Prepare(ReadOnlySpan<int> states, double t)
    {
        if (!Plan.IsPlain)
            Value(states, t, out _);
        else
            _convolutions?.Convolve(states, t);
        _convolutions?.Reflect(states, t, this);
    }

    /// <summary>Hands a kernel what its expressions of this energy read beside the states.</summary>
    public void Bind(GridKernel kernel)
    {
        if (!Plan.IsPlain)
            for (var i = 0; i < Plan.Densities.Count; i++)
                kernel.Scalars[GridScalars.FirstWeight + Plan.FirstWeight + i] = _outer.Slope(i);
        _convolutions?.Bind(kernel);
    }
}
