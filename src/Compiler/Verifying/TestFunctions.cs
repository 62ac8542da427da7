using Flows.Compiler.Binding;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Verifying;

/// <summary>Formulas put in for states, so that a functional can be computed without a grid.</summary>
internal static class TestFunctions
{
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

    private static Expr Number(double value) => Build.Number(value);

    private static Expr Sin(Expr e) => Build.Apply(FunctionCatalog.Find("sin")!, e);
}
