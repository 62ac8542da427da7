using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Verifying;

/// <summary>Formulas put in for states, so that a functional can be computed without a grid.</summary>
internal static class TestFunctions
{
    private const string Prefix = "number#";

    /// <summary>The value of a symbol of these formulas; null for any other.</summary>
    public static double? Value(string symbol) =>
        symbol.StartsWith(Prefix, StringComparison.Ordinal) ? double.Parse(symbol.AsSpan(Prefix.Length), CultureInfo.InvariantCulture) : null;

    /// <summary>A smooth function whose gradient vanishes nowhere: norms of gradients are smooth too.</summary>
    /// <param name="state">Its number, so that no two are alike.</param>
    /// <param name="level">What it varies about.</param>
    /// <param name="amplitude">How far at most.</param>
    /// <param name="point">Where.</param>
    /// <param name="axes">Of the domain.</param>
    public static Expr State(int state, double level, double amplitude, Point point, Seq<AxisModel> axes)
    {
        var parts = new List<Expr> { Sin(2 * Share(point, axes, 0) + Share(point, axes, axes.Count - 1) + state) * Number(0.15) };
        for (var axis = 0; axis < axes.Count; axis++)
            parts.Add((Share(point, axes, axis) - Build.Half) * Number((1.6 - 0.3 * axis) / axes.Count * ((state + axis) % 2 == 0 ? 1 : -1)));
        return Number(level) + Number(amplitude) * Build.Sum([.. parts]);
    }

    /// <summary>A direction that vanishes on the sides with its first three derivatives, 1 in the middle: no boundary term is left over.</summary>
    public static Expr Direction(double amplitude, Point point, Seq<AxisModel> axes)
    {
        var factors = new List<Expr> { Number(amplitude), 1 + Share(point, axes, 0) / 2 };
        for (var axis = 0; axis < axes.Count; axis++)
            factors.Add(Build.Power(4 * Share(point, axes, axis) * (1 - Share(point, axes, axis)), 4));
        return Build.Product([.. factors]);
    }

    /// <summary>The expression with formulas for states, its gradients and divergences worked out.</summary>
    public static Expr Put(Expr e, Func<StateValue, Expr> formula) =>
        GradientExpansion.Expand(Substitution.Replace(Definitions.Expand(e), leaf => leaf is StateValue v ? formula(v) : null));

    // The coordinate from 0 to 1.
    private static Expr Share(Point point, Seq<AxisModel> axes, int axis) =>
        (Build.Coordinate(point, axis) - Number(axes[axis].Low)) / Number(axes[axis].Length);

    // A symbol: exact arithmetic with the digits of a double makes numerators beyond every double.
    private static Expr Number(double value) => Build.Symbol(Prefix + value.ToString("R", CultureInfo.InvariantCulture));

    private static Expr Sin(Expr e) => Build.Apply(FunctionCatalog.Find("sin")!, e);
}
