using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Analysis;

/// <summary>
/// c(k) = Σ f_αβ Re((ik)^α conj(ik)^β): what the second variation of ∫ f(x, u, ∇u, ∇²u) gives for waves, by even powers of |k|. Odd powers
/// turn waves and let none grow. What holds integrals over other points is of lower order.
/// </summary>
internal sealed class LeadingSymbol
{
    // f_αβ with its degree, its sign, and the axes that k is taken along.
    private readonly List<(int Degree, int Sign, Expr Coefficient, int[] Axes)> _terms = [];

    /// <summary>Differentiates the three parts of the first variation once more.</summary>
    public LeadingSymbol(Variation variation)
    {
        var p = variation.Point;
        var d = p.Space.Dimension;
        var u = Build.Value(variation.With, p);
        var lap = Build.Lap(u, p);
        Expr[] first = [.. Enumerable.Range(0, d).Select(i => Build.Gradient(u, p, i))];
        var second = Enumerable.Range(0, d).SelectMany(i => Enumerable.Range(i, d - i).Select(j => (i, j, Entry: Build.Gradient(first[i], p, j)))).Where(e => !ReferenceEquals(e.Entry, lap)).ToArray();
        var parts = variation.Parts;
        Add(0, 1, parts.Value, u, []);
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < d; j++)
                Add(2, 1, parts.Gradient[i], first[j], [i, j]);
            for (var j = 0; j < d; j++)
            {
                Add(2, -1, parts.H(i, j), u, [i, j]);
                Add(4, 1, parts.H(i, j), lap, [i, j]);
                foreach (var (k, l, entry) in second)
                    Add(4, 1, parts.H(i, j), entry, [i, j, k, l]);
            }
        }
        foreach (var (k, l, entry) in second)
            Add(2, -1, parts.Value, entry, [k, l]);
        Add(2, -1, parts.Value, lap, []);
    }

    /// <summary>The value of each power of |k| along the direction of a sample, and the sum of the sizes of its terms.</summary>
    public IEnumerable<(int Degree, double Value, double Size)> At(SymbolSample sample)
    {
        foreach (var group in _terms.GroupBy(t => t.Degree))
        {
            var (sum, size) = (0.0, 0.0);
            foreach (var (_, sign, coefficient, axes) in group)
            {
                var value = sign * sample.Value(coefficient) * axes.Aggregate(1.0, (product, axis) => product * sample.Direction[axis]);
                (sum, size) = (sum + value, size + Math.Abs(value));
            }
            yield return (group.Key, sum, size);
        }
    }

    // |k|² = 1 along a unit vector: a Laplacian needs no axes.
    private void Add(int degree, int sign, Expr part, Expr unknown, int[] axes)
    {
        if (Derivative.Of(part, unknown) is var c && c is not Number { Value.IsZero: true })
            _terms.Add((degree, sign, c, axes));
    }
}
