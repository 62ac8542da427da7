using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Grids;

/// <summary>
/// The inverse of 1 − dt ∂rate/∂u with coefficients averaged over the cells, state by state, by fast transforms: the mean of ∂μ/∂u along the last axis is a
/// symbol s + κλ + γλ² of the discrete −Δ, multiplied by the mobility before the mean is taken, and by λ where the mobility stands between divergence and gradient.
/// Cells whose own coefficient is far above the mean, 1/u beside vacuum, fill a column of the matrix: what is found there is scaled down.
/// </summary>
internal sealed class GridPreconditioner : IStepPreconditioner
{
    private readonly GridContext _context;
    private readonly GridSystem _system;
    private readonly GridKernel?[] _means;
    private readonly int[][] _offsets;
    private readonly GridSpectral[] _solvers;
    private readonly int[] _potential;
    private readonly int[] _scales;
    private readonly GridKernel?[] _diagonals;
    private readonly GridKernel _scale;
    // The diagonal of −Δ: every axis has its 2/h².
    private readonly double _across;
    private readonly Symbol[] _symbols;
    private readonly Func<double, double>[] _factors;

    /// <summary>Prepares the means of every state.</summary>
    public GridPreconditioner(GridSystem system)
    {
        (_system, _context) = (system, system.Context);
        var (plan, grid) = (system.Plan, system.Context.Grid);
        _means = new GridKernel?[plan.States.Count];
        _offsets = new int[plan.States.Count][];
        _potential = new int[plan.States.Count];
        for (var i = 0; i < plan.States.Count; i++)
        {
            // The potential of the state itself, where its rate has one.
            _potential[i] = plan.Potentials.Select((p, k) => (p, k)).Where(p => p.p.State == i && p.p.Energy == plan.Ledger).Select(p => (int?)p.k).FirstOrDefault()
                ?? plan.Potentials.Select((p, k) => (p, k)).Where(p => p.p.State == i).Select(p => (int?)p.k).FirstOrDefault() ?? -1;
            if (_potential[i] < 0)
                continue;
            var gradient = plan.Energies[plan.Potentials[_potential[i]].Energy].Gradient(i);
            var loads = GridForms.Loads(gradient).Where(l => GridArray.Read(l) is (GridRole.State, var s, _) && s == i).ToArray();
            var sums = loads.GroupBy(l => l.Offset).Select(g => (Offset: g.Key, Sum: Build.Sum([.. g.Select(l => Derivative.Of(gradient, l))]))).ToArray();
            _offsets[i] = [.. sums.Select(s => s.Offset)];
            _means[i] = new GridKernel(_context, "mean coefficients", [], [.. sums.Select(s => plan.Mobilities[i] * s.Sum)]);
        }
        _scales = _context.Memory.Take(plan.States.Count);
        _diagonals = [.. plan.States.Select((_, i) => _means[i] is null ? null : new GridKernel(_context, "diagonal", [plan.AtStates(plan.Diagonal(i))], []))];
        var (mean, step) = (GridScalars.Stage(1), GridScalars.Stage(0));
        var own = 1 + step * GridArray.Value(GridRole.State, 0, Shift.None);
        // mean/own, at most 1.
        _scale = new GridKernel(_context, "scale", [Build.If(new Compare(Comparison.Less, mean, own), mean / own, 1)], []);
        _across = Enumerable.Range(3 - grid.Dimension, grid.Dimension).Sum(p => 2 / (grid.Spacing(p) * grid.Spacing(p)));
        // Made once: they read what `At` has set.
        _symbols = new Symbol[plan.States.Count];
        _factors = [.. plan.States.Select((_, i) => (Func<double, double>)(lambda => _symbols[i].Factor(lambda)))];
        _solvers = [.. plan.States.Select((_, i) => new GridSpectral(_context, [.. Enumerable.Range(0, 3).Select(p => system.IsOdd(i, p))], _ => 1))];
    }

    /// <inheritdoc/>
    /// <remarks>Averages the coefficients at the states that the step may end at.</remarks>
    public bool At(in StepPoint at)
    {
        var (states, t, step) = (at.B, at.T, at.Step * at.Share);
        var plan = _system.Plan;
        for (var i = 0; i < states.Length; i++)
        {
            if (_means[i] is not { } kernel)
                continue;
            foreach (var energy in _system.Energies)
                energy.Bind(kernel);
            kernel.Use(GridRole.State, states);
            kernel.Scalars[GridScalars.Time] = t;
            kernel.Run();
            var cells = (double)_context.Grid.Count;
            var h = _context.Grid.Spacing(2);
            double s = 0, kappa = 0, gamma = 0;
            for (var k = 0; k < _offsets[i].Length; k++)
            {
                // cos(mθ) in powers of λ = (2 − 2 cos θ)/h².
                var c = kernel.Sum(k) / cells;
                var m = Math.Abs(_offsets[i][k]);
                s += c;
                kappa -= c * m * m * h * h / 2;
                gamma += c * m * m * (m * m - 1) * h * h * h * h / 24;
            }
            var isFlux = plan.AreFluxes[i];
            _symbols[i] = new Symbol(step, isFlux, s, kappa, gamma);
            Scale(i, states, t, step, 1 / _symbols[i].Factor(_across));
            _solvers[i].Change(_factors[i]);
        }
        return true;
    }

    /// <inheritdoc/>
    public void Weigh(int[] residual)
    {
    }

    /// <summary>result ≈ (1 − dt ∂rate/∂u)⁻¹ v.</summary>
    public void Apply(int[] v, int[] result)
    {
        for (var i = 0; i < v.Length; i++)
            if (_means[i] is not null)
                _solvers[i].Apply(v[i], _scales[i], result[i]);
            else
                _context.Passes.Copy(v[i], result[i]);
    }

    private void Scale(int i, int[] states, double t, double step, double typical)
    {
        var kernel = _diagonals[i]!;
        foreach (var energy in _system.Energies)
            energy.Bind(kernel);
        kernel.Use(GridRole.State, states);
        kernel.Use(GridRole.Output, 0, _scales[i]);
        kernel.Scalars[GridScalars.Time] = t;
        kernel.Run();
        _scale.Use(GridRole.State, 0, _scales[i]);
        _scale.Use(GridRole.Output, 0, _scales[i]);
        (_scale.Scalars[GridScalars.FirstStage], _scale.Scalars[GridScalars.FirstStage + 1]) = (step, typical);
        _scale.Run();
    }

    // 1/(1 + dt λ (s + κλ + γλ²)), without the outer λ where the rate is no divergence.
    private readonly record struct Symbol(double Step, bool IsFlux, double S, double Kappa, double Gamma)
    {
        public double Factor(double lambda) => 1 / (1 + Step * (IsFlux ? lambda : 1) * Math.Max(0, S + lambda * (Kappa + lambda * Gamma)));
    }
}
