using System.Numerics;

namespace Flows.Compiler.Symbolics;

/// <summary>Exact roots of numbers.</summary>
internal static class Roots
{
    /// <summary>value^exponent for a positive value, if it is rational and not too long.</summary>
    public static Rational? Exact(Rational value, Rational exponent)
    {
        if (exponent.Denominator > 64)
            return null;
        var k = (int)exponent.Denominator;
        return Exact(value.Numerator, k) is { } p && Exact(value.Denominator, k) is { } q
            && Rational.TryPow(new Rational(p, q), exponent.Numerator, out var power)
            ? power
            : null;
    }

    /// <summary>Splits n = root^k · kept, taking out small primes.</summary>
    public static (BigInteger Root, BigInteger Kept) PullOut(BigInteger n, int k)
    {
        BigInteger root = 1;
        for (var d = 2; d <= 100; d++)
        {
            var power = BigInteger.Pow(d, k);
            if (power > n)
                break;
            while (n % power == 0)
            {
                n /= power;
                root *= d;
            }
        }
        return (root, n);
    }

    // Newton's iteration from above.
    private static BigInteger? Exact(BigInteger n, int k)
    {
        if (k == 1 || n.IsOne)
            return n;
        var root = BigInteger.One << (int)((n.GetBitLength() + k - 1) / k);
        while (true)
        {
            var next = ((k - 1) * root + n / BigInteger.Pow(root, k - 1)) / k;
            if (next >= root)
                break;
            root = next;
        }
        return BigInteger.Pow(root, k) == n ? root : null;
    }
}
