using System.Globalization;
using System.Numerics;

namespace Flows.Compiler.Symbolics;

/// <summary>Writes numbers as an author would: 1/2 as a fraction, 3/10 as 0.3, a googol as 1e100.</summary>
internal static class NumberText
{
    /// <summary>The decimal spelling of a non-negative number, or null where a fraction reads better or there is none.</summary>
    public static string? Decimal(Rational value)
    {
        if (value.IsInteger)
            return Integer(value.Numerator);
        var (rest, twos, fives) = (value.Denominator, 0, 0);
        for (; rest.IsEven; rest /= 2)
            twos++;
        for (; (rest % 5).IsZero; rest /= 5)
            fives++;
        if (!rest.IsOne || value.Denominator <= 16 && (twos == 0 || fives == 0))
            return null;
        var places = Math.Max(twos, fives);
        // The digits of a binary double would be many; its shortest spelling says the same.
        if (places > 20)
            return Rational.FromDouble(value.ToDouble()) == value ? value.ToDouble().ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal) : null;
        var digits = (value.Numerator * BigInteger.Pow(10, places) / value.Denominator).ToString(CultureInfo.InvariantCulture);
        if (places > 6 && digits.Length <= 3)
            return string.Create(CultureInfo.InvariantCulture, $"{digits}e-{places}");
        digits = digits.PadLeft(places + 1, '0');
        return $"{digits[..^places]}.{digits[^places..]}";
    }

    private static string Integer(BigInteger value)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        var significant = digits.TrimEnd('0');
        return digits.Length - significant.Length > 8
            ? string.Create(CultureInfo.InvariantCulture, $"{significant}e{digits.Length - significant.Length}")
            : digits;
    }
}
