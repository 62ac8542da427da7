using System.Globalization;
using System.Numerics;

namespace Flows.Compiler.Symbolics;

/// <summary>
/// An exact rational number, always reduced, with a positive denominator. The operators are exact without a bound; the
/// Try-methods refuse a result of more than <see cref="MaximumBits"/> bits, so that no text can exhaust the memory.
/// </summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    /// <summary>The longest numerator or denominator that is folded.</summary>
    public const int MaximumBits = 4096;

    // The default value must be 0/1, so the denominator is kept less one.
    private readonly BigInteger _denominatorLessOne;

    /// <summary>An integer.</summary>
    public Rational(BigInteger value) => (Numerator, _denominatorLessOne) = (value, BigInteger.Zero);

    /// <summary>numerator / denominator, reduced.</summary>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
            throw new DivideByZeroException();
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
            divisor = -divisor;
        Numerator = numerator / divisor;
        _denominatorLessOne = denominator / divisor - 1;
    }

    /// <summary>0</summary>
    public static Rational Zero => default;

    /// <summary>1</summary>
    public static Rational One { get; } = new(1);

    /// <summary>−1</summary>
    public static Rational MinusOne { get; } = new(-1);

    /// <summary>½</summary>
    public static Rational Half { get; } = new(1, 2);

    /// <summary>The numerator; it carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator; positive.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>Whether it is 0.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>Whether it is 1.</summary>
    public bool IsOne => Numerator.IsOne && _denominatorLessOne.IsZero;

    /// <summary>Whether the denominator is 1.</summary>
    public bool IsInteger => _denominatorLessOne.IsZero;

    /// <summary>Whether it is an integer that 2 divides.</summary>
    public bool IsEven => IsInteger && Numerator.IsEven;

    /// <summary>Its absolute value.</summary>
    public Rational Abs() => Sign < 0 ? -this : this;

    /// <summary>The largest integer that is not larger.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The exact value of a finite double.</summary>
    public static Rational FromDouble(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException("only a finite number is rational", nameof(value));
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0)
            exponent++;
        else
            mantissa += BigInteger.One << 52;
        exponent -= 1075;
        if (bits < 0)
            mantissa = -mantissa;
        return exponent >= 0 ? new(mantissa << exponent) : new(mantissa, BigInteger.One << -exponent);
    }

    /// <summary>The nearest double, ties to even; ±∞ beyond the largest.</summary>
    public double ToDouble()
    {
        if (IsZero)
            return 0;
        var numerator = BigInteger.Abs(Numerator);
        var denominator = Denominator;

        // A quotient of 66 or 67 bits, and whether something was cut off.
        var shift = 66 - (int)(numerator.GetBitLength() - denominator.GetBitLength());
        var quotient = shift >= 0
            ? BigInteger.DivRem(numerator << shift, denominator, out var remainder)
            : BigInteger.DivRem(numerator, denominator << -shift, out remainder);
        var length = (int)quotient.GetBitLength();
        var exponent = length - 1 - shift;
        var precision = Math.Min(53, 53 + 1022 + exponent);
        if (precision < 0)
            return Sign < 0 ? -0.0 : 0.0;
        var cut = length - precision;
        var kept = quotient >> cut;
        var rest = quotient - (kept << cut);
        var half = BigInteger.One << (cut - 1);
        var order = rest.CompareTo(half);
        if (order > 0 || order == 0 && (!remainder.IsZero || !kept.IsEven))
            kept += 1;
        var scale = cut - shift;
        if (scale > 1100)
            return Sign < 0 ? double.NegativeInfinity : double.PositiveInfinity;

        // kept has 53 bits at most and lands on a representable number, so both steps are exact.
        var result = Math.ScaleB((double)(long)kept, scale);
        return Sign < 0 ? -result : result;
    }

    /// <summary>Reads "3", "1.5", ".5", "2e-3", "1_000"; false for other text and beyond the bit cap.</summary>
    public static bool TryParse(string? text, out Rational value)
    {
        value = Zero;
        if (string.IsNullOrEmpty(text) || text.Length > 2 * MaximumBits)
            return false;
        var at = 0;
        var negative = text[0] == '-';
        if (negative || text[0] == '+')
            at++;
        BigInteger digits = 0;
        int count = 0, fraction = 0;
        var point = false;
        for (; at < text.Length && text[at] is not ('e' or 'E'); at++)
        {
            if (text[at] == '.' && !point)
            {
                point = true;
            }
            else if (char.IsAsciiDigit(text[at]))
            {
                digits = digits * 10 + (text[at] - '0');
                count++;
                fraction += point ? 1 : 0;
            }
            else if (text[at] != '_' || count == 0)
            {
                return false;
            }
        }
        var exponent = 0;
        if (count == 0
            || at < text.Length && !int.TryParse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return false;
        if (digits.IsZero)
            return true;
        var scale = (long)exponent - fraction;
        if (Math.Abs(scale) > MaximumBits)
            return false;
        var power = BigInteger.Pow(10, (int)Math.Abs(scale));
        value = scale >= 0 ? new(digits * power) : new(digits, power);
        if (negative)
            value = -value;
        return value.Fits;
    }

    private bool Fits => Numerator.GetBitLength() <= MaximumBits && Denominator.GetBitLength() <= MaximumBits;

    /// <summary>a + b, unless it is too long.</summary>
    public static bool TryAdd(Rational a, Rational b, out Rational sum) => (sum = a + b).Fits;

    /// <summary>a · b, unless it is too long.</summary>
    public static bool TryMultiply(Rational a, Rational b, out Rational product) => (product = a * b).Fits;

    /// <summary>a^n, unless it is too long or a division by zero.</summary>
    public static bool TryPow(Rational a, BigInteger n, out Rational power)
    {
        power = One;
        if (n.IsZero)
            return true;
        if (a.IsZero || a.IsOne)
        {
            power = a;
            return !a.IsZero || n.Sign > 0;
        }
        if (a == MinusOne)
        {
            power = n.IsEven ? One : MinusOne;
            return true;
        }
        var bits = Math.Max(a.Numerator.GetBitLength(), a.Denominator.GetBitLength());
        if (BigInteger.Abs(n) > 2 * MaximumBits || (double)(bits - 1) * (double)BigInteger.Abs(n) > MaximumBits)
            return false;
        var k = (int)BigInteger.Abs(n);
        var (p, q) = (BigInteger.Pow(a.Numerator, k), BigInteger.Pow(a.Denominator, k));
        power = n.Sign > 0 ? new(p, q) : new(q, p);
        return power.Fits;
    }

    /// <summary>a + b</summary>
    public static Rational operator +(Rational a, Rational b) => a.IsInteger && b.IsInteger
        ? new(a.Numerator + b.Numerator)
        : new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    /// <summary>a − b</summary>
    public static Rational operator -(Rational a, Rational b) => a + -b;

    /// <summary>−a</summary>
    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>a · b</summary>
    public static Rational operator *(Rational a, Rational b) => a.IsInteger && b.IsInteger
        ? new(a.Numerator * b.Numerator)
        : new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>a / b</summary>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>a &lt; b</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>a &gt; b</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>a ≤ b</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>a ≥ b</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>a = b</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>a ≠ b</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>An integer.</summary>
    public static implicit operator Rational(int value) => new(value);

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    /// <inheritdoc/>
    public int CompareTo(Rational other) => IsInteger && other.IsInteger
        ? Numerator.CompareTo(other.Numerator)
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>"3", "-1/2".</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
