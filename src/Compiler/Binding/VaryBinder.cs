using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Binds `vary`: the functional along a straight line of fields, and its slope found in two ways.</summary>
internal static class VaryBinder
{
    // J(ε) is asked whether it is a polynomial of this degree at most.
    private const int HighestDegree = 6;

    /// <summary>The variation, or null after an error; makes `slope J` known.</summary>
    public static VaryModel? Bind(ExpressionBinder binder, IntegralBinder integrals, VaryDecl declaration)
    {
        if (Formals.Named(binder, declaration.Functional) is not var (functional, key))
            return null;
        var source = binder.Declarations.Source;
        var name = source.Slice(declaration.Functional.Span);
        if (functional.Declaration.Formals is not [var formal])
        {
            binder.Report(ExtremalErrors.SeveralFormals(name, functional.Declaration.Formals.Count, declaration.Functional.Span));
            return null;
        }
        if (formal.Name != declaration.State.Name && binder.Declarations.State(declaration.State.Name) is null)
        {
            binder.Report(NameErrors.Unknown("argument of this functional", declaration.State.Name, declaration.State.Span, [formal.Name, .. binder.Declarations.StateNames]));
            return null;
        }
        if ((binder.Declarations.State(declaration.State.Name)?.State ?? Formals.Symbol(binder.Declarations, formal)) is not { IsPoint: false } like)
        {
            binder.Report(EnergyErrors.WhichDomain(declaration.Functional.Span, [.. binder.Declarations.Spaces.Select(s => s.Name)]));
            return null;
        }
        var symbol = like with { Name = declaration.State.Name };
        var (at, along) = (Explicit.Field(binder, declaration.At, symbol), Explicit.Field(binder, declaration.Along, symbol));
        var origin = integrals.Fresh(symbol.Space);
        if (at.At(origin) is not RealValue { Expr: var start } || along.At(origin) is not RealValue { Expr: var direction }
            || FunctionalBinder.Value(binder, functional, [FieldValue.Of(symbol)], declaration.Functional.Span, Scope.For(Purpose.Energy)) is not RealValue { Expr: var energy })
            return null;
        var eta = symbol with { Name = symbol.Name + "#", Kind = StateKind.Field };
        Expr Put(Expr e, Expr step) => Substitution.Replace(e, leaf => leaf is not StateValue v ? null
            : v.State == symbol ? Substitution.MovePoint(start, origin, v.Point) + step * Substitution.MovePoint(direction, origin, v.Point)
            : v.State == eta ? Substitution.MovePoint(direction, origin, v.Point)
            : null);
        var evaluation = new ClosedValue(binder.Declarations.DomainOf);
        ClosedModel Closed(Expr e) => new(e, evaluation.CanEvaluate(e) ? evaluation.Of(e) : null);
        var slope = Closed(Put(DirectionalDerivative.Of(energy, symbol, eta), 0));
        var point = new Point(symbol.Space, 0);
        var pairing = Closed(Put(Build.Integral(point, FunctionalDerivative.Of(energy, symbol).Display * Build.Value(eta, point)), 0));
        if (slope.Value is null)
            binder.Declarations.Later.Add(NotYet.Runs("`vary` in more than one dimension, or with W2,", declaration.Span));
        else if (double.IsNaN(slope.Value.Value))
        {
            binder.Report(ExtremalErrors.NoValue(name, source.Slice(declaration.At.Span), declaration.At.Span));
            return null;
        }
        var known = slope.Value is { } number ? Build.Named($"slope {key}", Build.Number(number)) : slope.Expression;
        if (!binder.Declarations.Slopes.TryAdd(key, known))
        {
            binder.Report(ExtremalErrors.Twice("varied", key, declaration.Functional.Span));
            return null;
        }
        var curve = Put(energy, VaryModel.Epsilon);
        return new VaryModel(name, symbol, source.Slice(declaration.At.Span), source.Slice(declaration.Along.Span), curve, Polynomial(curve, evaluation), slope, pairing, declaration.Span);
    }

    // c_k = J^(k)(0)/k!, where some derivative vanishes for every ε.
    private static Seq<double> Polynomial(Expr curve, ClosedValue evaluation)
    {
        if (!evaluation.CanEvaluate(curve))
            return [];
        var derivative = Expansion.Expand(GradientExpansion.Expand(Definitions.Expand(curve)));
        var factorial = 1.0;
        var coefficients = new List<double>();
        for (var k = 0; k <= HighestDegree; k++)
        {
            if (derivative is Number { Value.IsZero: true })
                return [.. coefficients];
            var start = Substitution.Replace(derivative, e => ReferenceEquals(e, VaryModel.Epsilon) ? 0 : null);
            coefficients.Add(evaluation.Of(start) / factorial);
            derivative = Expansion.Expand(Derivative.Of(derivative, VaryModel.Epsilon));
            factorial *= k + 1;
        }
        return derivative is Number { Value.IsZero: true } ? [.. coefficients] : [];
    }
}
