namespace Flows.Runtime.Grids;

/// <summary>The last two increments of the states of a grid, for predictors, two-step methods and error estimates.</summary>
public sealed class GridHistory
{
    // An increment over less than this share of the one before is merged with it: alone, its slope would be mostly solver tolerance.
    private const double TinyShare = 0.02;

    private readonly GridVectors _vectors;
    private int[] _first, _second;
    private bool _hasMerged;

    /// <summary>Takes two vectors.</summary>
    public GridHistory(GridVectors vectors) => (_vectors, _first, _second) = (vectors, vectors.New(), vectors.New());

    /// <summary>The time over which the last increment was made.</summary>
    public double FirstDt { get; private set; }

    /// <summary>The time of the one before.</summary>
    public double SecondDt { get; private set; }

    /// <summary>Known increments: 0, 1 or 2.</summary>
    public int Depth { get; private set; }

    /// <summary>Notes a step.</summary>
    /// <returns>Whether it counts as a step of its own; a tiny one behind a long one is merged with it, two in a row are not.</returns>
    public bool Push(int[] before, int[] behind, double dt)
    {
        if (Depth > 0 && dt < TinyShare * FirstDt && !_hasMerged)
        {
            _vectors.Combine(1, _first, 1, behind, -1, before, _first);
            FirstDt += dt;
            _hasMerged = true;
            return false;
        }
        _hasMerged = false;
        (_first, _second) = (_second, _first);
        _vectors.Combine(1, behind, -1, before, _first);
        (SecondDt, FirstDt) = (FirstDt, dt);
        Depth = Math.Min(Depth + 1, 2);
        return true;
    }

    /// <summary>result = u(t + dt) by polynomial extrapolation of degree min(wanted, <see cref="Depth"/>).</summary>
    public void Extrapolate(int[] state, double dt, int degree, int[] result)
    {
        degree = Math.Min(degree, Depth);
        if (degree == 0)
        {
            _vectors.Copy(state, result);
            return;
        }
        double byFirst = dt / FirstDt, bySecond = 0;
        if (degree == 2)
        {
            // Newton's form: + dt (dt + h1) (d1 − d2)/(h1 + h2), d the slopes of the increments.
            var second = dt * (dt + FirstDt) / (FirstDt + SecondDt);
            byFirst += second / FirstDt;
            bySecond = -second / SecondDt;
        }
        _vectors.Combine(1, state, byFirst, _first, bySecond, _second, result);
    }

    /// <summary>Variable-step BDF2 as u − known = step·rate(u): known = u_n + ω²/(1 + 2ω) (u_n − u_(n−1)), ω = dt/h.</summary>
    /// <returns>The step, dt (1 + ω)/(1 + 2ω).</returns>
    public double BackwardDifference(int[] state, double dt, int[] known)
    {
        var omega = dt / FirstDt;
        _vectors.Combine(1, state, omega * omega / (1 + 2 * omega), _first, known);
        return dt * (1 + omega) / (1 + 2 * omega);
    }
}
