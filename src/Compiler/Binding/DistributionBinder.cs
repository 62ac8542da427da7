using Flows.Language;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Reads distributions that points can be drawn from: normal, uniform, and mixtures of them.</summary>
internal static class DistributionBinder
{
    /// <summary>The mixture that an expression says, its weights normalised; null where it is none, or after an error.</summary>
    /// <param name="binder">Binds the numbers.</param>
    /// <param name="syntax">The expression.</param>
    /// <param name="dimension">Of space.</param>
    /// <param name="box">Low and high ends of the domain, for a bare `uniform`; null where it is unbounded.</param>
    public static MixtureModel? Bind(ExpressionBinder binder, ExprSyntax syntax, int dimension, (Seq<double> Low, Seq<double> High)? box)
    {
        var components = new List<MixtureComponent>();
        if (!Sum(binder, syntax, 1, dimension, box, components) || components.Count == 0 || components.Any(c => !(c.Weight > 0) || double.IsInfinity(c.Weight)))
            return null;
        var total = components.Sum(c => c.Weight);
        return new MixtureModel([.. components.Select(c => c with { Weight = c.Weight / total })]);
    }

    private static bool Sum(ExpressionBinder binder, ExprSyntax syntax, double weight, int dimension, (Seq<double>, Seq<double>)? box, List<MixtureComponent> found)
    {
        switch (syntax)
        {
            case ParenthesisSyntax p:
                return Sum(binder, p.Inner, weight, dimension, box, found);
            case BinarySyntax { Operator: BinaryOperator.Add } b:
                return Sum(binder, b.Left, weight, dimension, box, found) && Sum(binder, b.Right, weight, dimension, box, found);
            case BinarySyntax { Operator: BinaryOperator.Multiply } b:
                return Weight(binder, b.Left) is { } left && Sum(binder, b.Right, weight * left, dimension, box, found)
                    || Weight(binder, b.Right) is { } right && Sum(binder, b.Left, weight * right, dimension, box, found);
            case BinarySyntax { Operator: BinaryOperator.Divide } b:
                return Weight(binder, b.Right) is { } divisor && Sum(binder, b.Left, weight / divisor, dimension, box, found);
            case NameSyntax { Name: "uniform" } when box is var (low, high):
                found.Add(new MixtureComponent(weight, false, low, high));
                return true;
            case CallSyntax { Target: NameSyntax { Name: "normal" or "gaussian" or "uniform" } name } c:
                return One(binder, name.Name, [.. c.Arguments.Select(a => a.Value)], weight, dimension, found);
            case ApplySyntax { Function: NameSyntax { Name: "normal" or "gaussian" or "uniform" } name } a:
                return One(binder, name.Name, a.Arguments is [TupleSyntax t] ? t.Items : a.Arguments, weight, dimension, found);
            default:
                return false;
        }
    }

    private static bool One(ExpressionBinder binder, string name, Seq<ExprSyntax> arguments, double weight, int dimension, List<MixtureComponent> found)
    {
        if (arguments.Count != 2)
            return false;
        var isNormal = name != "uniform";
        if (Numbers(binder, arguments[0], dimension) is not { } first || (isNormal ? Spread(binder, arguments[1], dimension) : Numbers(binder, arguments[1], dimension)) is not { } second)
            return false;
        if (second.Count != dimension && !isNormal || first.Count != dimension)
            return false;
        if (isNormal ? second.Count == dimension && second.Any(s => !(s > 0)) : first.Zip(second).Any(p => !(p.First < p.Second)))
            return false;
        found.Add(new MixtureComponent(weight, isNormal, first, second));
        return true;
    }

    private static double? Weight(ExpressionBinder binder, ExprSyntax syntax) =>
        binder.Declarations.Silently(() => binder.Real(syntax, Scope.For(Purpose.Constant), "a weight")) is { } e && Constants.Value(e) is var value && !double.IsNaN(value) ? value : null;

    // Standard deviations, or the rows of a covariance matrix; of one coordinate its variance.
    private static Seq<double>? Spread(ExpressionBinder binder, ExprSyntax syntax, int dimension)
    {
        var scope = Scope.For(Purpose.Constant);
        var value = binder.Bind(syntax, scope);
        if (!Covariances.IsMatrix(value))
            return Numbers(binder, syntax, dimension);
        if (Covariances.Rows(binder, binder.AtPoint(value, syntax.Span, scope), dimension, syntax.Span) is not { } rows)
            return null;
        double[] numbers = [.. rows.SelectMany(row => row.Select(Constants.Value))];
        return numbers.Any(n => !double.IsFinite(n)) ? null : dimension == 1 ? [Math.Sqrt(numbers[0])] : (Seq<double>?)[.. numbers];
    }

    // A vector, or one number for all axes.
    private static Seq<double>? Numbers(ExpressionBinder binder, ExprSyntax syntax, int dimension)
    {
        double[]? numbers = binder.Bind(syntax, Scope.For(Purpose.Constant)) switch
        {
            RealValue r => [.. Enumerable.Repeat(Constants.Value(r.Expr), dimension)],
            VectorValue v when v.Components.Count == dimension => [.. v.Components.Select(Constants.Value)],
            _ => null,
        };
        return numbers is null || numbers.Any(n => !double.IsFinite(n)) ? null : (Seq<double>?)[.. numbers];
    }
}
