namespace Flows.Runtime.Steppers;

/// <summary>
/// When a limit of stability is looked at again: after one step, then after twice as many as the last time while it hardly changes, and so soon that it should not have
/// fallen by more than the looks' own margin where it falls.
/// </summary>
/// <param name="most">Steps between two looks at most.</param>
internal sealed class LimitWatch(int most)
{
    // Looks add a tenth to what they find (SpectralRadius): half of that is left to what changes in between, the rest to what they do not find.
    private const double Allowed = 0.05;
    private const double Unchanged = 0.02;

    private int _between;
    private int _since;

    /// <summary>The longest stable step; 0 before the first look.</summary>
    public double Limit { get; private set; }

    /// <summary>Counts a step.</summary>
    /// <returns>Whether to look before it.</returns>
    public bool IsDue() => _since++ >= _between;

    /// <summary>Notes what a look has found.</summary>
    public void Note(double limit)
    {
        var fall = double.IsFinite(limit) && Limit > 0 ? Math.Max(0, 1 - limit / Limit) : 0;
        var isFirst = Limit == 0;
        var taken = Math.Max(1, _since - 1);
        _between = isFirst ? 1 : fall > Unchanged ? Math.Max(1, (int)Math.Min(taken * (Allowed / fall), most)) : Math.Min(2 * Math.Max(1, _between), most);
        (Limit, _since) = (limit, 1);
    }
}
