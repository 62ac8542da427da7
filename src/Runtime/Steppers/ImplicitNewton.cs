using Flows.Runtime.Linear;
using Flows.Runtime.Operators;

namespace Flows.Runtime.Steppers;

/// <summary>Newton's method for an implicit step: damping that keeps densities positive, corrections with a frozen Jacobian while they
/// converge fast, upwind faces around cells that would become negative, and a flux-form candidate at the end.</summary>
internal sealed class ImplicitNewton(ImplicitEquation equation, OnsagerOperator onsager, ImplicitOptions options)
{
    private const int MostUpwindRounds = 4;

    private readonly double[] _iterate = new double[onsager.Grid.Count];
    private readonly double[] _before = new double[onsager.Grid.Count];
    private readonly double[] _increment = new double[onsager.Grid.Count];
    private readonly double[] _candidate = new double[onsager.Grid.Count];
    private readonly double[] _rest = new double[onsager.Grid.Count];
    private readonly bool[] _upwind = new bool[onsager.Grid.Count + 1];
    private bool _anyUpwind;
    private int _rounds;

    /// <summary>[n] where the iteration starts (written by the caller) and stands.</summary>
    public Span<double> Iterate => _iterate;

    /// <summary>[n] the new state.</summary>
    public ReadOnlySpan<double> Candidate => _candidate;

    /// <summary>[n] new state less old, before rounding.</summary>
    public ReadOnlySpan<double> Increment => _increment;

    /// <summary>[n] what rounding kept back from the candidate.</summary>
    public ReadOnlySpan<double> Rest => _rest;

    /// <summary>Jacobians factored since <see cref="Reset"/>.</summary>
    public int Iterations { get; private set; }

    /// <summary>Whether faces were made upwind.</summary>
    public bool UsesUpwind => _anyUpwind;

    /// <summary>A cell that stayed negative, or −1.</summary>
    public int Where { get; private set; } = -1;

    /// <summary>Starts a new attempt.</summary>
    /// <param name="allUpwind">Whether every face is upwind from the start.</param>
    public void Reset(bool allUpwind)
    {
        if (_anyUpwind || allUpwind)
        {
            Array.Fill(_upwind, allUpwind);
            _anyUpwind = allUpwind;
            onsager.UseUpwind(_upwind, _anyUpwind);
        }
        (_rounds, Iterations, Where) = (0, 0, -1);
    }

    /// <summary>Iterates from <see cref="Iterate"/>.</summary>
    /// <param name="start">[n] the state before the step.</param>
    /// <param name="carry">[n] what rounding kept back from it.</param>
    /// <param name="tolerance">Absolute bound on the last correction.</param>
    /// <param name="scale">Size of the state.</param>
    public NewtonStatus Solve(ReadOnlySpan<double> start, ReadOnlySpan<double> carry, double tolerance, double scale)
    {
        if (!double.IsFinite(equation.Evaluate(_iterate)))
        {
            start.CopyTo(_iterate);
            LiftFromZero(scale);
            if (!double.IsFinite(equation.Evaluate(_iterate)))
                return NewtonStatus.NotFinite;
        }
        for (var limit = Iterations + options.IterationLimit; Iterations < limit;)
        {
            Iterations++;
            if (!equation.Linearise(_iterate))
                return NewtonStatus.Stalled;
            equation.Correct();
            if (!TryMove(out var moved, out var pinned))
                return NewtonStatus.NotFinite;
            if (pinned && (moved <= 1e-4 * scale || Iterations >= 5) && FlagPinned())
                continue;
            // Corrections with the factors at hand, as long as the next is foreseen to be the last.
            for (var frozen = 0; frozen < 4 && moved <= 1e-2 * scale; frozen++)
            {
                equation.Correct();
                var size = FreeCorrection();
                if (size <= tolerance)
                {
                    equation.Increment(_increment);
                    RowArithmetic.AddCompensated(start, _increment, carry, _candidate, _rest);
                    if (!options.IsDensity || RowArithmetic.Least(_candidate) >= 0)
                        return NewtonStatus.Converged;
                    FlagNegative();
                    break;
                }
                if (!(size * size <= tolerance * moved) || frozen == 3)
                    break;
                if (!TryMove(out moved, out pinned))
                    return NewtonStatus.NotFinite;
            }
        }
        return options.IsDensity && Where >= 0 ? NewtonStatus.Negative : NewtonStatus.Stalled;
    }

    /// <summary>Goes on from the candidate that was found.</summary>
    public void Restart() => _candidate.CopyTo(_iterate.AsSpan());

    /// <summary>Makes a starting value admissible: densities not below zero, and above it where the potential is infinite there.</summary>
    public void LiftFromZero(double scale)
    {
        if (!options.IsDensity)
            return;
        var floor = options.HasSingularDerivativeAtZero ? 1e-12 * scale : 0;
        if (RowArithmetic.Least(_iterate) > 0)
            return;
        for (var i = 0; i < _iterate.Length; i++)
            if (!(_iterate[i] > 0))
                _iterate[i] = floor;
    }

    // iterate += correction, cut so that densities stay positive, and shortened until the equation is finite there.
    private bool TryMove(out double moved, out bool pinned)
    {
        var correction = equation.Correction;
        _iterate.CopyTo(_before.AsSpan());
        pinned = false;
        moved = 0;
        if (options.IsDensity)
        {
            moved = RowArithmetic.AddBounded(correction, options.HasSingularDerivativeAtZero ? 0.05 : 0, _iterate, out var lowest);
            pinned = lowest < 0;
        }
        else
        {
            RowArithmetic.AddScaled(1, correction, _iterate);
            moved = RowArithmetic.LargestMagnitude(correction);
        }
        for (var cuts = 0; !double.IsFinite(equation.Evaluate(_iterate)); cuts++)
        {
            if (cuts == 10 || double.IsNaN(moved))
                return false;
            RowArithmetic.Combine(0.5, _before, 0.5, _iterate, _iterate);
            moved /= 2;
        }
        return true;
    }

    // max |correction| but for cells held at zero, whose faces the check of the candidate sees to.
    private double FreeCorrection()
    {
        if (!options.IsDensity)
            return RowArithmetic.LargestMagnitude(equation.Correction);
        return RowArithmetic.LargestFreeMagnitude(equation.Correction, _iterate);
    }

    private bool FlagPinned()
    {
        var flagged = false;
        for (var i = 0; i < _iterate.Length; i++)
            if (_before[i] + equation.Correction[i] < 0)
                flagged |= FlagFaces(i);
        return Apply(flagged);
    }

    private void FlagNegative()
    {
        var flagged = false;
        for (var i = 0; i < _candidate.Length; i++)
        {
            if (!(_candidate[i] < 0))
                continue;
            Where = i;
            // A positive iterate whose correction is still large against itself is not resolved yet: no reason to change the scheme.
            if (_iterate[i] > 0 && Math.Abs(equation.Correction[i]) > 1e-3 * _iterate[i] && Iterations < 6)
                continue;
            flagged |= FlagFaces(i);
        }
        Apply(flagged);
    }

    private bool FlagFaces(int cell)
    {
        if (_rounds >= MostUpwindRounds)
            return false;
        var news = !_upwind[cell] || !_upwind[cell + 1];
        _upwind[cell] = _upwind[cell + 1] = true;
        if (onsager.Grid.IsPeriodic && (cell == 0 || cell == _iterate.Length - 1))
        {
            news |= !_upwind[0] || !_upwind[^1];
            _upwind[0] = _upwind[^1] = true;
        }
        return news;
    }

    private bool Apply(bool flagged)
    {
        if (!flagged)
            return false;
        _rounds++;
        _anyUpwind = true;
        onsager.UseUpwind(_upwind, true);
        equation.Evaluate(_iterate);
        return true;
    }
}
