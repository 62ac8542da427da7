using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Variations;

/// <summary>The three parts of a first variation, kept apart (mathematics.md §1): δF[η] = ∫ f_u η + f_p·∇η + f_H:∇²η.</summary>
/// <param name="Value">f_u at the point of the variation.</param>
/// <param name="Gradient">f_p, one entry an axis.</param>
/// <param name="Hessian">f_H, row by row, symmetric.</param>
public sealed record Triple(Expr Value, Seq<Expr> Gradient, Seq<Expr> Hessian)
{
    /// <summary>Whether f_p and f_H vanish.</summary>
    public bool IsLocal => Gradient.All(IsZero) && HasNoHessian;

    /// <summary>Whether f_H vanishes.</summary>
    public bool HasNoHessian => Hessian.All(IsZero);

    /// <summary>The dimension of space.</summary>
    public int Dimension => Gradient.Count;

    /// <summary>The triple of nothing.</summary>
    public static Triple Zero(int dimension) =>
        new(0, [.. Enumerable.Repeat((Expr)0, dimension)], [.. Enumerable.Repeat((Expr)0, dimension * dimension)]);

    /// <summary>(f_H)ᵢⱼ.</summary>
    public Expr H(int i, int j) => Hessian[i * Dimension + j];

    /// <summary>The triple with a function of each part.</summary>
    public Triple Map(Func<Expr, Expr> f) => new(f(Value), [.. Gradient.Select(f)], [.. Hessian.Select(f)]);

    /// <summary>The sum, part by part.</summary>
    public static Triple Sum(IReadOnlyList<Triple> triples, int dimension) => triples.Count == 0 ? Zero(dimension) : new(
        Build.Sum([.. triples.Select(t => t.Value)]),
        [.. Enumerable.Range(0, dimension).Select(i => Build.Sum([.. triples.Select(t => t.Gradient[i])]))],
        [.. Enumerable.Range(0, dimension * dimension).Select(i => Build.Sum([.. triples.Select(t => t.Hessian[i])]))]);

    private static bool IsZero(Expr e) => e is Number { Value.IsZero: true };
}
