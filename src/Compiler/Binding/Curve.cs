using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>
/// A candidate given as a curve (x(s), y(s)), s from s₀ to s₁, that is the graph of a field on a line. A functional of the field is taken
/// along it by dx = x′ ds and dy/dx = y′/x′.
/// </summary>
/// <param name="Domain">Of the parameter.</param>
/// <param name="X">At the point of index 0.</param>
/// <param name="Y">At the same point.</param>
internal sealed record Curve(DomainModel Domain, Expr X, Expr Y)
{
    private const int Samples = 64;

    private Point Origin => new(Domain.Space, 0);

    /// <summary>Whether a candidate is written as parametric(fun s -> (x, y), from, to).</summary>
    public static bool Is(ExprSyntax syntax) => Arguments(syntax) is not null;

    /// <summary>The curve, or null after an error.</summary>
    public static Curve? Bind(ExpressionBinder binder, FieldSyntax field, StateSymbol symbol)
    {
        var arguments = Arguments(field.Value)!;
        if (arguments.Length != 3 || symbol.Space.Dimension != 1 || binder.Declarations.DomainOf(symbol.Space) is not { Axes: [var axis] })
        {
            binder.Report(ExtremalErrors.NoCurve(field.Name.Name, symbol.Space.Dimension != 1 ? $"{symbol.Space.Name} is no line" : $"{arguments.Length} arguments are given, 3 are needed", field.Value.Span));
            return null;
        }
        var (from, to) = (Constants.Number(binder, arguments[1], Scope.For(Purpose.Constant), "the start of a curve"), Constants.Number(binder, arguments[2], Scope.For(Purpose.Constant), "the end of a curve"));
        var space = new Space($"the curve `{field.Name.Name}`", ["s"]);
        var s = Build.Coordinate(new Point(space, 0), 0);
        var scope = Scope.For(Purpose.Definition);
        var value = binder.Apply(binder.Bind(arguments[0], scope), [new Argument(new RealValue(s), arguments[0].Span)], arguments[0].Span, scope);
        if (value is UnknownValue || from is not { } low || to is not { } high)
            return null;
        if (value is not VectorValue { Components: [var x, var y] } || !(low < high) || !double.IsFinite(high - low))
        {
            binder.Report(ExtremalErrors.NoCurve(field.Name.Name, low < high ? "gives no pair (x, y)" : "the parameter must run from the smaller number to the larger", field.Value.Span));
            return null;
        }
        var curve = new Curve(new DomainModel(space, [new AxisModel("s", low, high, false, field.Value.Span)], field.Value.Span), Definitions.Expand(x), Definitions.Expand(y));
        if (curve.Fault(axis) is not { } fault)
            return curve;
        binder.Report(ExtremalErrors.NoCurve(field.Name.Name, fault, field.Value.Span));
        return null;
    }

    /// <summary>A functional of the field `symbol`, as an integral along the curve.</summary>
    public Expr Along(Expr functional, StateSymbol symbol) => Substitution.Replace(GradientExpansion.Expand(Definitions.Expand(functional)), e => e is Integral i ? Moved(i, symbol, Origin) : null);

    /// <summary>y at an end.</summary>
    public double Height(bool upper) => At(Y, upper ? Domain.Axes[0].High : Domain.Axes[0].Low);

    // ∫ over x as ∫ over s; inner integrals get a parameter of their own.
    private Expr Moved(Integral i, StateSymbol symbol, Point last)
    {
        if (i.Point.Space.Measure is SideMeasure side)
        {
            Expr left = side.Side == "right" ? 0 : On(i.Body, i.Point, symbol, last, End(false));
            return side.Side == "left" ? left : left + On(i.Body, i.Point, symbol, last, End(true));
        }
        var s = last with { Index = last.Index + 1 };
        return i.Point.Space != symbol.Space
            ? Build.Integral(i.Point, Substitution.Replace(i.Body, e => e is Integral inner ? Moved(inner, symbol, last) : null))
            : Build.Integral(s, On(i.Body, i.Point, symbol, s, null) * D(At(X, s), s));
    }

    private Expr On(Expr body, Point p, StateSymbol symbol, Point s, double? end)
    {
        Expr Put(Expr e) => end is { } at ? Substitution.Replace(e, leaf => leaf is Coordinate c && c.Point == s ? Build.Number(at) : null) : e;
        Expr Slope(Expr e) => D(e, s) / D(At(X, s), s);
        // Inner integrals are moved with what they hold first; what they hold of this point is left.
        Expr Inner(Expr e) => Substitution.Replace(e, leaf => leaf is Integral i ? Leaves(Moved(i, symbol, s)) : Leaf(leaf, Inner));
        Expr Leaves(Expr e) => Substitution.Replace(e, leaf => Leaf(leaf, Leaves));
        Expr? Leaf(Expr leaf, Func<Expr, Expr> inside) => leaf switch
        {
            Coordinate c when c.Point == p => At(X, s),
            StateValue v when v.Point == p && v.State == symbol => At(Y, s),
            Gradient g when g.Point == p => Slope(inside(g.Operand)),
            DivGrad d when d.Point == p => Slope(inside(d.Mobility) * Slope(inside(d.Potential))),
            _ => null,
        };
        return Put(Inner(body));
    }

    private double End(bool upper) => upper ? Domain.Axes[0].High : Domain.Axes[0].Low;

    private Expr At(Expr e, Point s) => Substitution.MovePoint(e, Origin, s);

    private double At(Expr e, double s) => Constants.Value(Substitution.Replace(e, leaf => leaf is Coordinate c && c.Point == Origin ? Build.Number(s) : null));

    private static Expr D(Expr e, Point s) => TotalDerivative.Along(e, s, 0);

    // Why it is no graph over the axis, or null.
    private string? Fault(AxisModel axis)
    {
        var (low, high) = (Domain.Axes[0].Low, Domain.Axes[0].High);
        var x = Enumerable.Range(0, Samples + 1).Select(k => At(X, low + (high - low) * k / Samples)).ToArray();
        if (x.Any(v => !double.IsFinite(v)))
            return "its x is not a number everywhere";
        var tolerance = 1e-9 * axis.Length;
        if (Math.Abs(x[0] - axis.Low) > tolerance || Math.Abs(x[^1] - axis.High) > tolerance)
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"x runs from {Rounded(x[0]):G6} to {Rounded(x[^1]):G6}, not from {axis.Low:G6} to {axis.High:G6}");
        return Enumerable.Range(1, Samples).All(k => x[k] > x[k - 1]) ? null : "x does not grow along it";
    }

    // cos(pi/2) is 0 to the reader.
    private static double Rounded(double value) => Math.Abs(value) < 1e-12 ? 0 : value;

    private static ExprSyntax[]? Arguments(ExprSyntax syntax) => syntax switch
    {
        CallSyntax { Target: NameSyntax { Name: "parametric" } } c => [.. c.Arguments.Select(a => a.Value)],
        ApplySyntax { Function: NameSyntax { Name: "parametric" }, Arguments: [TupleSyntax tuple] } => [.. tuple.Items],
        ApplySyntax { Function: NameSyntax { Name: "parametric" } } a => [.. a.Arguments],
        _ => null,
    };
}
