namespace Flows.Runtime.Transforms;

/// <summary>Which sizes are fast.</summary>
public static class FftSizes
{
    /// <summary>The least size 2^a 3^b 5^c 7^d that is not below another.</summary>
    /// <param name="least">≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 is asked for.</exception>
    public static int AtLeast(int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 1);
        var n = least;
        while (!IsFast(n))
            n++;
        return n;
    }

    /// <summary>Whether a size has no prime factor but 2, 3, 5 and 7.</summary>
    /// <param name="n">≥ 1.</param>
    public static bool IsFast(int n)
    {
        foreach (var r in (ReadOnlySpan<int>)[2, 3, 5, 7])
            while (n % r == 0)
                n /= r;
        return n == 1;
    }

    /// <summary>The radices whose product is n: other primes first, then 7, 5, 3, and eights, fours and a two.</summary>
    internal static IEnumerable<int> Radices(int n)
    {
        var twos = 0;
        for (; n % 2 == 0; n /= 2)
            twos++;
        List<int> odd = [];
        for (var r = 3; n > 1; r += 2)
        {
            // What is left without a factor up to its root is a prime.
            if ((long)r * r > n)
                r = n;
            for (; n % r == 0; n /= r)
                odd.Add(r);
        }
        odd.Reverse();
        // 2^4 is 4·4 and not 8·2: the fewer twos, the better.
        var fours = (twos % 3) switch { 0 => 0, 1 => twos > 1 ? 2 : 0, _ => 1 };
        var eights = (twos - 2 * fours) / 3;
        return [.. odd, .. Enumerable.Repeat(8, eights), .. Enumerable.Repeat(4, fours), .. Enumerable.Repeat(2, twos - 2 * fours - 3 * eights)];
    }
}
