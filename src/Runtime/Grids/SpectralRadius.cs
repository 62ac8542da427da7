using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Grids;

/// <summary>
/// The spectral radius of the Jacobian of the rates, by the power method on differences of rates (Sommeijer, Shampine, Verwer, J. Comput. Appl. Math.
/// 88 (1998) 315-326, sec. 2.5), with a margin for what it has not found.
/// </summary>
public sealed class SpectralRadius
{
    private const int MostIterations = 60;
    private const double Enough = 0.02;
    private const double Margin = 1.1;
    private const double Shift = 1e-7;

    private readonly GridSystem _system;
    private readonly int[] _direction, _moved, _rates;
    private readonly GridKernel _move, _norm;
    private bool _hasDirection;

    /// <summary>Prepares the estimate.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="moved">Scratch arrays, one a state.</param>
    /// <param name="rates">Scratch arrays, one a state.</param>
    public SpectralRadius(GridSystem system, int[] moved, int[] rates)
    {
        (_system, _moved, _rates) = (system, moved, rates);
        var (context, count) = (system.Context, system.Plan.States.Count);
        _direction = context.Memory.Take(count);
        Expr U(int i) => GridArray.Value(GridRole.State, i, Compiler.Discretising.Grids.Shift.None);
        Expr V(int i) => GridArray.Value(GridRole.Change, i, Compiler.Discretising.Grids.Shift.None);
        Expr B(int i) => GridArray.Value(GridRole.Base, i, Compiler.Discretising.Grids.Shift.None);
        _move = new GridKernel(context, "moved", [.. Enumerable.Range(0, count).Select(i => U(i) + GridScalars.Stage(0) * V(i))], []);
        // The difference of two rates, and its size.
        _norm = new GridKernel(context, "difference", [.. Enumerable.Range(0, count).Select(i => V(i) - B(i))],
            [Build.Sum([.. Enumerable.Range(0, count).Select(i => Build.Power(V(i) - B(i), 2))]), Build.Sum([.. Enumerable.Range(0, count).Select(i => Build.Power(U(i), 2))])]);
    }

    /// <summary>The estimate at states, whose rates are known.</summary>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="t">The time.</param>
    /// <param name="known">The arrays of their rates.</param>
    public double At(int[] states, double t, int[] known)
    {
        var memory = _system.Context.Memory;
        if (!_hasDirection)
            Begin();
        var size = Size(states);
        var radius = 0.0;
        var length = Length();
        for (var k = 0; k < MostIterations; k++)
        {
            if (!(length > 0) || !double.IsFinite(length))
            {
                Begin();
                length = Length();
            }
            var step = Shift * Math.Max(1, size) / length;
            _move.Use(GridRole.State, states);
            _move.Use(GridRole.Change, _direction);
            _move.Use(GridRole.Output, _moved);
            _move.Scalars[GridScalars.FirstStage] = step;
            _move.Run();
            _system.Rate(_moved, t, _rates);
            _norm.Use(GridRole.State, states);
            _norm.Use(GridRole.Change, _rates);
            _norm.Use(GridRole.Base, known);
            _norm.Use(GridRole.Output, _direction);
            _norm.Run();
            var grown = Math.Sqrt(_norm.Sum(0));
            var last = radius;
            radius = grown / (step * length);
            length = grown;
            if (grown == 0)
                return 0;
            if (k > 3 && Math.Abs(radius - last) <= Enough * radius)
                break;
        }
        _hasDirection = double.IsFinite(length);
        return Margin * radius;
    }

    private double Size(int[] states)
    {
        _norm.Use(GridRole.State, states);
        _norm.Use(GridRole.Change, states);
        _norm.Use(GridRole.Base, states);
        _norm.Use(GridRole.Output, _rates);
        _norm.Run();
        return Math.Sqrt(_norm.Sum(1) / _system.Context.Grid.Count);
    }

    private double Length()
    {
        _norm.Use(GridRole.State, _direction);
        _norm.Use(GridRole.Change, _direction);
        _norm.Use(GridRole.Base, _direction);
        _norm.Use(GridRole.Output, _rates);
        _norm.Run();
        return Math.Sqrt(_norm.Sum(1));
    }

    // The fastest mode of a diffusion changes sign from cell to cell; what is added has a part of every mode.
    private void Begin()
    {
        var (memory, grid) = (_system.Context.Memory, _system.Context.Grid);
        for (var i = 0; i < _direction.Length; i++)
            for (var r = 0; r < grid.Rows; r++)
            {
                var (a, b) = (r / grid.Cells(1), r % grid.Cells(1));
                var row = memory.Row(_direction[i], a, b);
                for (var c = 0; c < row.Length; c++)
                    row[c] = ((a + b + c) % 2 == 0 ? 1 : -1) + 0.1 * States.Noise.At(1, (long)r * row.Length + c);
            }
    }
}
