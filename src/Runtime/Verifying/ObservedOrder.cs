namespace Flows.Runtime.Verifying;

/// <summary>An order from differences of runs, each with half the step or half the cells of the one before.</summary>
/// <param name="Order">log₂ of the last two differences; NaN with fewer than two.</param>
/// <param name="IsSettled">Whether the order before it was almost the same: what is seen is the order, not the way to it.</param>
/// <param name="IsExact">Whether all differences are rounding.</param>
public readonly record struct ObservedOrder(double Order, bool IsSettled, bool IsExact)
{
    // Below this share of the states a difference is rounding; a hundred times more is enough for a ratio.
    private const double Rounding = 1e-12;

    /// <summary>The order of some differences, the coarsest first.</summary>
    /// <param name="differences">‖u_k − u_{k+1}‖.</param>
    /// <param name="size">‖u‖.</param>
    /// <param name="settled">How far two successive orders may lie apart; in proportion more beyond the second.</param>
    public static ObservedOrder Of(ReadOnlySpan<double> differences, double size, double settled)
    {
        var isExact = true;
        foreach (var d in differences)
            isExact &= d <= Rounding * size;
        if (isExact || differences.Length < 2)
            return new ObservedOrder(double.NaN, isExact, isExact);
        var order = Math.Log2(differences[^2] / differences[^1]);
        var before = differences.Length > 2 ? Math.Log2(differences[^3] / differences[^2]) : double.NaN;
        return new ObservedOrder(order, Math.Abs(order - before) <= settled * Math.Max(1, order / 2), false);
    }

    /// <summary>Whether a difference is so small that its ratio to the next says nothing.</summary>
    public static bool Drowns(double difference, double size) => !(difference > 10 * Rounding * size);

    /// <summary>Whether an order in time is the declared one: a tenth less, three tenths more at most.</summary>
    public static bool Meets(double order, int declared) => order >= declared - 0.1 && order <= declared + 0.3;
}
