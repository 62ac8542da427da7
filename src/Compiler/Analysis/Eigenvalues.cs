namespace Flows.Compiler.Analysis;

/// <summary>The ends of the spectrum of a small symmetric matrix.</summary>
internal static class Eigenvalues
{
    /// <summary>Least and largest eigenvalue by Jacobi's rotations, and what rounding may have done to them: 0 for a diagonal matrix.</summary>
    public static (double Least, double Largest, double Error) Ends(double[,] matrix)
    {
        var a = (double[,])matrix.Clone();
        var n = a.GetLength(0);
        var size = 0.0;
        foreach (var entry in a)
            size = Math.Max(size, Math.Abs(entry));
        var turned = false;
        for (var sweep = 0; sweep < 50; sweep++)
        {
            var moved = false;
            for (var p = 0; p < n; p++)
                for (var q = p + 1; q < n; q++)
                    if (Math.Abs(a[p, q]) > 1e-17 * size)
                    {
                        Rotate(a, p, q);
                        moved = turned = true;
                    }
            if (!moved)
                break;
        }
        var values = Enumerable.Range(0, n).Select(i => a[i, i]).ToArray();
        return (values.Min(), values.Max(), turned ? 1e-14 * n * size : 0);
    }

    private static void Rotate(double[,] a, int p, int q)
    {
        var n = a.GetLength(0);
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var k = 0; k < n; k++)
            (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
        for (var k = 0; k < n; k++)
            (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
        (a[p, q], a[q, p]) = (0, 0);
    }
}
