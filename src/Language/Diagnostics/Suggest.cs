namespace Flows.Language.Diagnostics;

/// <summary>Guesses the name that was meant.</summary>
public static class Suggest
{
    /// <summary>Longer names are not guessed at.</summary>
    private const int LongestName = 64;

    /// <summary>The nearest of the candidates, if it is near: one edit per three letters, a swap of neighbours counting once.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="candidates">The names that are valid there.</param>
    /// <returns>The nearest; of equally near ones the first by name; null if none is near.</returns>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestName)
            return null;
        candidates = [.. candidates];
        if (candidates.FirstOrDefault(c => c != name && c.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } twin)
            return twin;
        if (name.Length < 2)
            return null;
        var allowed = Math.Max(1, name.Length / 3);
        return candidates
            .Where(c => c.Length <= LongestName && c != name && Math.Abs(c.Length - name.Length) <= allowed)
            .Select(c => (Name: c, Distance: Distance(name, c)))
            .Where(c => c.Distance <= allowed && c.Distance < Math.Max(name.Length, c.Name.Length))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => c.Name)
            .FirstOrDefault();
    }

    /// <summary>The Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, changes, swaps of neighbours.</summary>
    public static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last) = (last, row);
        }
        return last[b.Length];
    }
}
