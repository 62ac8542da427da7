using Flows.Compiler.Symbolics;

namespace Flows.Agreement.Tests.Reference;

/// <summary>Values at every combination of nodes of some points, the last point the fastest; of no point one value.</summary>
/// <param name="Points">In ascending order of their indices.</param>
/// <param name="Values">Nodes to the power of the number of points.</param>
internal sealed record Samples(Point[] Points, double[] Values)
{
    /// <summary>A number.</summary>
    public static Samples Of(double value) => new([], [value]);

    /// <summary>A function of several samples, each repeated along the points that it does not have.</summary>
    public static Samples Combine(Samples[] parts, int nodes, Func<double[], double> function)
    {
        Point[] points = [.. parts.SelectMany(p => p.Points).Distinct().OrderBy(p => p.Index)];
        var count = (int)Math.Pow(nodes, points.Length);
        var spread = parts.Select(p => p.Spread(points, nodes)).ToArray();
        var (result, arguments) = (new double[count], new double[parts.Length]);
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < arguments.Length; k++)
                arguments[k] = spread[k][spread[k].Length == 1 ? 0 : i];
            result[i] = function(arguments);
        }
        return new Samples(points, result);
    }

    /// <summary>The sum, or the product.</summary>
    public static Samples Fold(Samples a, Samples b, int nodes, bool isProduct)
    {
        if (a.Points.Length == 0 && b.Points.Length > 0)
            (a, b) = (b, a);
        var points = a.Points.AsSpan().SequenceEqual(b.Points) || b.Points.Length == 0 ? a.Points : [.. a.Points.Concat(b.Points).Distinct().OrderBy(p => p.Index)];
        var (x, y) = (a.Spread(points, nodes), b.Points.Length == 0 ? b.Values : b.Spread(points, nodes));
        var result = new double[x.Length];
        if (y.Length == 1 && x.Length > 1)
            for (var i = 0; i < x.Length; i++)
                result[i] = isProduct ? x[i] * y[0] : x[i] + y[0];
        else
            for (var i = 0; i < x.Length; i++)
                result[i] = isProduct ? x[i] * y[i] : x[i] + y[i];
        return new Samples(points, result);
    }

    /// <summary>A function of every value.</summary>
    public Samples Map(Func<double, double> function) => new(Points, Array.ConvertAll(Values, v => function(v)));

    private double[] Spread(Point[] onto, int nodes)
    {
        if (Points.Length == onto.Length || Points.Length == 0)
            return Values;
        var result = new double[(int)Math.Pow(nodes, onto.Length)];
        for (var i = 0; i < result.Length; i++)
        {
            var (index, rest) = (0, result.Length);
            foreach (var point in onto)
            {
                rest /= nodes;
                if (Points.Contains(point))
                    index = index * nodes + i / rest % nodes;
            }
            result[i] = Values[index];
        }
        return result;
    }
}
