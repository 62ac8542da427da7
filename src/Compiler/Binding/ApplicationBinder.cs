using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds calls: functions, fields taken at points, functionals, and the operators written as functions.</summary>
internal sealed class ApplicationBinder(ExpressionBinder binder, IntegralBinder integrals)
{
    private const int DeepestCall = 200;
    private int _depth;

    /// <summary>f a b, f(a, b) or F[a, b].</summary>
    public Value Bind(ExprSyntax syntax, Scope scope)
    {
        switch (syntax)
        {
            case BracketSyntax b:
                return Bracket(binder.Bind(b.Target, scope), b.Target.Span, b.Arguments, b.Span, scope);
            case CallSyntax c:
                return Call(c.Target, [.. c.Arguments], c.Span, scope);
            case ApplySyntax a:
                return Juxtaposed(a, scope);
            default:
                return UnknownValue.Instance;
        }
    }

    private Value Juxtaposed(ApplySyntax a, Scope scope)
    {
        // Porous 2 [rho]: the bracket stands apart, so it arrives as a list.
        if (a.Arguments[^1] is ListSyntax list && binder.Bind(a.Function, scope) is FunctionalValue functional)
        {
            var given = functional with { Parameters = [.. functional.Parameters, .. a.Arguments.Take(a.Arguments.Count - 1).Select(x => binder.Bind(x, scope))] };
            return Bracket(given, a.Function.Span, list.Items, a.Span, scope);
        }
        if (a.Function is NameSyntax { Name: "grad" or "lap" or "div" or "hess" } op && a.Arguments.Count > 1)
        {
            binder.Report(ShapeErrors.NeedsParentheses(op.Name, binder.Declarations.Source.Slice(a.Arguments[0].Span), binder.Declarations.Source.Slice(a.Arguments[0].Span.To(a.Arguments[^1].Span)), a.Arguments[0].Span));
            return UnknownValue.Instance;
        }
        // f (a, b) is the call f(a, b).
        if (a.Arguments is [TupleSyntax tuple])
            return Call(a.Function, [.. tuple.Items.Select(x => new ArgumentSyntax(null, x, x.Span))], a.Span, scope);
        return Call(a.Function, [.. a.Arguments.Select(x => new ArgumentSyntax(null, x, x.Span))], a.Span, scope);
    }

    private Value Call(ExprSyntax target, Seq<ArgumentSyntax> arguments, SourceSpan span, Scope scope)
    {
        if (target is NameSyntax name && !scope.Locals.ContainsKey(name.Name) && binder.Declarations.Find(name.Name) is null)
        {
            if (SpecialForms.Bind(binder, integrals, name.Name, arguments, span, scope) is { } special)
                return special;
            if (FunctionCatalog.Find(name.Name) is null && BuiltIns.Value(name.Name, binder) is null && !binder.Declarations.HasArbitraryNames && !binder.Declarations.IsAxis(name.Name))
            {
                binder.Report(NameErrors.Unknown("function", name.Name, name.Span, BuiltIns.FunctionNames.Concat(binder.Declarations.Names)));
                foreach (var argument in arguments)
                    binder.Bind(argument.Value, scope);
                return UnknownValue.Instance;
            }
        }
        var function = IsDerivative(target) || IsFieldExpression(target, arguments, scope) ? integrals.WholeField(target, scope) : binder.Bind(target, scope);
        if (function is not (UnknownValue or FieldValue or FunctionalValue or FunctionValue))
        {
            var text = binder.Declarations.Source;
            binder.Report(ShapeErrors.NotAFunction(Shapes.Describe(function), target.Span, text.Slice(target.Span),
                arguments.Count == 1 ? text.Slice(arguments[0].Span) : null));
            return UnknownValue.Instance;
        }
        return Apply(function, [.. arguments.Select(a => new Argument(binder.Bind(a.Value, scope), a.Span, a.Name))], span, scope);
    }

    // (grad u)(y), ((grad u).x)(y), (lap u)(y): the derivative is one by the coordinates, taken at the point.
    private static bool IsDerivative(ExprSyntax syntax) => syntax switch
    {
        ParenthesisSyntax p => p.Inner switch
        {
            ApplySyntax { Function: NameSyntax { Name: "grad" or "lap" or "div" or "hess" } } => true,
            CallSyntax { Target: NameSyntax { Name: "grad" or "lap" or "div" or "hess" } } => true,
            MemberSyntax m => IsDerivative(m.Target),
            ParenthesisSyntax inner => IsDerivative(inner),
            _ => false,
        },
        _ => false,
    };

    // (conv W rho)(1), (rho*V) 1: a field is taken at a point. `(u + 1)(u - 1)` lacks a sign: a point holds no value of a field.
    private bool IsFieldExpression(ExprSyntax target, Seq<ArgumentSyntax> arguments, Scope scope) => target is ParenthesisSyntax p
        && (MentionsField(p.Inner, scope) || Named(p.Inner) is "conv" or "gaussian" or "normal" or "uniform")
        && p.Inner is not (NameSyntax or FunSyntax or TupleSyntax or BracketSyntax)
        && !arguments.Any(a => MentionsField(a.Value, scope)) && scope.Purpose is Purpose.Energy or Purpose.Watch;

    private bool MentionsField(ExprSyntax syntax, Scope scope) => SyntaxNames.In(syntax).Any(n =>
        (scope.Locals.TryGetValue(n.Name, out var local) ? local : binder.Declarations.State(n.Name)) is FieldValue { State: null or { IsPoint: false } });

    private static string? Named(ExprSyntax syntax) => syntax switch
    {
        ApplySyntax { Function: NameSyntax n } => n.Name,
        CallSyntax { Target: NameSyntax n } => n.Name,
        ParenthesisSyntax p => Named(p.Inner),
        _ => null,
    };

    /// <summary>Applies a value to arguments already bound.</summary>
    public Value Apply(Value target, Seq<Argument> arguments, SourceSpan span, Scope scope)
    {
        foreach (var named in arguments.Where(a => a.Name is not null))
            binder.Report(ShapeErrors.NoSuchOption("this function", named.Name!, named.Span, []));
        switch (target)
        {
            case UnknownValue:
                return target;
            case FieldValue f:
                return AtArguments(f, arguments, span, scope);
            case FunctionalValue f:
                return f with { Parameters = [.. f.Parameters, .. arguments.Select(a => a.Value)] };
            case FunctionValue { Arbitrary: not null } f:
                return f.Invoke(arguments, scope, span);
            case FunctionValue f:
                return ApplyFunction(f, Flatten(f.Arity, f.Arity > 1 ? Components(arguments) : arguments), span, scope);
            // (x - mu)(y): a real next to an argument is a field taken at a point only where it is a name.
            default:
                binder.Report(ShapeErrors.NotAFunction(Shapes.Describe(target), span, null, null));
                return UnknownValue.Instance;
        }
    }

    private Value ApplyFunction(FunctionValue f, Seq<Argument> arguments, SourceSpan span, Scope scope)
    {
        if (arguments.Count > f.Arity)
        {
            binder.Report(ShapeErrors.TooManyArguments(f.Name, f.Arity, arguments.Count, span));
            return UnknownValue.Instance;
        }
        if (arguments.Count < f.Arity)
        {
            // What is left of a declared function may still be one of the coordinates, as all of it may.
            return new FunctionValue(f.Name, f.Arity - arguments.Count, null, (rest, s, at) => f.Invoke([.. arguments, .. rest], s, at))
            {
                IsField = f.IsField || f.Symbolic is not null,
                IsDeclared = f.IsDeclared,
            };
        }
        if (++_depth > DeepestCall)
        {
            _depth--;
            binder.Report(NameErrors.Recursive(f.Name, span, []));
            return UnknownValue.Instance;
        }
        var value = f.Invoke(arguments, scope, span);
        _depth--;
        return value;
    }

    // A function of k > 1 parameters given one k-vector takes its components; one of one parameter given k > 1 reals takes a vector.
    private static Seq<Argument> Flatten(int arity, Seq<Argument> arguments)
    {
        if (arity > 1 && arguments is [{ Value: VectorValue v } only] && v.Components.Count == arity)
            return [.. v.Components.Select(c => new Argument(new RealValue(c), only.Span))];
        if (arity == 1 && arguments.Count > 1 && arguments.All(a => a.Value is RealValue))
            return [new Argument(new VectorValue([.. arguments.Select(a => ((RealValue)a.Value).Expr)]), arguments[0].Span)];
        return arguments;
    }

    // A point state alone is its position.
    private static Seq<Argument> Components(Seq<Argument> arguments) =>
        arguments is [{ Value: FieldValue { State.IsPoint: true } f } only] ? [only with { Value = f.At(new Point(f.Space, 0)) }] : arguments;

    private Value AtArguments(FieldValue field, Seq<Argument> arguments, SourceSpan span, Scope scope)
    {
        var coordinates = new List<Expr>();
        foreach (var argument in arguments)
        {
            switch (binder.AtPoint(argument.Value, argument.Span, scope))
            {
                case RealValue r:
                    coordinates.Add(r.Expr);
                    break;
                case VectorValue v:
                    coordinates.AddRange(v.Components);
                    break;
                case UnknownValue:
                    return UnknownValue.Instance;
                case var other:
                    binder.Report(ShapeErrors.NeedsReal(Shapes.Describe(other), argument.Span, "a coordinate"));
                    return UnknownValue.Instance;
            }
        }
        if (coordinates.Count != field.Space.Dimension)
        {
            binder.Report(ShapeErrors.TooManyArguments(field.Name, field.Space.Dimension, coordinates.Count, span));
            return UnknownValue.Instance;
        }
        if (coordinates[0] is Coordinate { Point: var point } && coordinates.Select((c, i) => c is Coordinate k && k.Point == point && k.Axis == i).All(same => same)
            && point.Space == field.Space)
            return field.At(point);
        if (scope.Reductions is { } reductions && coordinates.All(c => Substitution.FreePoints(c).Count == 0) && field.At(new Point(field.Space, 0)) is RealValue body)
        {
            if (binder.Declarations.DomainOf(field.Space) is { } domain && Outside(domain, coordinates) is { } axis)
            {
                binder.Report(NameErrors.OutsideDomain(field.Name, domain.Axes[axis], Constants.Value(coordinates[axis]), arguments[0].Span.To(arguments[^1].Span)));
                return UnknownValue.Instance;
            }
            return new RealValue(At(body.Expr, new Point(field.Space, 0), [.. coordinates], reductions));
        }
        // What a convolution is at one place is an integral.
        if (coordinates.All(c => Substitution.FreePoints(c).Count == 0) && field.At(new Point(field.Space, 0)) is RealValue { Expr: var there }
            && Placed(there, new Point(field.Space, 0), [.. coordinates]) is var placed && Substitution.FreePoints(placed).Count == 0)
            return new RealValue(placed);
        binder.Report(field.State is not null && coordinates.All(c => Substitution.FreePoints(c).Count == 0) && scope.Purpose == Purpose.Energy
            ? EnergyErrors.PointValueInEnergy(field.Name, binder.Declarations.Source.Slice(arguments[0].Span.To(arguments[^1].Span)), coordinates.Count, span)
            : ShapeErrors.FieldAwayFromPoint(field.Name, arguments[0].Span));
        return UnknownValue.Instance;
    }

    // The value at a place: convolutions become integrals there, states and their derivatives are sampled.
    private static Expr At(Expr body, Point point, Seq<Expr> place, List<Reduction> reductions)
    {
        if (!Substitution.Contains(body, e => e is Integral && e.Known.FreePoints.Contains(point)))
            return Sampled(body);
        return Placed(Substitution.Replace(GradientExpansion.Expand(body), e => e is StateValue v && v.Point == point || e is Gradient or DivGrad or Divergence ? Sampled(e) : e is Integral ? e : null), point, place);

        Expr Sampled(Expr what)
        {
            reductions.Add(new Sample(what, point, place));
            return Build.Reduced(reductions.Count - 1);
        }
    }

    private static Expr Placed(Expr e, Point point, Seq<Expr> place) => Substitution.Replace(e, leaf => leaf is Coordinate c && c.Point == point ? place[c.Axis] : null);

    // Along which axis a place lies outside of the domain, where that is known; one that moves is looked at when it has moved.
    private static int? Outside(DomainModel domain, List<Expr> coordinates)
    {
        for (var i = 0; i < coordinates.Count; i++)
        {
            var near = AxisModel.Rounding * domain.Axes[i].Length;
            if (!TimeDependence.Of(coordinates[i]) && !(Constants.Value(coordinates[i]) >= domain.Axes[i].Low - near && Constants.Value(coordinates[i]) <= domain.Axes[i].High + near))
                return i;
        }
        return null;
    }

    private Value Bracket(Value target, SourceSpan targetSpan, Seq<ExprSyntax> arguments, SourceSpan span, Scope scope)
    {
        if (target is UnknownValue)
            return target;
        if (target is not FunctionalValue functional)
        {
            binder.Report(NameErrors.NotThatKind("this", "functional", Shapes.Describe(target), targetSpan));
            return UnknownValue.Instance;
        }
        var formals = functional.Declaration.Formals;
        if (formals.Count != arguments.Count)
        {
            binder.Report(ShapeErrors.WrongNumberOfStates(functional.Declaration.Name.Name, formals.Count, arguments.Count, span, functional.Declaration.Name.Span));
            return UnknownValue.Instance;
        }
        var fields = arguments.Select(a => integrals.Field(a, scope)).ToArray();
        return fields.Any(f => f is null) ? UnknownValue.Instance : FunctionalBinder.Value(binder, functional, [.. fields.Select(f => f!)], span, scope);
    }

    /// <summary>x |> f.</summary>
    public Value Pipe(BinarySyntax b, Scope scope)
    {
        var right = b.Right;
        while (right is ParenthesisSyntax { Inner: NameSyntax or ApplySyntax or CallSyntax } p)
            right = p.Inner;
        return right switch
        {
            NameSyntax n => Call(n, [new ArgumentSyntax(null, b.Left, b.Left.Span)], b.Span, scope),
            ApplySyntax a => Call(a.Function, [.. a.Arguments.Select(x => new ArgumentSyntax(null, x, x.Span)), new ArgumentSyntax(null, b.Left, b.Left.Span)], b.Span, scope),
            CallSyntax c => Call(c.Target, [.. c.Arguments, new ArgumentSyntax(null, b.Left, b.Left.Span)], b.Span, scope),
            _ => Apply(binder.Bind(b.Right, scope), [new Argument(binder.Bind(b.Left, scope), b.Left.Span)], b.Span, scope),
        };
    }

    /// <summary>A function with its formals; evaluated anew at each application, symbolically where it is real.</summary>
    public FunctionValue Function(string name, Seq<ParameterSyntax> parameters, ExprSyntax body, Scope scope, bool isDeclared = false)
    {
        // One tuple alone is as many parameters as it has names.
        var spread = parameters is [{ IsTuple: true } only]
            ? [.. only.Names.Select(n => new ParameterSyntax([n], false, only.Span))]
            : parameters;
        var symbolic = spread.All(p => !p.IsTuple) ? Symbolic(name, [.. spread.Select(p => p.Names[0])], body, scope) : null;
        var isBroken = symbolic is null && isDeclared && IsBroken(spread, body, scope);
        var function = new FunctionValue(name, spread.Count, symbolic, (arguments, caller, at) =>
        {
            // Nothing is learnt by unfolding a body at an unknown, or one whose error is reported where it is declared; functions
            // that call functions would do so over and over.
            if (isBroken || symbolic is not null && arguments.Any(a => a.Value is UnknownValue))
                return UnknownValue.Instance;
            if (symbolic is not null && arguments.All(a => binder.AtPoint(a.Value, a.Span, caller) is RealValue))
                return new RealValue(Build.Apply(symbolic, [.. arguments.Select(a => ((RealValue)binder.AtPoint(a.Value, a.Span, caller)).Expr)]));
            var inner = scope with { Ambient = caller.Ambient ?? scope.Ambient, Reductions = caller.Reductions };
            for (var i = 0; i < spread.Count; i++)
            {
                var value = arguments[i].Value is FieldValue && caller.Ambient is not null
                    ? binder.AtPoint(arguments[i].Value, arguments[i].Span, caller)
                    : arguments[i].Value;
                inner = spread[i].IsTuple ? Spread(spread[i].Names, value, arguments[i].Span, inner) : inner.With(spread[i].Names[0], value);
            }
            return binder.Bind(body, inner);
        });
        // What is broken is silent at every point.
        return function with { IsField = function.IsField || isBroken, IsDeclared = isDeclared };
    }

    // Whether the body has an error whatever it is given: its own, or that of a definition it needs. DefinitionChecks reports it.
    private bool IsBroken(Seq<ParameterSyntax> parameters, ExprSyntax body, Scope scope)
    {
        var space = binder.Declarations.Spaces.ToArray() is [var only] ? only : null;
        if (space is null && SyntaxNames.In(body).Any(n => binder.Declarations.IsAxis(n.Name)))
            return false;
        var unknown = scope with { Ambient = space is null ? null : new Point(space, 0), Reductions = null };
        var symbols = unknown;
        foreach (var name in parameters.SelectMany(p => p.Names))
        {
            unknown = unknown.With(name, UnknownValue.Instance);
            symbols = symbols.With(name, new RealValue(Build.Symbol(name)));
        }
        Value? value = null;
        return binder.Declarations.Fails(() => binder.Bind(body, unknown))
            || parameters.All(p => !p.IsTuple) && !binder.Declarations.Fails(() => value = binder.Bind(body, symbols)) && value is UnknownValue;
    }

    // The body over symbols, where it is one real of them alone; anonymous functions are unfolded instead.
    private UserFunction? Symbolic(string name, Seq<string> formals, ExprSyntax body, Scope scope)
    {
        if (name == "fun")
            return null;
        var inner = scope with { Ambient = null, Reductions = null };
        var symbols = formals.Select(Build.Symbol).ToArray();
        for (var i = 0; i < formals.Count; i++)
            inner = inner.With(formals[i], new RealValue(symbols[i]));
        return binder.Declarations.Silently(() => binder.Real(body, inner)) is { } expr
            ? UserFunction.Of(name, [.. symbols.Cast<Symbol>()], expr)
            : null;
    }

    /// <summary>Binds the names of a tuple pattern to the components of a value.</summary>
    public Scope Spread(Seq<string> names, Value value, SourceSpan span, Scope scope)
    {
        if (value is VectorValue v && v.Components.Count == names.Count)
        {
            for (var i = 0; i < names.Count; i++)
                scope = scope.With(names[i], new RealValue(v.Components[i]));
            return scope;
        }
        if (value is not UnknownValue)
            binder.Report(ShapeErrors.NeedsReal(Shapes.Describe(value), span, $"what is taken apart into {names.Count} names"));
        foreach (var name in names)
            scope = scope.With(name, UnknownValue.Instance);
        return scope;
    }

    /// <summary>V' of a function of one variable, u' of a field in one dimension.</summary>
    public Value Prime(PrimeSyntax p, Scope scope)
    {
        var target = binder.Bind(p.Target, scope);
        switch (target)
        {
            case UnknownValue:
                return target;
            case FunctionValue { Arbitrary: { } f }:
                return (f with { Primes = f.Primes + 1 }).Value(binder, 1);
            case FunctionValue { Arity: 1, Symbolic: { } f }:
                var s = Build.Symbol("s");
                return f.Derivative([s], 0) is Symbolics.Apply { Function: UserFunction prime }
                    ? Named(prime)
                    : Named(UserFunction.Of(f.Name + "'", [(Symbol)s], f.Derivative([s], 0)));
            case FieldValue or RealValue when scope.Ambient is { Space.Dimension: 1 } && binder.AtPoint(target, p.Target.Span, scope) is RealValue r:
                return new RealValue(Derivatives.Gradient(r.Expr, scope.Ambient, 0));
            case FunctionValue { Arity: 1, Symbolic: null } when scope.Ambient is { Space.Dimension: 1 } point && binder.AtPoint(target, p.Target.Span, scope) is RealValue r:
                return new RealValue(Derivatives.Gradient(r.Expr, point, 0));
            case FieldValue { Space.Dimension: 1 } f:
                return f with { Name = f.Name + "'", State = null, At = point => f.At(point) is RealValue r ? new RealValue(Derivatives.Gradient(r.Expr, point, 0)) : UnknownValue.Instance };
            default:
                binder.Report(ShapeErrors.NoPrime(Shapes.Describe(target), p.Span));
                return UnknownValue.Instance;
        }
    }

    private FunctionValue Named(UserFunction f) =>
        new(f.Name, 1, f, (arguments, caller, at) =>
            binder.Real(arguments[0].Value, arguments[0].Span, caller, "an argument") is { } x ? new RealValue(Build.Apply(f, [x])) : UnknownValue.Instance);
}
