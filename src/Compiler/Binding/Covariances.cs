using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Normal distributions given by a covariance matrix.</summary>
internal static class Covariances
{
    /// <summary>Whether a value is written as a matrix: also one by one, where it is a variance and no standard deviation.</summary>
    public static bool IsMatrix(Value value) => value is MatrixValue || value is ListValue list && Matrices.IsMatrix(list);

    /// <summary>The rows of a covariance matrix; null, and reported, where it is none.</summary>
    /// <param name="binder">Receives the error.</param>
    /// <param name="value">At the ambient point.</param>
    /// <param name="dimension">Of space.</param>
    /// <param name="at">Where it stands.</param>
    public static Seq<Seq<Expr>>? Rows(ExpressionBinder binder, Value value, int dimension, SourceSpan at)
    {
        Seq<Seq<Expr>>? rows = value switch
        {
            RealValue r when dimension == 1 => [[r.Expr]],
            MatrixValue m when m.Rows.Count == dimension && m.Columns == dimension => m.Rows,
            _ => null,
        };
        var fault = rows is not { } found ? value is UnknownValue ? null : $"this is {Shapes.Describe(value)}"
            : SmallMatrices.Asymmetry(found) is var (row, column) ? $"row {row + 1}, column {column + 1} and row {column + 1}, column {row + 1} differ"
            : SmallMatrices.NotPositive(found) is var (order, _) ? order == 1 ? "the variance of the first coordinate is not positive" : "some combination of the coordinates has no positive variance"
            : null;
        if (fault is null)
            return rows;
        binder.Report(ShapeErrors.NoCovariance(dimension, fault, at));
        return null;
    }

    /// <summary>exp(−½ (x − m)·Σ⁻¹(x − m))/√((2π)^d det Σ) at a point.</summary>
    public static Expr Density(Point point, Seq<Expr> mean, Seq<Seq<Expr>> covariance)
    {
        Seq<Expr> z = [.. mean.Select((m, i) => Build.Coordinate(point, i) - m)];
        var form = Build.Sum([.. SmallMatrices.Solve(covariance, z).Zip(z, (a, b) => a * b)]);
        return Build.Apply(Functions.FunctionCatalog.Find("exp")!, [-Expansion.Expand(form) / 2])
            / Build.Sqrt(Build.Power(2 * Build.Pi, mean.Count) * Matrices.Determinant(covariance));
    }
}
