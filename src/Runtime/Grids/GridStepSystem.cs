using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Grids;

/// <summary>Rates of an implicit step from states a to states b, and their derivative by b, on the cells of a grid.</summary>
public sealed class GridStepSystem
{
    private readonly GridContext _context;
    private readonly GridSystem _system;
    private readonly GridStepForms _forms;
    private readonly GridEnergy[] _energies;
    private readonly int[] _potentials, _potentialChanges, _smoothed, _smoothedChanges, _middle;
    private readonly GridKernel _potentialKernel, _rateKernel, _dissipationKernel;
    private readonly Lazy<GridKernel> _potentialChangeKernel, _rateChangeKernel;
    private readonly Lazy<GridKernel>[] _diagonalKernels;
    private readonly GridStrips _strips;
    private readonly Lazy<GridStrips> _stripChanges;
    private readonly GridKernel? _middleKernel, _meanKernel, _meanChangeKernel;
    private readonly GridHelmholtz[] _helmholtz;
    private readonly double[] _means, _denominators, _meanChanges;
    private readonly double _place;

    /// <summary>Binds the forms of a rule.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="positions">Where between a and b potentials are taken.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="place">Where mobilities and added terms are taken.</param>
    public GridStepSystem(GridSystem system, ReadOnlySpan<double> positions, ReadOnlySpan<double> weights, double place)
    {
        (_system, _context, _place) = (system, system.Context, place);
        var plan = system.Plan;
        _forms = GridStepForms.Of(plan, positions, weights, place);
        // Convolutions and functions of functionals are taken at one place, on energies of their own: the ledger's are kept.
        _energies = [.. plan.Energies.Select(e => new GridEnergy(_context, e))];
        (_potentials, _potentialChanges) = (_context.Shared("potentials", plan.Potentials.Count), _context.Shared("changes of potentials", plan.Potentials.Count));
        (_smoothed, _smoothedChanges) = (_context.Shared("smoothed", plan.Smoothings.Count), _context.Shared("changes of smoothed", plan.Smoothings.Count));
        _helmholtz = [.. plan.Smoothings.Select(s => new GridHelmholtz(_context, s))];
        GridKernel Kernel(string name, Seq<Expr> outputs, Seq<Expr> sums) => new(_context, name, outputs, sums);
        _potentialKernel = Kernel("step potentials", _forms.Potentials, []);
        _potentialChangeKernel = new(() => Kernel("changes of step potentials", _forms.PotentialChanges, []));
        _strips = new GridStrips(_context, "step potentials", [.. _forms.Strips.Select(s => s.Averages)]);
        _stripChanges = new(() => new GridStrips(_context, "changes of step potentials", [.. _forms.Strips.Select(s => s.Changes)]));
        // residual = b − c − dt·rate, with its size and dissipation.
        _rateKernel = Kernel("residuals", [.. _forms.Rates.Select((r, i) => B(i) - GridArray.Value(GridRole.Known, i, Shift.None) - GridScalars.Stage(0) * r)], []);
        _rateChangeKernel = new(() => Kernel("changes of residuals", [.. _forms.RateChanges.Select((r, i) =>
            GridArray.Value(GridRole.Change, i, Shift.None) - GridScalars.Stage(0) * r)], []));
        _diagonalKernels = [.. plan.States.Select((_, i) => new Lazy<GridKernel>(() => Kernel("diagonal of a step", [1 - GridScalars.Stage(0) * _forms.OwnChange(i)], [])))];
        _dissipationKernel = Kernel("step dissipation", [], [_forms.Dissipation]);
        var needsMiddle = plan.Energies.Any(e => e.Nonlocals.Count > 0);
        _middle = needsMiddle ? _context.Shared("middle", plan.States.Count) : [];
        _middleKernel = needsMiddle ? Kernel("between", [.. plan.States.Select((_, i) => GridMix.Between(GridArray.Value(GridRole.State, i, Shift.None), place))], []) : null;
        (_means, _denominators, _meanChanges) = (new double[plan.Means.Count], new double[plan.Means.Count], new double[plan.Means.Count]);
        _meanKernel = plan.Means.Count == 0 ? null : Kernel("step means", [], [.. _forms.Means.SelectMany(m => (Expr[])[m.Numerator, m.Denominator])]);
        _meanChangeKernel = plan.Means.Count == 0 ? null : Kernel("changes of step means", [], [.. _forms.MeanChanges.SelectMany(m => (Expr[])[m.Numerator, m.Denominator])]);
    }

    /// <summary>The flows.</summary>
    public GridSystem System => _system;

    /// <summary>The time at the end of the step, at which what is prescribed beyond the sides of b is taken; NaN where that is the time of coefficients.</summary>
    public double End { get; set; } = double.NaN;

    /// <summary>residual = b − c − dt·rate(a, b). Fills the ghosts of b; those of a must be filled.</summary>
    /// <param name="a">The states that the step starts from.</param>
    /// <param name="b">The states that it may end at.</param>
    /// <param name="c">What b is where nothing moves.</param>
    /// <param name="t">The time of coefficients.</param>
    /// <param name="dt">The step, times whatever the scheme weighs the rate with.</param>
    /// <param name="residual">Receives it.</param>
    public void Residual(int[] a, int[] b, int[] c, double t, double dt, int[] residual)
    {
        _system.Fill(b, double.IsNaN(End) ? t : End);
        Prepare(a, b, t);
        Bind(_rateKernel, a, b, t);
        _rateKernel.Use(GridRole.Known, c);
        _rateKernel.Use(GridRole.Output, residual);
        _rateKernel.Scalars[GridScalars.FirstStage] = dt;
        _rateKernel.Run();
        _system.Release(residual);
    }

    /// <summary>⟨ξ, Kξ⟩ of the step whose residual was computed last; energy / time.</summary>
    public double Dissipation(int[] a, int[] b, double t)
    {
        Bind(_dissipationKernel, a, b, t);
        _dissipationKernel.Run();
        return _context.Grid.CellVolume * _dissipationKernel.Sum(0);
    }

    /// <summary>result = v − dt·(∂rate/∂b) v at the states whose residual was computed last. Fills the ghosts of v.</summary>
    public void Apply(int[] a, int[] b, int[] v, double t, double dt, int[] result)
    {
        _system.FillChanges(v);
        foreach (var energy in _energies)
            energy.Change(b, _middle, v, _place, t);
        ChangePotentials(a, b, v, t);
        if (_meanChangeKernel is not null)
        {
            Bind(_meanChangeKernel, a, b, t);
            BindChanges(_meanChangeKernel, v);
            _meanChangeKernel.Run();
            for (var k = 0; k < _means.Length; k++)
                _meanChanges[k] = (_meanChangeKernel.Sum(2 * k) - _means[k] * _meanChangeKernel.Sum(2 * k + 1)) / _denominators[k];
        }
        ChangeRates(a, b, v, t, dt, result);
    }

    /// <summary>Makes <see cref="ApplyNear"/> ready: what couples all cells does not change.</summary>
    public void NothingFarChanges()
    {
        foreach (var energy in _energies)
            energy.NothingChanges();
        Array.Clear(_meanChanges);
    }

    /// <summary>As <see cref="Apply"/>, but for what means, convolutions and weights of functionals contribute, which couple all cells.</summary>
    public void ApplyNear(int[] a, int[] b, int[] v, double t, double dt, int[] result)
    {
        _system.FillChanges(v);
        ChangePotentials(a, b, v, t);
        ChangeRates(a, b, v, t, dt, result);
    }

    /// <summary>The diagonal of the Jacobian of a state's residual, at the states whose residual was computed last.</summary>
    /// <param name="state">Which state.</param>
    /// <param name="a">The states that the step starts from.</param>
    /// <param name="b">The states that it may end at.</param>
    /// <param name="t">The time of coefficients.</param>
    /// <param name="dt">The step, times whatever the scheme weighs the rate with.</param>
    /// <param name="diagonal">Receives it.</param>
    public void Diagonal(int state, int[] a, int[] b, double t, double dt, int diagonal)
    {
        var kernel = _diagonalKernels[state].Value;
        Bind(kernel, a, b, t);
        kernel.Use(GridRole.Output, 0, diagonal);
        kernel.Scalars[GridScalars.FirstStage] = dt;
        kernel.Run();
    }

    private void ChangePotentials(int[] a, int[] b, int[] v, double t)
    {
        var kernel = _potentialChangeKernel.Value;
        Bind(kernel, a, b, t);
        kernel.Use(GridRole.Change, v);
        foreach (var energy in _energies)
            energy.BindChanges(kernel);
        kernel.Use(GridRole.Output, _potentialChanges);
        kernel.Run();
        foreach (var strip in _stripChanges.Value.Kernels)
        {
            Bind(strip, a, b, t);
            strip.Use(GridRole.Change, v);
            foreach (var energy in _energies)
                energy.BindChanges(strip);
            strip.Use(GridRole.Output, _potentialChanges);
        }
        _stripChanges.Value.Run();
        for (var k = 0; k < _potentialChanges.Length; k++)
            _system.BeyondPotential(k).FillChange(_potentialChanges[k]);
        for (var k = 0; k < _smoothed.Length; k++)
            _helmholtz[k].ApplyChange(_potentialChanges[_system.Plan.Smoothings[k].Potential], _smoothedChanges[k]);
    }

    private void ChangeRates(int[] a, int[] b, int[] v, double t, double dt, int[] result)
    {
        var kernel = _rateChangeKernel.Value;
        Bind(kernel, a, b, t);
        BindChanges(kernel, v);
        kernel.Use(GridRole.Output, result);
        kernel.Scalars[GridScalars.FirstStage] = dt;
        kernel.Run();
    }

    private static Expr B(int i) => GridArray.Value(GridRole.Base, i, Shift.None);

    private void Prepare(int[] a, int[] b, double t)
    {
        if (_middleKernel is not null)
        {
            _middleKernel.Use(GridRole.State, a);
            _middleKernel.Use(GridRole.Base, b);
            _middleKernel.Use(GridRole.Output, _middle);
            _middleKernel.Run();
            _system.Fill(_middle, t);
        }
        foreach (var energy in _energies)
            energy.PrepareBetween(a, b, _middle, _place, t);
        Bind(_potentialKernel, a, b, t);
        _potentialKernel.Use(GridRole.Output, _potentials);
        _potentialKernel.Run();
        foreach (var kernel in _strips.Kernels)
        {
            Bind(kernel, a, b, t);
            kernel.Use(GridRole.Output, _potentials);
        }
        _strips.Run();
        for (var k = 0; k < _potentials.Length; k++)
        {
            _system.BeyondPotential(k).SetTime(t);
            _system.BeyondPotential(k).Fill(_potentials[k]);
        }
        for (var k = 0; k < _smoothed.Length; k++)
            _helmholtz[k].Apply(_potentials[_system.Plan.Smoothings[k].Potential], _smoothed[k], t);
        if (_meanKernel is null)
            return;
        Bind(_meanKernel, a, b, t);
        _meanKernel.Run();
        for (var k = 0; k < _means.Length; k++)
            (_means[k], _denominators[k]) = (_meanKernel.Sum(2 * k) / _meanKernel.Sum(2 * k + 1), _meanKernel.Sum(2 * k + 1));
    }

    private void Bind(GridKernel kernel, int[] a, int[] b, double t)
    {
        kernel.Use(GridRole.State, a);
        kernel.Use(GridRole.Base, b);
        kernel.Use(GridRole.Potential, _potentials);
        kernel.Use(GridRole.Potential, GridSystemBuilder.FirstSmoothed, _smoothed);
        kernel.Scalars[GridScalars.Time] = t;
        for (var k = 0; k < _means.Length; k++)
            kernel.Scalars[GridScalars.FirstMean + k] = _means[k];
        foreach (var energy in _energies)
            energy.Bind(kernel);
    }

    private void BindChanges(GridKernel kernel, int[] v)
    {
        kernel.Use(GridRole.Change, v);
        kernel.Use(GridRole.PotentialChange, _potentialChanges);
        kernel.Use(GridRole.PotentialChange, GridSystemBuilder.FirstSmoothed, _smoothedChanges);
        for (var k = 0; k < _means.Length; k++)
            kernel.Scalars[GridScalars.FirstMean + GridStepForms.MeanChangeOffset + k] = _meanChanges[k];
    }
}
