using Flows.Compiler.Discretising.Grids;
using Flows.Language;
using Flows.Runtime.Grids;
using Flows.Runtime.Transforms;

namespace Flows.Runtime.Steppers;

/// <summary>
/// Exponential time differencing of fourth order (Cox and Matthews 2002), its coefficients by means over circles (Kassam and Trefethen 2005), in the cosine or Fourier
/// basis that the sides have: ∂û/∂t = −L û + N̂(u), L the derivatives and a constant share of the rest, exact in time. The error of a step is measured against the
/// third-order step that takes the last stage from behind the step, where the next one starts.
/// </summary>
public sealed class Spectral : IStepper
{
    private const double SmallestShare = 1e-9;

    private readonly GridSystem _system;
    private readonly GridContext _context;
    private readonly AdaptiveControl? _control;
    private readonly int[] _states, _work;
    private readonly SpectralState[] _parts;
    private readonly GridKernel _locals;
    private readonly int[] _outputs;
    private readonly bool _hasAdded;
    private double _prepared = double.NaN, _loadedAt = double.NaN;

    /// <summary>Binds the method to the flows of a grid.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="rates">Their semilinear forms.</param>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="control">Step control, or null for fixed steps.</param>
    public Spectral(GridSystem system, Seq<SemilinearRate> rates, int[] states, AdaptiveControl? control)
    {
        (_system, _context, _states, _control) = (system, system.Context, states, control);
        _work = _context.Memory.Take(states.Length);
        _hasAdded = rates.Any(r => r.Added is not Compiler.Symbolics.Number { Value.IsZero: true });
        _outputs = _context.Memory.Take(rates.Count * (_hasAdded ? 2 : 1));
        _locals = new GridKernel(_context, "local parts", [.. rates.Select(r => r.Local), .. _hasAdded ? rates.Select(r => r.Added) : []], []);
        var grid = _context.Grid;
        SideKind[] sides = [.. Enumerable.Range(3 - grid.Dimension, grid.Dimension).Select(p => grid.IsPeriodic(p) ? SideKind.Periodic : SideKind.Even)];
        var transform = _context.Transform(sides);
        _context.Memory.Count(rates.Count * SpectralState.BytesFor(grid));
        _parts = [.. rates.Select(r => new SpectralState(grid, transform, new GridSymbols(grid, r)))];
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        var (asked, smallest, rejections) = (dt, dt * SmallestShare, 0);
        if (_loadedAt != t)
        {
            foreach (var part in _parts)
                part.Load(_context, _states[part.Symbols.Rate.State]);
            Evaluate(_states, t, 0);
        }
        // What does not flow keeps its values.
        _context.Passes.Copy(_states, _work);
        while (true)
        {
            Prepare(dt);
            for (var stage = 1; stage < 4; stage++)
            {
                foreach (var part in _parts)
                    part.Stage(_context, stage, _work[part.Symbols.Rate.State]);
                Evaluate(_work, t + (stage < 3 ? 0.5 : 1) * dt, stage);
            }
            foreach (var part in _parts)
                part.Finish(_context, _work[part.Symbols.Rate.State]);
            Evaluate(_work, t + dt, SpectralState.Behind);
            double error = 0, size = 0;
            foreach (var part in _parts)
            {
                var (e, square) = part.Error();
                (error, size) = (error + e, size + square);
            }
            var energy = _system.Energy(_work, t + dt, out var magnitude);
            // Both norms are of coefficients: of their quotient the scale drops out; atol counts as if the state were of size 1.
            var scaled = _control is { } c && size > 0 ? Math.Sqrt(error / size) / (c.Relative + c.Absolute) : double.NaN;
            if (double.IsFinite(size) && (_control is null || _control.Accepts(dt, scaled)) && (_system.Plan.Ledger < 0 || double.IsFinite(energy)))
            {
                // Steps grow by √2 or not at all, and are halved: every other one would cost new coefficients.
                var next = _control?.AfterAcceptance(dt, scaled, 3, 1) ?? asked;
                if (_control is not null)
                    next = next >= Math.Sqrt(2) * dt ? Math.Min(Math.Sqrt(2) * dt, _control.LargestDt) : dt;
                foreach (var part in _parts)
                    part.Accept();
                for (var i = 0; i < _states.Length; i++)
                    (_states[i], _work[i]) = (_work[i], _states[i]);
                _loadedAt = t + dt;
                return new StepOutcome(true, dt, energy, magnitude, _system.Dissipation(_states, t + dt), double.NaN, double.NaN, 0, rejections, next, FailureCause.None, -1);
            }
            rejections++;
            _control?.Forget();
            dt /= 2;
            if (dt < smallest)
                return new StepOutcome(false, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, rejections, dt, FailureCause.NotFinite, _system.NotFinite(_work));
        }
    }

    // N̂ of states, kept as that of a stage.
    private void Evaluate(int[] states, double t, int stage)
    {
        _system.Fill(states, t);
        foreach (var energy in _system.Energies)
        {
            energy.Prepare(states, t);
            energy.Bind(_locals);
        }
        _locals.Use(GridRole.State, states);
        _locals.Use(GridRole.Output, _outputs);
        _locals.Scalars[GridScalars.Time] = t;
        _locals.Run();
        for (var k = 0; k < _parts.Length; k++)
            _parts[k].Nonlinear(_context, _outputs[k], _hasAdded ? _outputs[_parts.Length + k] : -1, stage);
    }

    private void Prepare(double dt)
    {
        if (_prepared == dt)
            return;
        foreach (var part in _parts)
            part.Prepare(dt);
        _prepared = dt;
    }
}
