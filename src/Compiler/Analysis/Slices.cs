using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>Cuts of a range on which interval arithmetic is sharp.</summary>
public static class Slices
{
    private const int Even = 256;

    /// <summary>
    /// Of a bounded range equal parts; of an unbounded one powers of two, so that the sign of a power law or of log is decided slice by slice.
    /// </summary>
    public static IEnumerable<Interval> Of(Interval range)
    {
        if (!double.IsInfinity(range.Lower) && !double.IsInfinity(range.Upper))
        {
            var length = range.Upper - range.Lower;
            for (var i = 0; i < Even; i++)
                yield return new Interval(range.Lower + length * i / Even, i == Even - 1 ? range.Upper : range.Lower + length * (i + 1) / Even);
            yield break;
        }
        foreach (var slice in Binary().Select(range.Intersect))
        {
            // One point is no slice: 1/u has no bound at 0 alone.
            if (slice.Lower < slice.Upper)
                yield return slice;
        }
    }

    private static IEnumerable<Interval> Binary()
    {
        yield return new Interval(0, Math.ScaleB(1, -60));
        for (var k = -60; k < 60; k++)
            yield return new Interval(Math.ScaleB(1, k), Math.ScaleB(1, k + 1));
        yield return new Interval(Math.ScaleB(1, 60), double.PositiveInfinity);
        yield return new Interval(-Math.ScaleB(1, -60), 0);
        for (var k = -60; k < 60; k++)
            yield return new Interval(-Math.ScaleB(1, k + 1), -Math.ScaleB(1, k));
        yield return new Interval(double.NegativeInfinity, -Math.ScaleB(1, 60));
    }
}
