namespace Flows.Compiler.Symbolics;

/// <summary>A closed interval of the extended reals, rounded outwards; empty when its ends are NaN.</summary>
/// <param name="Lower">The smallest value.</param>
/// <param name="Upper">The largest value.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>[−∞, ∞]</summary>
    public static Interval Everything { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>[0, ∞]</summary>
    public static Interval NonNegative { get; } = new(0, double.PositiveInfinity);

    /// <summary>No value.</summary>
    public static Interval Empty { get; } = new(double.NaN, double.NaN);

    /// <summary>One value.</summary>
    public static Interval Only(double value) => new(value, value);

    /// <summary>Whether it holds no value.</summary>
    public bool IsEmpty => double.IsNaN(Lower) || double.IsNaN(Upper) || Lower > Upper;

    /// <summary>Whether it holds a value.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;

    /// <summary>Whether it holds all values of another.</summary>
    public bool Contains(Interval other) => other.IsEmpty || Lower <= other.Lower && other.Upper <= Upper;

    /// <summary>The values in both.</summary>
    public Interval Intersect(Interval other)
    {
        if (IsEmpty || other.IsEmpty)
            return Empty;
        var (lower, upper) = (Math.Max(Lower, other.Lower), Math.Min(Upper, other.Upper));
        return lower <= upper ? new(lower, upper) : Empty;
    }

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Union(Interval other) =>
        IsEmpty ? other : other.IsEmpty ? this : new(Math.Min(Lower, other.Lower), Math.Max(Upper, other.Upper));

    /// <summary>The interval moved outwards by some units in the last place, as much as a numerical function may err.</summary>
    public Interval Widen(int ulps = 4)
    {
        if (IsEmpty)
            return Empty;
        var (lower, upper) = (Lower, Upper);
        for (var i = 0; i < ulps; i++)
            (lower, upper) = (Math.BitDecrement(lower), Math.BitIncrement(upper));
        return new(lower, upper);
    }

    /// <summary>The image under a function that increases.</summary>
    public Interval Increasing(Func<double, double> f) => IsEmpty ? Empty : Between(f(Lower), f(Upper)).Widen();

    /// <summary>The image under a function that decreases.</summary>
    public Interval Decreasing(Func<double, double> f) => IsEmpty ? Empty : Between(f(Upper), f(Lower)).Widen();

    /// <summary>a + b</summary>
    public static Interval operator +(Interval a, Interval b) => a.IsEmpty || b.IsEmpty
        ? Empty
        : Ends(Math.BitDecrement(a.Lower + b.Lower), Math.BitIncrement(a.Upper + b.Upper));

    /// <summary>−a</summary>
    public static Interval operator -(Interval a) => new(-a.Upper, -a.Lower);

    /// <summary>a − b</summary>
    public static Interval operator -(Interval a, Interval b) => a + -b;

    /// <summary>a · b; 0 · ∞ counts as 0, an end that is never reached.</summary>
    public static Interval operator *(Interval a, Interval b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return Empty;
        Span<double> corners = [Times(a.Lower, b.Lower), Times(a.Lower, b.Upper), Times(a.Upper, b.Lower), Times(a.Upper, b.Upper)];
        var (lower, upper) = (corners[0], corners[0]);
        foreach (var corner in corners[1..])
            (lower, upper) = (Math.Min(lower, corner), Math.Max(upper, corner));
        return new(Down(lower), Up(upper));
    }

    /// <summary>a / b; everything where b holds 0 inside.</summary>
    public static Interval operator /(Interval a, Interval b) => a * b.Reciprocal();

    /// <summary>1 / a.</summary>
    public Interval Reciprocal() => this switch
    {
        { IsEmpty: true } => Empty,
        // At an upper end 0 the quotient is not −∞ but, in floating point, +∞.
        { Lower: < 0, Upper: >= 0 } or { Lower: 0, Upper: 0 } => Everything,
        { Lower: 0 } => new(Down(1 / Upper), double.PositiveInfinity),
        _ => new(Down(1 / Upper), Up(1 / Lower)),
    };

    /// <summary>a ^ n for a whole n.</summary>
    public Interval Pow(int n)
    {
        if (IsEmpty)
            return Empty;
        if (n == 0)
            return Only(1);
        if (n < 0)
            return n == int.MinValue ? Everything : Pow(-n).Reciprocal();
        if (n % 2 != 0)
            return Increasing(x => Math.Pow(x, n));
        var far = Math.Max(Math.Abs(Lower), Math.Abs(Upper));
        var near = Lower <= 0 && Upper >= 0 ? 0 : Math.Min(Math.Abs(Lower), Math.Abs(Upper));
        var image = Between(Math.Pow(near, n), Math.Pow(far, n)).Widen();
        return image with { Lower = near == 0 ? 0 : Math.Max(0, image.Lower) };
    }

    /// <summary>a ^ b, over the part of a where the power is real for every b: a ≥ 0.</summary>
    public Interval Pow(Interval exponent)
    {
        if (exponent.Lower == exponent.Upper && exponent.Lower == Math.Round(exponent.Lower) && Math.Abs(exponent.Lower) < 1 << 30)
            return Pow((int)exponent.Lower);
        var positive = Intersect(NonNegative);
        // IEEE: (−∞)^y is 0 or ∞.
        if (positive.IsEmpty && double.IsNegativeInfinity(Lower) && !exponent.IsEmpty)
            return exponent.Lower != exponent.Upper ? Everything : NonNegative;
        if (positive.IsEmpty || exponent.IsEmpty)
            return Lower < 0 && !exponent.IsEmpty && exponent.Lower != exponent.Upper ? Everything : Empty;
        // With an exponent that is not one number, negative bases have values at whole exponents.
        if (Lower < 0 && exponent.Lower != exponent.Upper)
            return Everything;
        Span<double> corners =
        [
            Math.Pow(positive.Lower, exponent.Lower), Math.Pow(positive.Lower, exponent.Upper),
            Math.Pow(positive.Upper, exponent.Lower), Math.Pow(positive.Upper, exponent.Upper),
        ];
        var (lower, upper) = (double.PositiveInfinity, 0.0);
        foreach (var corner in corners)
            (lower, upper) = double.IsNaN(corner) ? (0, double.PositiveInfinity) : (Math.Min(lower, corner), Math.Max(upper, corner));
        // a^b is 1 where a = 1 or b = 0, which need not be a corner.
        if (positive.Contains(1) || exponent.Contains(0))
            (lower, upper) = (Math.Min(lower, 1), Math.Max(upper, 1));
        var image = new Interval(lower, upper).Widen();
        return image with { Lower = Math.Max(0, image.Lower) };
    }

    // Rounding may exchange the ends by an ulp.
    private static Interval Between(double a, double b) => new(Math.Min(a, b), Math.Max(a, b));

    private static double Times(double x, double y) => x == 0 || y == 0 ? 0 : x * y;

    // 0 and whole results of exact zeros stay as they are: a density times a density is not negative.
    private static double Down(double x) => x == 0 ? 0 : Math.BitDecrement(x);

    private static double Up(double x) => x == 0 ? 0 : Math.BitIncrement(x);

    private static Interval Ends(double lower, double upper) =>
        new(double.IsNaN(lower) ? double.NegativeInfinity : lower, double.IsNaN(upper) ? double.PositiveInfinity : upper);
}
