using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>What the name of a `let` stands for.</summary>
internal static class LetBinder
{
    /// <summary>The value of one name of a `let`.</summary>
    /// <param name="binder">Binds its right side.</param>
    /// <param name="let">The declaration.</param>
    /// <param name="name">Which of its names.</param>
    /// <param name="caller">Where the name is used; gives the ambient point.</param>
    /// <param name="keep">Called with the value when it is the same everywhere.</param>
    public static Value Bind(ExpressionBinder binder, LetDecl let, string name, Scope caller, Action<Value> keep)
    {
        var scope = Scope.For(Purpose.Definition);
        if (let.Pattern.Parameters.Count > 0)
        {
            var function = new ApplicationBinder(binder, new IntegralBinder(binder)).Function(name, let.Pattern.Parameters, let.Value, scope, isDeclared: true);
            keep(function);
            return function;
        }
        if (!binder.Declarations.FieldLets.Contains(name) && binder.Declarations.Silently(() => binder.Bind(let.Value, scope)) is { } constant and not UnknownValue)
        {
            var value = Part(let, name, constant);
            if (value is not RealValue r || IsConstant(r.Expr))
            {
                value = value is RealValue real ? new RealValue(Build.Named(name, real.Expr)) : value;
                keep(value);
                return value;
            }
        }
        // A field: it has a value only at a point, and keeps its name by being a function of the coordinates.
        binder.Declarations.FieldLets.Add(name);
        if (caller.Ambient is { } known && binder.Declarations.AtPoints.TryGetValue((name, known), out var before))
            return before;
        var atPoint = Part(let, name, binder.AtPoint(binder.Bind(let.Value, scope with { Ambient = caller.Ambient }), let.Value.Span, scope with { Ambient = caller.Ambient }));
        return atPoint is RealValue { Expr: var e } && caller.Ambient is { } point
            ? binder.Declarations.AtPoints[(name, point)] = new RealValue(AsFunction(name, e, point))
            : atPoint;
    }

    private static bool IsConstant(Expr e) => Substitution.FreePoints(e).Count == 0 && !TimeDependence.Of(e);

    private static Value Part(LetDecl let, string name, Value value)
    {
        if (!let.Pattern.IsTuple)
            return value;
        var index = Enumerable.Range(0, let.Pattern.Names.Count).First(i => let.Pattern.Names[i] == name);
        return value is VectorValue v && v.Components.Count == let.Pattern.Names.Count ? new RealValue(v.Components[index]) : UnknownValue.Instance;
    }

    /// <summary>An expression of one point's coordinates as a function of them that prints by its name; what holds a state or another point stays as it is.</summary>
    public static Expr AsFunction(string name, Expr e, Point point)
    {
        var symbols = point.Space.Axes.Select(a => (Symbol)Build.Symbol(a)).ToArray();
        var body = Substitution.Replace(e, leaf => leaf is Coordinate c && c.Point == point ? symbols[c.Axis] : null);
        if (Substitution.FreePoints(body).Count > 0 || Substitution.HasStates(body) || !e.Known.Has(Kinds.Coordinate))
            return e;
        var function = UserFunction.Of(name, [.. symbols], body);
        return Build.Apply(function, [.. Enumerable.Range(0, symbols.Length).Select(i => Build.Coordinate(point, i))]);
    }
}
