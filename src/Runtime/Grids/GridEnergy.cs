using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Energies;

namespace Flows.Runtime.Grids;

/// <summary>The discrete energy of a plan on a grid: its value, and what its derivatives need before they can be computed.</summary>
public sealed class GridEnergy
{
    private readonly GridContext _context;
    private readonly GridKernel _kernel;
    private readonly GridConvolutions? _convolutions;
    private readonly GridOuter _outer;
    private readonly GridWaves? _waves;
    private readonly GridSideSums _sides;
    private readonly double[] _magnitudes, _from, _to, _weightChanges, _along;
    private readonly Lazy<GridKernel> _slopes;

    /// <summary>Binds a plan to a grid.</summary>
    /// <param name="context">The grid and its memory.</param>
    /// <param name="plan">The energy.</param>
    public GridEnergy(GridContext context, GridEnergyPlan plan)
    {
        (_context, Plan) = (context, plan);
        var abs = FunctionCatalog.Find("abs")!;
        _kernel = new GridKernel(context, "energy", [], [.. plan.Densities, .. plan.Densities.Select(e => Build.Apply(abs, e))], plan.Densities.Count);
        _convolutions = plan.Nonlocals.Count == 0 ? null : new GridConvolutions(context, plan);
        _outer = new GridOuter(plan);
        _waves = context.DerivesWaves ? new GridWaves(context, plan) : null;
        _sides = new GridSideSums(context, plan.Sides);
        (_magnitudes, _weightChanges, _along) = (new double[plan.Densities.Count], new double[plan.Densities.Count], new double[plan.Densities.Count]);
        (_from, _to) = (new double[Math.Max(1, plan.Densities.Count)], new double[Math.Max(1, plan.Densities.Count)]);
        // ⟨∇I_k, v⟩ of every integral, along all states.
        _slopes = new(() => new GridKernel(context, "slopes", [], [.. Enumerable.Range(0, plan.Densities.Count).Select(k => plan.Nonlocals.Count == 0
            ? GridForms.Changed(plan.Densities[k])
            : Build.Sum([.. Enumerable.Range(0, plan.States.Count).Select(i => plan.GradientOf(k, i) * GridArray.Value(GridRole.Change, i, Shift.None))]))]));
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
            _outer.Integrals[i] = _context.Grid.CellVolume * _kernel.Sum(i);
            _magnitudes[i] = _context.Grid.CellVolume * _kernel.Sum(_magnitudes.Length + i);
        }
        _waves?.Correct(states, _outer.Integrals);
        _sides.Add(states, t, _outer.Integrals, _magnitudes);
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

    /// <summary>Makes ready what averaged gradients between two states read: averaged weights, and convolutions at one place between them.</summary>
    /// <param name="a">The states at the start.</param>
    /// <param name="b">The states at the end.</param>
    /// <param name="middle">The states at the place.</param>
    /// <param name="place">The place; 1 is the end.</param>
    /// <param name="t">The time of coefficients.</param>
    public void PrepareBetween(ReadOnlySpan<int> a, ReadOnlySpan<int> b, ReadOnlySpan<int> middle, double place, double t)
    {
        if (!Plan.IsPlain)
        {
            Value(a, t, out _);
            Integrals.CopyTo(_from);
            Value(b, t, out _);
            Integrals.CopyTo(_to);
            if (place < 1)
                _outer.Average(_from, _to, GaussRule.Positions(GaussRule.Most), GaussRule.Weights(GaussRule.Most), t);
        }
        if (_convolutions is null)
            return;
        _convolutions.Convolve(middle, t);
        _convolutions.Reflect(middle, t, this);
    }

    /// <summary>What changes of what <see cref="PrepareBetween"/> has made ready, where the end changes.</summary>
    /// <param name="b">The states at the end.</param>
    /// <param name="middle">The states at the place.</param>
    /// <param name="v">The change of the end.</param>
    /// <param name="place">The place.</param>
    /// <param name="t">The time of coefficients.</param>
    public void Change(ReadOnlySpan<int> b, ReadOnlySpan<int> middle, ReadOnlySpan<int> v, double place, double t)
    {
        if (!Plan.IsPlain)
        {
            var kernel = _slopes.Value;
            _convolutions?.Bind(kernel);
            kernel.Use(GridRole.State, b);
            kernel.Use(GridRole.Change, v);
            kernel.Scalars[GridScalars.Time] = t;
            kernel.Run();
            for (var l = 0; l < _along.Length; l++)
                _along[l] = _context.Grid.CellVolume * kernel.Sum(l);
            _sides.AddSlopes(b, v, t, _along);
            for (var k = 0; k < _weightChanges.Length; k++)
            {
                _weightChanges[k] = 0;
                for (var l = 0; l < _weightChanges.Length; l++)
                    _weightChanges[k] += _outer.Curvature(k, l) * _along[l];
            }
        }
        _convolutions?.Change(middle, v, place, t, this);
    }

    /// <summary>As <see cref="Change"/> where neither weights nor convolutions change.</summary>
    public void NothingChanges()
    {
        Array.Clear(_weightChanges);
        _convolutions?.NothingChanges();
    }

    /// <summary>Hands a kernel the changes of weights and convolutions.</summary>
    public void BindChanges(GridKernel kernel)
    {
        if (!Plan.IsPlain)
            for (var i = 0; i < _weightChanges.Length; i++)
                kernel.Scalars[GridScalars.FirstWeightChange + Plan.FirstWeight + i] = _weightChanges[i];
        _convolutions?.Bind(kernel);
    }

    /// <summary>Hands a kernel what its expressions of this energy read beside the states.</summary>
    public void Bind(GridKernel kernel)
    {
        BindWeights(kernel);
        _convolutions?.Bind(kernel);
    }

    /// <summary>Hands a kernel the weights of the integrals.</summary>
    public void BindWeights(GridKernel kernel)
    {
        if (!Plan.IsPlain)
            for (var i = 0; i < Plan.Densities.Count; i++)
                kernel.Scalars[GridScalars.FirstWeight + Plan.FirstWeight + i] = _outer.Slope(i);
    }
}
