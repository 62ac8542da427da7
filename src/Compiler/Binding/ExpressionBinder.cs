using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>
/// Finds what an expression means by evaluating it symbolically: functions are unfolded, fields become values at the ambient
/// point, integrals bind fresh points. Reports every independent error; what is broken becomes <see cref="UnknownValue"/>.
/// </summary>
internal sealed class ExpressionBinder
{
    private readonly ArithmeticBinder _arithmetic;
    private readonly ApplicationBinder _application;
    private readonly IntegralBinder _integral;

    public ExpressionBinder(Declarations declarations)
    {
        Declarations = declarations;
        _arithmetic = new ArithmeticBinder(this);
        _integral = new IntegralBinder(this);
        _application = new ApplicationBinder(this, _integral);
    }

    /// <summary>The program's names, and where diagnostics go.</summary>
    public Declarations Declarations { get; }

    /// <summary>The value of an expression; fields, functions and functionals stay what they are.</summary>
    public Value Bind(ExprSyntax syntax, Scope scope) => !Declarations.Spend(syntax.Span) ? UnknownValue.Instance : syntax switch
    {
        NumberSyntax n => new RealValue(Rational.TryParse(n.Text, out var value) ? Build.Number(value) : Build.Infinity),
        StringSyntax s => new TextValue(s.Value),
        NameSyntax n => Name(n, scope),
        ParenthesisSyntax p => Bind(p.Inner, scope),
        TupleSyntax t => Tuple(t, scope),
        ListSyntax l => new ListValue([.. l.Items.Select(item => Bind(item, scope))]),
        RangeSyntax r => RangeBinder.Bind(this, r, scope),
        NormSyntax n => _arithmetic.Norm(Bind(n.Inner, scope), n, scope),
        PrimeSyntax p => _application.Prime(p, scope),
        MemberSyntax m => Member(m, scope),
        CallSyntax or ApplySyntax or BracketSyntax => _application.Bind(syntax, scope),
        NegateSyntax or BinarySyntax { Operator: BinaryOperator.Add or BinaryOperator.Subtract } => _arithmetic.Sum(syntax, scope),
        BinarySyntax { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } => _arithmetic.Product(syntax, scope),
        BinarySyntax { Operator: BinaryOperator.Power } b => _arithmetic.Power(b, scope),
        BinarySyntax { Operator: BinaryOperator.Dot } b => _arithmetic.Dot(Bind(b.Left, scope), b.Left.Span, Bind(b.Right, scope), b.Right.Span, b.OperatorSpan, scope),
        BinarySyntax { Operator: BinaryOperator.Pipe } b => _application.Pipe(b, scope),
        BinarySyntax or BetweenSyntax or NotSyntax => new BooleanValue(ConditionBinder.Bind(this, syntax, scope)),
        FunSyntax f => _application.Function("fun", f.Parameters, f.Body, scope),
        IfSyntax i => If(i, scope),
        IntSyntax i => _integral.Bind(i, scope),
        LetInSyntax l => LetIn(l, scope),
        AverageSyntax a => AverageBinder.Bind(this, a, scope),
        _ => UnknownValue.Instance,
    };

    /// <summary>A real number: fields are taken at the ambient point, functions of the coordinates too. Null after an error.</summary>
    /// <param name="syntax">The expression.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="what">Names it in a message: "the mobility".</param>
    public Expr? Real(ExprSyntax syntax, Scope scope, string what = "this") => Real(Bind(syntax, scope), syntax.Span, scope, what);

    /// <summary>As <see cref="Real(ExprSyntax, Scope, string)"/>, of a value already bound.</summary>
    public Expr? Real(Value value, SourceSpan span, Scope scope, string what = "this")
    {
        switch (AtPoint(value, span, scope))
        {
            case RealValue r:
                return r.Expr;
            case UnknownValue:
                return null;
            case FunctionValue f:
                Report(ShapeErrors.MissingArguments(f.Name, f.Arity, span));
                return null;
            case FunctionalValue f:
                Report(ShapeErrors.NeedsStates(f.Declaration.Name.Name, FormalList(f), span, "a functional, where a number is needed"));
                return null;
            case var other:
                Report(ShapeErrors.NeedsReal(Shapes.Describe(other), span, what));
                return null;
        }
    }

    /// <summary>Fields become their value at the ambient point; so do functions of as many reals as the point has coordinates.</summary>
    public Value AtPoint(Value value, SourceSpan span, Scope scope)
    {
        switch (value)
        {
            case FieldValue { State.IsPoint: true } f:
                return f.At(new Point(f.Space, 0));
            case FieldValue f when scope.Ambient is { } point && point.Space.Inside == f.Space:
                return f.At(point);
            case FieldValue f:
                var without = NameErrors.WithoutPoint(f.Name, true, scope.Reductions is not null, span);
                Report(scope.Ambient is null ? without : without
                    .Note($"`{f.Name}` lives on {f.Space.Name}, this expression on {scope.Ambient.Space.Name}"));
                return UnknownValue.Instance;
            case FunctionalValue f when scope.Purpose == Purpose.Watch:
                return FunctionalBinder.AtOwnStates(this, f, [], span, scope);
            case FunctionValue { Symbolic: not null } f when scope.Ambient is { } point && (f.Arity == point.Space.Dimension || f.Arity == 1):
                return AtPoint(_application.Apply(f, [new Argument(Position(point), span)], span, scope), span, scope);
            case FunctionValue { IsField: true } f when scope.Ambient is { } point && (f.Arity == point.Space.Dimension || f.Arity == 1):
                return AtPoint(_application.Apply(f, [new Argument(Position(point), span)], span, scope), span, scope);
            case FunctionValue { IsDeclared: true } f when scope.Ambient is { } point && (f.Arity == point.Space.Dimension || f.Arity == 1)
                && Declarations.Silently(() => _application.Apply(f, [new Argument(Position(point), span)], span, scope)) is { } there and (RealValue or VectorValue or ListValue or MatrixValue):
                return there is RealValue r ? new RealValue(LetBinder.AsFunction(f.Name, r.Expr, point)) : AtPoint(there, span, scope);
            case ListValue l when Matrices.IsMatrix(l):
                return Matrices.Of(this, l, span, scope);
            default:
                return value;
        }
    }

    /// <summary>The position of a point: a real in one dimension, else a vector.</summary>
    public static Value Position(Point point) => Vector([.. Enumerable.Range(0, point.Space.Dimension).Select(axis => Build.Coordinate(point, axis))], point.Space);

    /// <summary>A vector; one component alone is a real.</summary>
    /// <param name="components">One an axis.</param>
    /// <param name="of">The space whose coordinate names the components answer to, or null.</param>
    public static Value Vector(Seq<Expr> components, Space? of = null) =>
        components.Count == 1 ? new RealValue(components[0]) : new VectorValue(components) { Of = of };

    /// <summary>Applies a function, field or functional to arguments already bound.</summary>
    public Value Apply(Value target, Seq<Argument> arguments, SourceSpan span, Scope scope) => _application.Apply(target, arguments, span, scope);

    /// <summary>Adds a diagnostic.</summary>
    public void Report(Language.Diagnostics.Diagnostic diagnostic) => Declarations.Report(diagnostic);

    /// <summary>The formals of a functional as one would write them.</summary>
    public static string FormalList(FunctionalValue f) => string.Join(", ", f.Declaration.Formals.Select(x => x.Name));

    private Value Name(NameSyntax n, Scope scope)
    {
        if (scope.Locals.TryGetValue(n.Name, out var local))
            return local;
        var declared = Declarations.Find(n.Name);
        if (scope.Ambient is { } point && AxisOf(point.Space, n.Name) is { } axis)
        {
            if (declared is { IsOpened: false } clash)
                Report(NameErrors.CoordinateAndDeclaration(n.Name, n.Span, clash.Span));
            return new RealValue(Build.Coordinate(point, axis));
        }
        if (declared is not null && !(n.Name == "t" && declared.Value.IsOpened))
            return Declarations.ValueOf(n.Name, n.Span, scope, this);
        if (n.Name == "t")
        {
            if (scope.Purpose != Purpose.Constant)
                return new RealValue(Build.Time);
            Report(NameErrors.TimeInConstant(n.Span));
            return UnknownValue.Instance;
        }
        if (BuiltIns.Value(n.Name, this) is { } builtIn)
            return builtIn;
        if (n.Name == "uniform")
            return InitialForms.Bind(this, n.Name, [], n.Span, scope);
        if (Declarations.IsAxis(n.Name))
            Report(NameErrors.WithoutPoint(n.Name, false, false, n.Span));
        else if (Declarations.HasArbitraryNames)
            return new Arbitrary(n.Name, 0).Value(this, Declarations.Spaces.First().Dimension);
        else
            Report(NameErrors.UnknownName(n.Name, n.Span, Declarations.Names.Concat(scope.Locals.Keys).Concat(scope.Ambient is { } p ? p.Space.Axes : []), BuiltIns.Names));
        return UnknownValue.Instance;
    }

    private static int? AxisOf(Space space, string name)
    {
        for (var axis = 0; axis < space.Dimension; axis++)
            if (space.Axes[axis] == name)
                return axis;
        return null;
    }

    private Value Tuple(TupleSyntax t, Scope scope)
    {
        var components = t.Items.Select(item => Real(item, scope, "a component")).ToArray();
        return components.Any(c => c is null) ? UnknownValue.Instance : new VectorValue([.. components.Select(c => c!)]);
    }

    private Value Member(MemberSyntax m, Scope scope)
    {
        if (scope.Purpose == Purpose.Watch && m.Target is NameSyntax t && !scope.Locals.ContainsKey(t.Name) && Declarations.Find(t.Name) is { Syntax: FunctionalDecl })
            return Candidate(t.Name, m);
        var target = AtPoint(Bind(m.Target, scope), m.Target.Span, scope);
        var named = (target as VectorValue)?.Of ?? scope.Ambient?.Space;
        var index = named is not null && AxisOf(named, m.Name) is { } axis ? axis : m.Name switch { "x" => 0, "y" => 1, "z" => 2, _ => -1 };
        switch (target)
        {
            case UnknownValue:
                return target;
            case VectorValue v when index >= 0 && index < v.Components.Count:
                return new RealValue(v.Components[index]);
            case RealValue when index == 0:
                return target;
            default:
                Report(NameErrors.NoMember(m.Name, Shapes.Describe(target), target is VectorValue known ? known.Components.Count : 0, m.NameSpan));
                return UnknownValue.Instance;
        }
    }

    // T.line, after compare T over { line = … }.
    private Value Candidate(string functional, MemberSyntax m)
    {
        var known = Declarations.Compared.GetValueOrDefault(functional);
        if (known is not null && known.TryGetValue(m.Name, out var value))
            return new RealValue(value);
        Report(ExtremalErrors.NoCandidate(functional, m.Name, m.NameSpan, known is null ? [] : known.Keys));
        return UnknownValue.Instance;
    }

    private Value If(IfSyntax i, Scope scope)
    {
        var condition = ConditionBinder.Bind(this, i.Condition, scope);
        var then = AtPoint(Bind(i.Then, scope), i.Then.Span, scope);
        var otherwise = AtPoint(Bind(i.Else, scope), i.Else.Span, scope);
        switch (then, otherwise)
        {
            case (RealValue a, RealValue b):
                return new RealValue(Build.If(condition, a.Expr, b.Expr));
            case (VectorValue a, VectorValue b) when a.Components.Count == b.Components.Count:
                return new VectorValue([.. a.Components.Zip(b.Components, (x, y) => Build.If(condition, x, y))]);
            case (MatrixValue a, MatrixValue b) when Matrices.AreAlike(a, b):
                return Matrices.Entrywise(a, b, (x, y) => Build.If(condition, x, y));
            case (UnknownValue, _) or (_, UnknownValue):
                return UnknownValue.Instance;
            default:
                Report(ShapeErrors.CannotCombine("choose between", i.Span, Shapes.Describe(then), i.Then.Span, Shapes.Describe(otherwise), i.Else.Span, null));
                return UnknownValue.Instance;
        }
    }

    private Value LetIn(LetInSyntax l, Scope scope)
    {
        if (l.IsDraw)
        {
            Report(NotYet.Runs("random draws in an energy", l.Span));
            return UnknownValue.Instance;
        }
        if (l.Pattern.Parameters.Count > 0)
            return Bind(l.Body, scope.With(l.Pattern.Names[0], _application.Function(l.Pattern.Names[0], l.Pattern.Parameters, l.Value, scope) with { IsDeclared = true }));
        var value = Bind(l.Value, scope);
        if (!l.Pattern.IsTuple)
            return Bind(l.Body, scope.With(l.Pattern.Names[0], value));
        return Bind(l.Body, _application.Spread(l.Pattern.Names, AtPoint(value, l.Value.Span, scope), l.Value.Span, scope));
    }
}
