using System.Numerics;

namespace Flows.Compiler.Symbolics;

/// <summary>Splits a sum into a rational content and a primitive sum, so that sums that differ by a factor share a base.</summary>
internal static class Contents
{
    /// <summary>Pulls out the sign of the first term, and the common factor unless the first coefficient is ±1.</summary>
    public static (Rational Content, Expr Primitive) Split(Sum sum)
    {
        var leading = SumRules.Split(sum.Terms[0]).Coefficient;
        if (leading.IsOne)
            return (Rational.One, sum);
        return leading == Rational.MinusOne ? Divide(sum, Rational.MinusOne) : SplitFully(sum);
    }

    /// <summary>Pulls out the common factor of all coefficients, so that they become coprime integers, the first positive.</summary>
    public static (Rational Content, Expr Primitive) SplitFully(Sum sum)
    {
        BigInteger numerators = 0, denominators = 1;
        foreach (var term in sum.Terms)
        {
            var c = SumRules.Split(term).Coefficient;
            numerators = BigInteger.GreatestCommonDivisor(numerators, c.Numerator);
            denominators = denominators / BigInteger.GreatestCommonDivisor(denominators, c.Denominator) * c.Denominator;
            if (denominators.GetBitLength() > Rational.MaximumBits)
                return (Rational.One, sum);
        }
        var content = new Rational(numerators, denominators);
        return Divide(sum, IsNegative(sum) ? -content : content);
    }

    /// <summary>Whether it is written with a leading minus.</summary>
    public static bool IsNegative(Expr e) => e switch
    {
        Number n => n.Value.Sign < 0,
        Product { Factors: [Number n, ..] } => n.Value.Sign < 0,
        Sum s => IsNegative(s.Terms[0]),
        _ => false,
    };

    private static (Rational Content, Expr Primitive) Divide(Sum sum, Rational content) =>
        content.IsOne ? (content, sum)
        : SumRules.Scale(Rational.One / content, sum) is { } primitive ? (content, primitive)
        : (Rational.One, sum);
}
