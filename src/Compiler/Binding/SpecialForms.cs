using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>What is written as a call but takes whole fields, or coordinates, or named arguments.</summary>
internal static class SpecialForms
{
    private static readonly string[] NotRunYet =
        ["csv", "linspace", "map", "sample", "split", "restart"];

    /// <summary>The value of the form, or null when the name is none.</summary>
    public static Value? Bind(ExpressionBinder binder, IntegralBinder integrals, string name, Seq<ArgumentSyntax> arguments, SourceSpan span, Scope scope)
    {
        switch (name)
        {
            // div(a, b) takes the vector (a, b).
            case "div" when arguments.Count > 1 && scope.Ambient is { } point && arguments.Count == point.Space.Dimension:
                var components = arguments.Select(a => binder.Real(a.Value, scope, "a component")).ToArray();
                return components.Any(c => c is null) ? UnknownValue.Instance : new RealValue(Derivatives.Divergence([.. components.Select(c => c!)], point));
            case "grad" or "lap" or "div" or "hess":
                return Wanted(binder, name, 1, arguments, span) ? Differential(binder, name, arguments[0].Value, span, scope) : UnknownValue.Instance;
            case "conv":
                return Wanted(binder, name, 2, arguments, span) ? integrals.Convolve(arguments[0], arguments[1], span, scope) : UnknownValue.Instance;
            case "dot":
                return Wanted(binder, name, 2, arguments, span)
                    ? new ArithmeticBinder(binder).Dot(binder.Bind(arguments[0].Value, scope), arguments[0].Span, binder.Bind(arguments[1].Value, scope), arguments[1].Span, span, scope)
                    : UnknownValue.Instance;
            case "tr" or "det":
                return Wanted(binder, name, 1, arguments, span) ? MatrixForms.OfMatrix(binder, name, arguments[0].Value, scope) : UnknownValue.Instance;
            case "cross":
                return Wanted(binder, name, 2, arguments, span) ? MatrixForms.Cross(binder, arguments[0].Value, arguments[1].Value, span, scope) : UnknownValue.Instance;
            case "mass":
                return Wanted(binder, name, 1, arguments, span) ? integrals.Mass(arguments[0], scope) : UnknownValue.Instance;
            case "min" or "max" when arguments.Count == 1:
                return ExtremumOf(binder, integrals, name == "max", arguments[0], span, scope);
            case "min" or "max" when arguments.Count > 2:
                return arguments.Skip(1).Aggregate(binder.Bind(arguments[0].Value, scope), (a, b) =>
                    binder.Real(a, arguments[0].Span, scope) is { } x && binder.Real(b.Value, scope) is { } y ? new RealValue(Build.Apply(FunctionCatalog.Find(name)!, [x, y])) : UnknownValue.Instance);
            case "gaussian" or "normal" or "uniform" or "noise":
                return InitialForms.Bind(binder, name, arguments, span, scope);
            case var _ when Distances.IsName(name):
                return Wanted(binder, name, name == "MMD" ? 3 : 2, arguments, span) ? Distances.Bind(binder, integrals, name, arguments, span, scope) : UnknownValue.Instance;
            case "parametric":
                binder.Report(ExtremalErrors.CurveElsewhere(span));
                return UnknownValue.Instance;
            case "slope" when scope.Purpose == Purpose.Watch:
                return Wanted(binder, name, 1, arguments, span) ? Slope(binder, arguments[0]) : UnknownValue.Instance;
            case "csv" or "restart" when scope.Purpose == Purpose.Data:
                return InitialFile.Bind(binder, name, arguments, span, scope);
            default:
                if (!NotRunYet.Contains(name))
                    return null;
                binder.Report(NotYet.Runs($"`{name}`", span));
                return UnknownValue.Instance;
        }
    }

    /// <summary>Whether as many arguments are given as are wanted; reports it otherwise.</summary>
    public static bool Wanted(ExpressionBinder binder, string name, int wanted, Seq<ArgumentSyntax> arguments, SourceSpan span)
    {
        if (arguments.Count > wanted)
            binder.Report(ShapeErrors.TooManyArguments(name, wanted, arguments.Count, span));
        else if (arguments.Count < wanted)
            binder.Report(ShapeErrors.MissingArguments(name, wanted - arguments.Count, span));
        return arguments.Count == wanted;
    }

    private static Value Differential(ExpressionBinder binder, string name, ExprSyntax argument, SourceSpan span, Scope scope)
    {
        var value = binder.AtPoint(binder.Bind(argument, scope), argument.Span, scope);
        if (value is UnknownValue)
            return value;
        if (scope.Ambient is not { } point)
        {
            binder.Report(NameErrors.WithoutPoint(name, false, false, span));
            return UnknownValue.Instance;
        }
        switch (name, value)
        {
            case ("grad", RealValue r):
                return Derivatives.Gradient(r.Expr, point);
            case ("lap", RealValue r):
                return new RealValue(Derivatives.Laplacian(r.Expr, point));
            case ("hess", RealValue r):
                return Derivatives.Hessian(r.Expr, point);
            case ("div", RealValue r) when point.Space.Dimension == 1:
                return new RealValue(Derivatives.Gradient(r.Expr, point, 0));
            case ("div", VectorValue v) when v.Components.Count == point.Space.Dimension:
                return new RealValue(Derivatives.Divergence(v.Components, point));
            default:
                binder.Report(name == "div"
                    ? ShapeErrors.CannotCombine("take the divergence of", span, Shapes.Describe(value), argument.Span, $"{point.Space.Dimension} coordinates", span, "`div` takes a vector: `div (grad u)`")
                    : ShapeErrors.NeedsReal(Shapes.Describe(value), argument.Span, $"the operand of `{name}`"));
                return UnknownValue.Instance;
        }
    }

    // slope J, after vary J at u = … along ….
    private static Value Slope(ExpressionBinder binder, ArgumentSyntax argument)
    {
        if (Formals.NameOf(argument.Value) is { } functional && binder.Declarations.Slopes.TryGetValue(functional.Name, out var slope))
            return new RealValue(slope);
        binder.Report(ExtremalErrors.NotVaried(binder.Declarations.Source.Slice(argument.Span), argument.Span));
        return UnknownValue.Instance;
    }

    private static Value ExtremumOf(ExpressionBinder binder, IntegralBinder integrals, bool isMaximum, ArgumentSyntax argument, SourceSpan span, Scope scope)
    {
        if (scope.Reductions is not { } reductions)
        {
            binder.Report(EnergyErrors.ExtremumInEnergy(isMaximum ? "max" : "min", span));
            return UnknownValue.Instance;
        }
        if (integrals.Field(argument.Value, scope) is not { } field)
            return UnknownValue.Instance;
        var point = new Point(field.Space, 0);
        if (binder.Real(field.At(point), argument.Span, scope, "a field") is not { } body)
            return UnknownValue.Instance;
        reductions.Add(new Extremum(body, point, isMaximum));
        return new RealValue(Build.Reduced(reductions.Count - 1));
    }
}
