using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>The algebra of small matrices whose entries are expressions.</summary>
internal static class Matrices
{
    /// <summary>Whether a list is one of rows.</summary>
    public static bool IsMatrix(ListValue list) => list.Items.Count > 0 && list.Items.All(row => row is ListValue { Items.Count: > 0 });

    /// <summary>The matrix of a list of rows, its entries taken at the ambient point; one by one it is a real.</summary>
    public static Value Of(ExpressionBinder binder, ListValue list, SourceSpan span, Scope scope)
    {
        var lengths = list.Items.Select(row => ((ListValue)row).Items.Count).Distinct().ToArray();
        if (lengths.Length > 1)
        {
            binder.Report(ShapeErrors.RaggedMatrix(span, lengths));
            return UnknownValue.Instance;
        }
        var rows = list.Items.Select(row => ((ListValue)row).Items.Select(x => binder.Real(x, span, scope, "an entry of a matrix")).ToArray()).ToArray();
        return rows.Any(row => row.Any(x => x is null)) ? UnknownValue.Instance
            : rows is [[{ } only]] ? new RealValue(only)
            : new MatrixValue([.. rows.Select(Row)]);
    }

    /// <summary>Whether two have as many rows and columns.</summary>
    public static bool AreAlike(MatrixValue a, MatrixValue b) => a.Rows.Count == b.Rows.Count && a.Columns == b.Columns;

    /// <summary>A function of the entries of two matrices that are alike.</summary>
    public static MatrixValue Entrywise(MatrixValue a, MatrixValue b, Func<Expr, Expr, Expr> f) =>
        new([.. a.Rows.Zip(b.Rows, (x, y) => (Seq<Expr>)[.. x.Zip(y, f)])]);

    /// <summary>A + B.</summary>
    public static MatrixValue Sum(MatrixValue a, MatrixValue b) => Entrywise(a, b, (x, y) => x + y);

    /// <summary>c A.</summary>
    public static MatrixValue Scaled(Expr c, MatrixValue a) => new([.. a.Rows.Select(row => (Seq<Expr>)[.. row.Select(x => c * x)])]);

    /// <summary>A B or A v; null where the lengths do not fit, or for two vectors.</summary>
    public static Value? Product(Value left, Value right) => (left, right) switch
    {
        (MatrixValue a, MatrixValue b) when a.Columns == b.Rows.Count =>
            new MatrixValue([.. a.Rows.Select(row => (Seq<Expr>)[.. Enumerable.Range(0, b.Columns).Select(j => Dot(row, b.Rows.Select(r => r[j])))])]),
        (MatrixValue a, VectorValue v) when a.Columns == v.Components.Count => new VectorValue([.. a.Rows.Select(row => Dot(row, v.Components))]),
        _ => null,
    };

    /// <summary>Σ Aᵢᵢ.</summary>
    public static Expr Trace(MatrixValue a) => Build.Sum([.. a.Rows.Select((row, i) => row[i])]);

    /// <summary>det A, developed along the first row.</summary>
    public static Expr Determinant(Seq<Seq<Expr>> rows) => rows.Count == 1
        ? rows[0][0]
        : Build.Sum([.. rows[0].Select((x, j) => (j % 2 == 0 ? 1 : -1) * x * Determinant([.. rows.Skip(1).Select(row => Without(row, j))]))]);

    private static Seq<Expr> Without(Seq<Expr> row, int column) => [.. row.Where((_, k) => k != column)];

    private static Seq<Expr> Row(Expr?[] row) => [.. row.Select(x => x!)];

    private static Expr Dot(IEnumerable<Expr> a, IEnumerable<Expr> b) => Build.Sum([.. a.Zip(b, (x, y) => x * y)]);
}
