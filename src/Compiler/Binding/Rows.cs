using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Binding;

/// <summary>Evaluates expressions over the rows of a table.</summary>
internal static class Rows
{
    /// <summary>One value a row; null where something else than the row's coordinates is missing.</summary>
    /// <param name="e">An expression in the coordinates of a point.</param>
    /// <param name="row">That point.</param>
    /// <param name="columns">The rows' coordinates.</param>
    public static double[]? Values(Expr e, Point row, Seq<double[]> columns)
    {
        var values = new double[columns[0].Length];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                var at = i;
                values[i] = Evaluation.Evaluate(e, leaf => leaf is Coordinate c && c.Point == row ? columns[c.Axis][at] : null);
            }
        }
        catch (ArgumentException)
        {
            return null;
        }
        return values;
    }
}
