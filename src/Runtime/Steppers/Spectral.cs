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

    // N in the middle of a step, beyond the mean of its ends, makes little of the change, 1/5 of it for √t from 0, and as much or more where a pole lies in the step; and
    // little of the state where it does not matter.
    private const double LargestOfChange = 0.9, LargestOfState = 0.5, NoMatter = 0.05;

    // Steps shorter by the second share see whether what is bent there has become less, by the third, than it ever was in steps longer by the first: a jump has, a pole has not.
    private const double LongShare = 0.03, ShortShare = 1e-3, LessShare = 0.05;

    private readonly GridSystem _system;
    private readonly GridContext _context;
    private readonly AdaptiveControl? _control;
    private readonly int[] _states, _work;
    private readonly SpectralState[] _parts;
    private readonly GridKernel _locals;
    private readonly int[] _outputs, _alone;
    private readonly bool _hasAdded;
    private readonly GridVectors _vectors;
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
        _vectors = new GridVectors(_context, 1);
        _alone = new int[1];
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
        var (asked, smallest, rejections, bentFirst) = (dt, dt * SmallestShare, 0, double.NaN);
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
            var (size, bend, change, error) = (0.0, 0.0, 0.0, _control is null ? double.NaN : 0.0);
            foreach (var part in _parts)
            {
                var (square, bent, moved) = part.Coefficients();
                (size, bend, change) = (size + square, bend + bent, change + moved);
                if (_control is not null)
                    error = Math.Max(error, GridErrorNorm.Of(_control, part.ErrorSquare(), Math.Max(Square(_states[part.Symbols.Rate.State]), Square(_work[part.Symbols.Rate.State])), _context.Grid.Count));
            }
            var energy = _system.Energy(_work, t + dt, out var magnitude);
            if (double.IsFinite(size) && IsEven(bend, change, size, dt / asked, ref bentFirst) && (_control is null || _control.Accepts(dt, error)) && (_system.Plan.Ledger < 0 || double.IsFinite(energy)))
            {
                // Steps grow by √2 or not at all, and are halved: every other one would cost new coefficients.
                var next = _control?.AfterAcceptance(dt, error, 3, 1) ?? asked;
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

    // Whether what was evaluated in the middle of a step goes with what was evaluated at its ends: the estimate of the error knows only these.
    private static bool IsEven(double bend, double change, double size, double share, ref double first)
    {
        if (bend <= NoMatter * NoMatter * size || bend <= LargestOfChange * LargestOfChange * change && bend <= LargestOfState * LargestOfState * size)
            return true;
        if (double.IsNaN(first) || share >= LongShare && bend < first)
            first = bend;
        return share < ShortShare && bend < LessShare * LessShare * first;
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

    private double Square(int array)
    {
        _alone[0] = array;
        return _vectors.Dot(_alone, _alone).Square;
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
