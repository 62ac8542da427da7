using Flows.Compiler.Functions;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Binding;

/// <summary>Looks for what keeps a kernel k(x − y) from being symmetric and positive definite.</summary>
internal static class KernelChecks
{
    private const int Samples = 24;

    // Round-off of Cholesky's factorisation of a nearly singular matrix of this size, with room.
    private const double Tolerance = 1e-9;

    /// <summary>What is wrong, or null where nothing was found: k is tried on points at distances from 0.05 to 12.</summary>
    public static string? Fault(Function kernel)
    {
        var origin = At(kernel, new double[kernel.Arity]);
        if (!(double.IsFinite(origin) && origin > 0))
            return double.IsFinite(origin) ? $"it is {Friendly.Number(origin)} at 0" : "it has no value at 0";
        foreach (var scale in new[] { 0.05, 0.5 })
        {
            var points = Enumerable.Range(0, Samples).Select(i => Enumerable.Range(0, kernel.Arity).Select(a => scale * Halton(i, a)).ToArray()).ToArray();
            var gram = points.Select(x => points.Select(y => At(kernel, [.. x.Zip(y, (a, b) => a - b)])).ToArray()).ToArray();
            for (var i = 0; i < Samples; i++)
                for (var j = 0; j < i; j++)
                    if (!(Math.Abs(gram[i][j] - gram[j][i]) <= Tolerance * origin))
                        return $"it is {Friendly.Number(gram[i][j])} at {Text(points[i], points[j])} and {Friendly.Number(gram[j][i])} at {Text(points[j], points[i])}";
            if (!IsSemidefinite(gram, origin))
                return $"its matrix on {Samples} points {Friendly.Number(scale)} apart has a negative eigenvalue";
        }
        return null;
    }

    // Equidistant on the first axis, scattered on the others.
    private static double Halton(int index, int axis)
    {
        if (axis == 0)
            return index;
        var (b, f, r) = (axis == 1 ? 2 : 3, 1.0, 0.0);
        for (var i = index + 1; i > 0; i /= b)
        {
            f /= b;
            r += f * (i % b);
        }
        return Samples * r;
    }

    // Cholesky with the largest pivot first: a pivot below 0 is a direction in which the form is negative.
    private static bool IsSemidefinite(double[][] gram, double size)
    {
        var a = gram.Select(row => row.ToArray()).ToArray();
        var left = Enumerable.Range(0, a.Length).ToList();
        while (left.Count > 0)
        {
            if (left.Min(i => a[i][i]) < -Tolerance * size)
                return false;
            var p = left.MaxBy(i => a[i][i]);
            if (a[p][p] <= Tolerance * size)
                return left.All(i => left.All(j => Math.Abs(a[i][j]) <= Math.Sqrt(Tolerance) * size));
            left.Remove(p);
            foreach (var i in left)
                foreach (var j in left)
                    a[i][j] -= a[i][p] * a[p][j] / a[p][p];
        }
        return true;
    }

    private static double At(Function kernel, double[] difference)
    {
        try
        {
            return kernel.Evaluate(difference);
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }

    private static string Text(double[] x, double[] y) =>
        x.Length == 1 ? Friendly.Number(x[0] - y[0]) : $"({string.Join(", ", x.Zip(y, (a, b) => Friendly.Number(a - b)))})";
}
