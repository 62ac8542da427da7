using Flows.Runtime.States;

namespace Flows.Runtime.Grids;

/// <summary>
/// The spectral radius of the Jacobian of the rates, by the power method with the exact derivative (after Sommeijer, Shampine, Verwer, J. Comput. Appl. Math. 88 (1998)
/// 315-326, sec. 2.5): the geometric mean of the growth in two steps, which does not swing where eigenvalues are imaginary. A margin is added for what is not found.
/// </summary>
public sealed class SpectralRadius
{
    private const int MostPairs = 30;
    private const double Enough = 0.02;
    private const double Margin = 1.1;

    private readonly GridSystem _system;
    private readonly GridStepSystem _steps;
    private readonly GridVectors _vectors;
    private readonly int[] _direction, _image;
    private bool _hasDirection;

    /// <summary>Prepares the estimate.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="vectors">Of the system's states.</param>
    /// <param name="image">Scratch.</param>
    public SpectralRadius(GridSystem system, GridVectors vectors, int[] image)
    {
        (_system, _vectors, _image) = (system, vectors, image);
        _steps = new GridStepSystem(system, [1.0], [1.0], 1);
        _direction = vectors.New();
    }

    /// <summary>The estimate at states; 1/time.</summary>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="t">The time.</param>
    public double At(int[] states, double t)
    {
        if (!_hasDirection)
            Begin();
        _steps.Residual(states, states, states, t, 1, _image);
        var radius = 0.0;
        for (var k = 0; k < MostPairs; k++)
        {
            var first = Grow(states, t);
            var second = Grow(states, t);
            var (last, square) = (radius, first * second);
            if (!(square > 0) || !double.IsFinite(square))
            {
                _hasDirection = false;
                return double.IsFinite(square) ? 0 : double.NaN;
            }
            radius = Math.Sqrt(square);
            if (k > 1 && Math.Abs(radius - last) <= Enough * radius)
                break;
        }
        _hasDirection = true;
        return Margin * radius;
    }

    // direction = J direction / |direction|; returns the growth.
    private double Grow(int[] states, double t)
    {
        var length = Math.Sqrt(_vectors.Dot(_direction, _direction).Square);
        if (!(length > 0))
            return 0;
        _vectors.Combine(1 / length, _direction, 0, _direction, _direction);
        // v − J v, so J v is what v has over it.
        _steps.Apply(states, states, _direction, t, 1, _image);
        return Math.Sqrt(_vectors.Combine(1, _direction, -1, _image, _direction));
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
                    row[c] = ((a + b + c) % 2 == 0 ? 1 : -1) + 0.1 * Noise.At(1, (long)r * row.Length + c);
            }
    }
}
