using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>What the densities among some states need of an explicit step.</summary>
/// <param name="NonNegative">Of each state whether it must stay non-negative.</param>
/// <param name="Positive">Of each state whether it must not even become 0: its potential would be infinite there.</param>
/// <param name="Upwind">Makes the flows with upwind mobilities when they are first needed; returns null where nothing needs them.</param>
public sealed record DensityNeeds(bool[] NonNegative, bool[] Positive, Func<GridSystem?> Upwind);

/// <summary>Keeps explicit steps from leaving a density negative: rounding is mended, a step that is negative beyond it is taken again with upwind mobilities, which
/// take nothing from an empty cell.</summary>
/// <param name="system">The flows.</param>
/// <param name="vectors">Of the system's states.</param>
/// <param name="needs">Of the densities.</param>
internal sealed class DensityGuard(GridSystem system, GridVectors vectors, DensityNeeds needs)
{
    private const double RoundOff = 1e-14;

    private readonly GridReduction _reduction = new(system.Context);
    private readonly Lazy<GridSystem?> _upwind = new(needs.Upwind);

    /// <summary>The flows with upwind mobilities, or null.</summary>
    public GridSystem? Upwind => _upwind.Value;

    /// <summary>Whether a density came out negative by more than rounding, by which it is mended, or 0 where it must not.</summary>
    /// <param name="states">The arrays of the states.</param>
    public bool Breaks(int[] states)
    {
        for (var i = 0; i < states.Length; i++)
            if (needs.NonNegative[i] && Breaks(states, i, _reduction.Least(states[i])))
                return true;
        return false;
    }

    /// <summary>Whether a state is a density that is looked after.</summary>
    public bool Watches(int state) => needs.NonNegative[state];

    /// <summary>As <see cref="Breaks(int[])"/>, of one density.</summary>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="state">Which.</param>
    /// <param name="least">Its least value.</param>
    public bool Breaks(int[] states, int state, double least) => needs.Positive[state] ? least <= 0
        : least < 0 && !(least > -RoundOff * _reduction.Greatest(states[state]) && vectors.Mend(states[state]));

    /// <summary>A cell where a density is what it must not be, or −1.</summary>
    /// <param name="states">The arrays of the states.</param>
    public int Where(int[] states)
    {
        for (var i = 0; i < states.Length; i++)
            if (needs.NonNegative[i] && _reduction.First(states[i], value => value < 0 || needs.Positive[i] && value == 0) is >= 0 and var cell)
                return (int)cell;
        return -1;
    }
}
