using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Symbolic algebra of the matrices of metrics of points.</summary>
internal static class SmallMatrices
{
    /// <summary>G⁻¹v by Cramer's rule; exact, and short where entries are 0.</summary>
    public static Seq<Expr> Solve(Seq<Seq<Expr>> g, Seq<Expr> v)
    {
        if (IsDiagonal(g))
            return [.. v.Select((x, i) => x / g[i][i])];
        var det = Matrices.Determinant(g);
        return [.. Enumerable.Range(0, g.Count).Select(i =>
            Build.Sum([.. Enumerable.Range(0, g.Count).Select(j => ((i + j) % 2 == 0 ? 1 : -1) * Minor(g, j, i) * v[j])]) / det)];
    }

    /// <summary>Whether everything off the diagonal is 0.</summary>
    public static bool IsDiagonal(Seq<Seq<Expr>> g) => g.Select((row, i) => row.Where((x, j) => i != j).All(x => x is Number { Value.IsZero: true })).All(zero => zero);

    /// <summary>A place at which G is not symmetric: its row and column; null where it is, formulas multiplied out.</summary>
    public static (int Row, int Column)? Asymmetry(Seq<Seq<Expr>> g)
    {
        for (var i = 0; i < g.Count; i++)
            for (var j = 0; j < i; j++)
                if (!ReferenceEquals(g[i][j], g[j][i]) && !Constants.IsZero(Expansion.Expand(Definitions.Expand(g[i][j] - g[j][i]))))
                    return (i, j);
        return null;
    }

    /// <summary>The first leading principal minor that is a number and not positive (Sylvester's criterion), and how large it is; null where none is.</summary>
    public static (int Size, double Value)? NotPositive(Seq<Seq<Expr>> g)
    {
        for (var n = 1; n <= g.Count; n++)
        {
            var minor = Constants.Value(Definitions.Expand(Matrices.Determinant([.. g.Take(n).Select(row => (Seq<Expr>)[.. row.Take(n)])])));
            if (minor <= 0)
                return (n, minor);
        }
        return null;
    }

    private static Expr Minor(Seq<Seq<Expr>> g, int row, int column) => g.Count == 1
        ? 1
        : Matrices.Determinant([.. g.Where((_, i) => i != row).Select(r => (Seq<Expr>)[.. r.Where((_, j) => j != column)])]);
}
