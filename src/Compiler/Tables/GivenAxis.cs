namespace Flows.Compiler.Tables;

/// <summary>One axis of values that a file gives: averages over equal cells, or values at places, between which they are straight and beyond which they are constant.</summary>
/// <param name="Low">Lower end of the domain.</param>
/// <param name="High">Upper end.</param>
/// <param name="IsPeriodic">Whether the two are one point.</param>
/// <param name="Places">Centres of the cells, or the places; increasing.</param>
/// <param name="AreCells">Whether these are cells.</param>
public sealed record GivenAxis(double Low, double High, bool IsPeriodic, double[] Places, bool AreCells)
{
    /// <summary>Equal cells.</summary>
    public static GivenAxis Cells(double low, double high, bool isPeriodic, int count) =>
        new(low, high, isPeriodic, [.. Enumerable.Range(0, count).Select(i => low + (i + 0.5) * ((high - low) / count))], true);

    /// <summary>Places; they count as cells where they are the centres of equal cells.</summary>
    public static GivenAxis At(double low, double high, bool isPeriodic, double[] places)
    {
        ArgumentNullException.ThrowIfNull(places);
        var cells = Cells(low, high, isPeriodic, places.Length);
        var near = 1e-9 * (high - low) / places.Length;
        return Enumerable.Range(0, places.Length).All(i => Math.Abs(places[i] - cells.Places[i]) <= near) ? cells : new(low, high, isPeriodic, places, false);
    }

    /// <summary>With which weights the values give the average over [from, to]; the weights add up to 1.</summary>
    public IReadOnlyList<(int Index, double Weight)> Average(double from, double to)
    {
        var found = new List<(int, double)>();
        if (AreCells)
        {
            var h = (High - Low) / Places.Length;
            // A share this small of a cell is rounding.
            const double Sliver = 1e-9;
            var (first, last) = ((from - Low) / h, (to - Low) / h);
            for (var i = Math.Max(0, (int)Math.Floor(first + Sliver)); i < Places.Length && i < last - Sliver; i++)
            {
                var share = Math.Min(last, i + 1) - Math.Max(first, i);
                found.Add((i, Math.Abs(share - 1) < Sliver && Math.Abs(last - first - 1) < Sliver ? 1 : share / (last - first)));
            }
            return found;
        }
        // Straight between places: two Gauss points are exact on every piece between a kink and the next.
        double[] cuts = [from, .. Places.Where(x => x > from && x < to), to];
        for (var k = 0; k + 1 < cuts.Length; k++)
        {
            var (middle, half) = ((cuts[k] + cuts[k + 1]) / 2, (cuts[k + 1] - cuts[k]) / 2);
            foreach (var sign in (ReadOnlySpan<int>)[-1, 1])
                foreach (var (index, weight) in At(middle + sign * half / Math.Sqrt(3)))
                    found.Add((index, weight * half / (to - from)));
        }
        return found;
    }

    /// <summary>With which weights the values give the value at x.</summary>
    public IReadOnlyList<(int Index, double Weight)> At(double x)
    {
        var n = Places.Length;
        if (AreCells)
            return [(Math.Clamp((int)((x - Low) / (High - Low) * n), 0, n - 1), 1)];
        var after = Array.BinarySearch(Places, x);
        after = after < 0 ? ~after : after;
        if (after > 0 && after < n)
            return Between(after - 1, after, (x - Places[after - 1]) / (Places[after] - Places[after - 1]));
        if (!IsPeriodic || n == 1)
            return [(after == 0 ? 0 : n - 1, 1)];
        // From the last place across the seam to the first.
        var gap = Places[0] + (High - Low) - Places[n - 1];
        return gap > 0 ? Between(n - 1, 0, (x - Places[n - 1] + (after == 0 ? High - Low : 0)) / gap) : [(0, 1)];
    }

    private static IReadOnlyList<(int, double)> Between(int a, int b, double share) => [(a, 1 - share), (b, share)];
}
