using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>Looks whether densities that must stay non-negative have done so; what rounding has left below 0 is put right.</summary>
/// <param name="vectors">Of the states.</param>
/// <param name="reduction">Of their grid.</param>
/// <param name="densities">Of each state whether it must stay non-negative.</param>
internal sealed class DensityWatch(GridVectors vectors, GridReduction reduction, bool[] densities)
{
    // Relative to the greatest value.
    private const double Rounding = 1e-14;

    /// <summary>Of each state whether it is watched.</summary>
    public bool[] Watched => densities;

    /// <summary>Whether a state is negative beyond rounding.</summary>
    /// <param name="states">The arrays of all states; cells below 0 by rounding are set to 0, the mass kept.</param>
    /// <param name="state">Which.</param>
    /// <param name="least">Its least value.</param>
    public bool IsNegative(int[] states, int state, double least) =>
        least < 0 && !(least > -Rounding * reduction.Greatest(states[state]) && vectors.Mend(states[state]));

    /// <summary>Whether any state that is watched is negative beyond rounding.</summary>
    public bool IsNegative(int[] states)
    {
        for (var i = 0; i < states.Length; i++)
            if (densities[i] && IsNegative(states, i, reduction.Least(states[i])))
                return true;
        return false;
    }

    /// <summary>The first negative cell of a state that is watched; −1 for none.</summary>
    public int FirstNegative(int[] states)
    {
        for (var i = 0; i < states.Length; i++)
            if (densities[i] && reduction.First(states[i], value => value < 0) is >= 0 and var cell)
                return (int)cell;
        return -1;
    }
}
