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
        : Ends(Below(a.Lower, b.Lower), -Below(-a.Upper, -b.Upper));

    /// <summary>−a</summary>
    public static Interval operator -(Interval a) => new(-a.Upper, -a.Lower);

    /// <summary>a − b</summary>
    public static Interval operator -(Interval a, Interval b) => a + -b;

    /// <summary>a · b; 0 · ∞ counts as 0, an end that is never reached.</summary>
    public static Interval operator *(Interval a, Interval b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return Empty;
        var lower = Math.Min(Math.Min(Under(a.Lower, b.Lower), Under(a.Lower, b.Upper)), Math.Min(Under(a.Upper, b.Lower), Under(a.Upper, b.Upper)));
        var upper = Math.Max(Math.Max(-Under(-a.Lower, b.Lower), -Under(-a.Lower, b.Upper)), Math.Max(-Under(-a.Upper, b.Lower), -Under(-a.Upper, b.Upper)));
        return new(lower, upper);
    }

    /// <summary>a / b; everything where b holds 0 inside.</summary>
    public static Interval operator /(Interval a, Interval b) => a * b.Reciprocal();

    /// <summary>1 / a.</summary>
    public Interval Reciprocal() => this switch
    {
        { IsEmpty: true } => Empty,
        // At an upper end 0 the quotient is not −∞ but, in floating point, +∞.
        { Lower: < 0, Upper: >= 0 } or { Lower: 0, Upper: 0 } => Everything,
        { Lower: 0 } => new(Math.Max(0, Down(1 / Upper)), double.PositiveInfinity),
        _ => new Interval(Down(1 / Upper), Up(1 / Lower)).KeepSignOf(this),
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
        if (n == 1)
            return this;
        if (n % 2 != 0)
        {
            // The sign is that of the base, whatever the rounding.
            var odd = Increasing(x => Math.Pow(x, n));
            return new(Lower >= 0 ? Math.Max(0, odd.Lower) : odd.Lower, Upper <= 0 ? Math.Min(0, odd.Upper) : odd.Upper);
        }
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

    // x + y rounded down; exact sums stay as they are. The error term is Knuth's.
    private static double Below(double x, double y)
    {
        var sum = x + y;
        if (!double.IsFinite(sum))
            return double.IsPositiveInfinity(sum) && double.IsFinite(x) && double.IsFinite(y) ? double.MaxValue : sum;
        var part = sum - x;
        var error = (x - (sum - part)) + (y - part);
        return error < 0 ? Math.BitDecrement(sum) : sum;
    }

    // x y rounded down; exact products stay as they are, and 0 · ∞ is 0. Below 1e-290 the error term itself may be lost.
    private static double Under(double x, double y)
    {
        if (x == 0 || y == 0)
            return 0;
        var product = x * y;
        if (!double.IsFinite(product))
            return double.IsPositiveInfinity(product) && double.IsFinite(x) && double.IsFinite(y) ? double.MaxValue : product;
        return Math.Abs(product) < 1e-290 || Math.FusedMultiplyAdd(x, y, -product) < 0 ? Math.BitDecrement(product) : product;
    }

    // An odd power and a reciprocal have the sign of their argument: rounding outwards must not take it away.
    private Interval KeepSignOf(Interval argument) => new(
        argument.Lower >= 0 ? Math.Max(0, Lower) : Lower,
        argument.Upper <= 0 ? Math.Min(0, Upper) : Upper);

    // Rounding may exchange the ends by an ulp.
    private static Interval Between(double a, double b) => new(Math.Min(a, b), Math.Max(a, b));

    // 0 and whole results of exact zeros stay as they are: a density times a density is not negative.
    private static double Down(double x) => x == 0 ? 0 : Math.BitDecrement(x);

    private static double Up(double x) => x == 0 ? 0 : Math.BitIncrement(x);

    private static Interval Ends(double lower, double upper) =>
        new(double.IsNaN(lower) ? double.NegativeInfinity : lower, double.IsNaN(upper) ? double.PositiveInfinity : upper);
}
