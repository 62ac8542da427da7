namespace Flows.Runtime.Steppers;

/// <summary>Step sizes from local errors by a proportional-integral rule: dt · 0.9 e^(−0.7/k) e_prev^(0.4/k), k one more than the order, e the
/// error over its tolerance. Steps that were clipped to hit a time leave no trace.</summary>
/// <remarks>Gustafsson's controller as in Hairer and Wanner, Solving ODEs II, sec. IV.8; methods.md A 3.6.</remarks>
public sealed class AdaptiveControl
{
    // Growth stays below 1 + √2, where variable-step bdf2 stops being stable.
    private const double Safety = 0.9, LeastFactor = 0.2, GreatestFactor = 2;

    private const int LongSolve = 8;
    private const double SlowGrowth = 1.2;

    private double _previousError = 1;
    private int _halvedAt = int.MaxValue;
    private double _proposed;

    /// <summary>rtol, relative to the L1 norm of the state.</summary>
    public double Relative { get; init; } = 1e-3;

    /// <summary>atol, per unit of volume.</summary>
    public double Absolute { get; init; }

    /// <summary>dt_min: steps are not made smaller for accuracy.</summary>
    public double SmallestDt { get; init; }

    /// <summary>dt_max.</summary>
    public double LargestDt { get; init; } = double.PositiveInfinity;

    /// <summary>Whether a step may stand.</summary>
    /// <param name="dt">The step.</param>
    /// <param name="error">Local error over tolerance; NaN if it is not known.</param>
    public bool Accepts(double dt, double error) => !(error > 1) || dt <= SmallestDt * (1 + 1e-12);

    /// <summary>The step to try in place of one that was too large.</summary>
    /// <param name="dt">The step.</param>
    /// <param name="error">Local error over tolerance, above 1.</param>
    /// <param name="order">Order of the method.</param>
    public double AfterRejection(double dt, double error, int order)
    {
        _proposed = Math.Max(SmallestDt, dt * Math.Clamp(Safety * Math.Pow(error, -1.0 / (order + 1)), 0.1, 0.7));
        return _proposed;
    }

    /// <summary>Forgets the step that was proposed: it could not be solved or broke a promise.</summary>
    public void Forget() => _proposed = 0;

    /// <summary>The step to take next.</summary>
    /// <param name="dt">The step that was accepted.</param>
    /// <param name="error">Its local error over tolerance; NaN if it is not known.</param>
    /// <param name="order">Order of the method.</param>
    /// <param name="iterations">
    /// Newton iterations it took: more than 8 halve the step, unless halving it has not lessened them, as where fronts at vacuum take them at any length; less than 4
    /// are needed for it to grow by more than a fifth.
    /// </param>
    public double AfterAcceptance(double dt, double error, int order, int iterations)
    {
        var clipped = dt < _proposed * (1 - 1e-9);
        var factor = 1.0;
        if (!double.IsNaN(error))
        {
            var k = order + 1.0;
            var e = Math.Max(error, 1e-10);
            factor = Math.Clamp(Safety * Math.Pow(e, -0.7 / k) * Math.Pow(_previousError, 0.4 / k), LeastFactor, GreatestFactor);
            if (!clipped)
                _previousError = Math.Max(e, 1e-4);
        }
        var (isLong, helped) = (iterations > LongSolve, iterations < _halvedAt);
        if (iterations >= 4)
            factor = Math.Min(factor, isLong && helped ? 0.5 : SlowGrowth);
        // A limit that halving has not moved is forgotten once solves are short again.
        _halvedAt = isLong ? helped ? iterations : _halvedAt : int.MaxValue;
        var next = dt * factor;
        // Clipped short, the step tells that a small step is fine, which says nothing against the one proposed before.
        if (clipped && !isLong)
            next = Math.Max(next, _proposed);
        _proposed = Math.Clamp(next, SmallestDt, LargestDt);
        return _proposed;
    }
}
