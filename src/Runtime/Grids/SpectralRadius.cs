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
    private readonly GridTangent _tangent;
    private readonly GridVectors _vectors;
    private readonly int[]? _kept;
    private bool _hasDirection;

    /// <summary>Prepares the estimate.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="vectors">Of the system's states.</param>
    /// <param name="keeps">Whether the direction that was found has arrays of its own until the next look; else every look begins anew, in arrays that are lent.</param>
    public SpectralRadius(GridSystem system, GridVectors vectors, bool keeps)
    {
        (_system, _vectors) = (system, vectors);
        _tangent = new GridTangent(system);
        _kept = keeps ? vectors.New() : null;
    }

    /// <summary>Lets the next look begin anew: what was found is no longer believed.</summary>
    public void Forget() => _hasDirection = false;

    /// <summary>A look along the direction that was found last: two applications of the derivative. It sees that the radius grows, not that another direction has the larger one.</summary>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="t">The time.</param>
    /// <param name="first">Arrays that are free for use now.</param>
    public double Along(int[] states, double t, int[] first) => At(states, t, first, first, _hasDirection ? 1 : MostPairs);

    /// <summary>The estimate at states; 1/time.</summary>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="t">The time.</param>
    /// <param name="first">Arrays that are free for use now.</param>
    /// <param name="second">Others, where no direction is kept.</param>
    public double At(int[] states, double t, int[] first, int[] second) => At(states, t, first, second, MostPairs);

    private double At(int[] states, double t, int[] first, int[] second, int most)
    {
        var direction = _kept ?? second;
        _tangent.At(states, t, first);
        if (!_hasDirection)
            Begin(direction);
        _hasDirection = false;
        var length = Length(direction);
        var radius = 0.0;
        for (var k = 0; k < most; k++)
        {
            _tangent.Apply(_vectors, direction, first);
            _tangent.Apply(_vectors, first, direction);
            var (last, next) = (radius, Length(direction));
            if (!(next > 0) || !double.IsFinite(next))
                return double.IsFinite(next) ? 0 : double.NaN;
            radius = Math.Sqrt(next / length);
            // Two steps of a stiff flow may multiply by 1e20.
            _vectors.Combine(1 / next, direction, 0, direction, direction);
            length = 1;
            if (k > 1 && Math.Abs(radius - last) <= Enough * radius)
                break;
        }
        _hasDirection = _kept is not null;
        return Margin * radius;
    }

    private double Length(int[] x) => Math.Sqrt(_vectors.Dot(x, x).Square);

    // The fastest mode of a diffusion changes sign from cell to cell; what is added has a part of every mode.
    private void Begin(int[] direction)
    {
        var (memory, grid) = (_system.Context.Memory, _system.Context.Grid);
        for (var i = 0; i < direction.Length; i++)
            for (var r = 0; r < grid.Rows; r++)
            {
                var (a, b) = (r / grid.Cells(1), r % grid.Cells(1));
                var row = memory.Row(direction[i], a, b);
                for (var c = 0; c < row.Length; c++)
                    row[c] = ((a + b + c) % 2 == 0 ? 1 : -1) + 0.1 * Noise.At(1, (long)r * row.Length + c);
            }
    }
}
