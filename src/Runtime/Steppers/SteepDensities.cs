using System.Runtime.CompilerServices;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>
/// Newton's moves of densities whose potential is steep at 0, as log ρ is. The equation of a cell, with what surrounds it held, is close to ρ + c log ρ = y: beside vacuum c log ρ
/// is all that matters, elsewhere ρ. A move that is no small share of the density is taken in y, where that equation is linear: a cell that fills up from next to nothing
/// needs one iteration instead of one for every power of ten, and none becomes negative.
/// </summary>
/// <param name="context">The grid.</param>
/// <param name="steep">Of each state whether it is such a density.</param>
internal sealed class SteepDensities(GridContext context, bool[] steep)
{
    // What solvers make of cells below it is noise, which a logarithm would blow up; the state itself is made of fluxes and does not know of it.
    private const double LeastShare = 1e-18;

    // Next to nothing: where a density is less, its logarithm and that one's derivatives would not be finite.
    private const double Least = 1e-40;

    private readonly double[] _floors = new double[steep.Length];
    private readonly GridReduction _reduction = new(context);

    // Below this share moves in ρ and in y agree to second order, as Newton's method does.
    private const double SmallShare = 0.05;
    private const int MostIterations = 12;
    private const double Enough = 1e-3;

    private readonly int[] _slopes = [.. steep.Select(s => s ? context.Memory.Take() : -1)];

    /// <summary>Whether there are such densities.</summary>
    public bool Any => Array.Exists(steep, s => s);

    /// <summary>Whether a state is one.</summary>
    public bool this[int state] => steep[state];

    /// <summary>Finds the floors that the densities are lifted to in a step: equations on one axis are solved cell by cell, to the last digits of each, others as a whole.</summary>
    /// <param name="states">What the step starts from.</param>
    public void Begin(int[] states)
    {
        for (var i = 0; i < steep.Length; i++)
            if (steep[i])
                _floors[i] = context.Grid.Dimension == 1 ? Least : Math.Max(Least, LeastShare * _reduction.Greatest(states[i]));
    }

    /// <summary>The least value that a density is lifted to; 0 for those that are not steep.</summary>
    public double Floor(int state) => _floors[state];

    /// <summary>Takes the diagonal of the Jacobian at the point where its residual was computed last.</summary>
    public void At(GridStepSystem steps, in StepPoint at)
    {
        for (var i = 0; i < steep.Length; i++)
            if (steep[i])
                steps.Diagonal(i, at.A, at.B, at.T, at.Step, _slopes[i]);
    }

    /// <summary>trial = b moved against a direction.</summary>
    /// <param name="state">Which density.</param>
    /// <param name="b">Its array.</param>
    /// <param name="direction">What is taken from it; amount.</param>
    /// <param name="share">The share of the direction that is taken.</param>
    /// <param name="trial">Receives it; positive.</param>
    public void Move(int state, int b, int direction, double share, int trial)
    {
        var (grid, memory) = (context.Grid, context.Memory);
        for (var r = 0; r < grid.Rows; r++)
        {
            var (i, j) = Math.DivRem(r, grid.Cells(1));
            Move(memory.ReadRow(b, i, j), memory.ReadRow(direction, i, j), memory.ReadRow(_slopes[state], i, j), share, _floors[state], memory.Row(trial, i, j));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(ReadOnlySpan<double> b, ReadOnlySpan<double> direction, ReadOnlySpan<double> slopes, double share, double floor, Span<double> trial)
    {
        for (var k = 0; k < b.Length; k++)
        {
            var move = -share * direction[k];
            trial[k] = Math.Abs(move) <= SmallShare * b[k] ? b[k] + move : Math.Max(floor, Moved(b[k], move, b[k] * Math.Max(0, slopes[k] - 1)));
        }
    }

    // The ρ of ρ + c log ρ = b + c log b + (1 + c/b) move.
    private static double Moved(double b, double move, double c)
    {
        if (!(c > 0))
            return b + move > 0 ? b + move : 1e-3 * b;
        var rise = (1 + c / b) * move;
        // In w = log(ρ/b): b (eʷ − 1) + c w = rise, convex in w. Either term alone bounds w, from above where it grows and from below where it shrinks.
        var byLog = rise / c;
        var byMass = rise > -b ? Math.Log(1 + rise / b) : double.NegativeInfinity;
        var w = move > 0 ? Math.Min(byLog, byMass) : Math.Max(byLog, byMass);
        for (var i = 0; i < MostIterations; i++)
        {
            var e = Math.Exp(w);
            var step = (b * (e - 1) + c * w - rise) / (b * e + c);
            w -= step;
            if (Math.Abs(step) < Enough)
                break;
        }
        return b * Math.Exp(w);
    }
}
