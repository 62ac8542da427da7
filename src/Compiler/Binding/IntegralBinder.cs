using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds integrals: over the ambient domain, over points named by `fun`, convolutions and masses.</summary>
internal sealed class IntegralBinder(ExpressionBinder binder)
{
    /// <summary>int e, int (fun x y -> e), int e over D.</summary>
    public Value Bind(IntSyntax syntax, Scope scope)
    {
        if (scope.Purpose is Purpose.Constant or Purpose.Definition && binder.Declarations.Domains.Count == 0)
        {
            binder.Report(EnergyErrors.WhichDomain(syntax.KeywordSpan, []));
            return UnknownValue.Instance;
        }
        var space = syntax.Over switch
        {
            { } over when binder.Declarations.Side(over) => Side(over, syntax, scope),
            { } name => Named(name, syntax),
            null => SpaceOf(syntax.Body, scope, syntax.KeywordSpan),
        };
        if (space is null)
            return UnknownValue.Instance;
        var body = Inner(syntax.Body);
        if (body is FunSyntax function)
            return OverPoints(function, space, scope);
        var point = Fresh(space);
        var integrand = binder.Real(syntax.Body, scope with { Ambient = point }, "an integrand");
        if (integrand is null)
            return UnknownValue.Instance;
        Summands.Check(binder, syntax, integrand, point, scope with { Ambient = point });
        return new RealValue(Build.Integral(point, integrand));
    }

    /// <summary>A point that nothing else mentions.</summary>
    public Point Fresh(Space space) => new(space, binder.Declarations.NextPoint());

    private Value OverPoints(FunSyntax function, Space space, Scope scope)
    {
        var inner = scope;
        var points = new List<Point>();
        foreach (var parameter in function.Parameters)
        {
            var point = Fresh(space);
            points.Add(point);
            if (parameter.IsTuple && parameter.Names.Count != space.Dimension)
            {
                binder.Report(Names(parameter, space));
                return UnknownValue.Instance;
            }
            for (var i = 0; i < parameter.Names.Count; i++)
                inner = inner.With(parameter.Names[i], parameter.IsTuple ? new RealValue(Build.Coordinate(point, i)) : ExpressionBinder.Position(point));
        }
        // A lone point without another around it is where fields without an argument are taken.
        if (scope.Ambient is null && points.Count == 1)
            inner = inner with { Ambient = points[0] };
        var body = binder.Real(function.Body, inner, "an integrand");
        if (body is null)
            return UnknownValue.Instance;
        for (var k = points.Count - 1; k >= 0; k--)
            body = Build.Integral(points[k], body);
        return new RealValue(body);
    }

    private static Language.Diagnostics.Diagnostic Names(ParameterSyntax parameter, Space space) =>
        ShapeErrors.TooManyArguments("a point", space.Dimension, parameter.Names.Count, parameter.Span)
            .Help($"two points are written `fun {string.Join(' ', parameter.Names)} -> …`, one point by its coordinates in parentheses");

    /// <summary>conv W e: ∫ W(x − y) e(y) dy, nearest image on periodic axes.</summary>
    public Value Convolve(ArgumentSyntax kernel, ArgumentSyntax density, SourceSpan span, Scope scope)
    {
        var field = Field(density.Value, scope);
        if (field is null)
            return UnknownValue.Instance;
        if (scope.Ambient is not { } x)
        {
            binder.Report(NameErrors.WithoutPoint("conv", false, false, span));
            return UnknownValue.Instance;
        }
        var y = Fresh(field.Space);
        var w = binder.Real(binder.Apply(binder.Bind(kernel.Value, scope), [new Argument(ExpressionBinder.Vector(Difference(x, y)), kernel.Span)], span, scope), kernel.Span, scope, "a kernel");
        var value = binder.Real(field.At(y), density.Span, scope, "what is convolved");
        return w is null || value is null ? UnknownValue.Instance : new RealValue(Build.Integral(y, w * value));
    }

    /// <summary>x − y, on periodic axes to the nearest image.</summary>
    public Seq<Expr> Difference(Point x, Point y)
    {
        var axes = binder.Declarations.DomainOf(x.Space)?.Axes;
        var difference = new List<Expr>();
        for (var i = 0; i < x.Space.Dimension; i++)
        {
            var d = Build.Coordinate(x, i) - Build.Coordinate(y, i);
            if (axes is { } known && known[i].IsPeriodic)
                d -= Build.Number(known[i].Length) * Build.Apply(Functions.FunctionCatalog.Find("floor")!, [d / Build.Number(known[i].Length) + Build.Number(new Rational(1, 2))]);
            difference.Add(d);
        }
        return [.. difference];
    }

    /// <summary>∫ of a field over its domain.</summary>
    public Value Mass(ArgumentSyntax argument, Scope scope)
    {
        if (Field(argument.Value, scope) is not { } field)
            return UnknownValue.Instance;
        var point = Fresh(field.Space);
        return binder.Real(field.At(point), argument.Span, scope, "a mass") is { } body ? new RealValue(Build.Integral(point, body)) : UnknownValue.Instance;
    }

    /// <summary>An expression as a field: a state by its name, anything else evaluated at whatever point is asked for.</summary>
    public FieldValue? Field(ExprSyntax syntax, Scope scope)
    {
        if (Inner(syntax) is NameSyntax name && (scope.Locals.GetValueOrDefault(name.Name) ?? binder.Declarations.State(name.Name)) is FieldValue field)
            return field;
        return SpaceOf(syntax, scope, syntax.Span) is not { } space
            ? null
            : new FieldValue(binder.Declarations.Source.Slice(syntax.Span), space, null,
                point => binder.Real(syntax, scope with { Ambient = point }) is { } e ? new RealValue(e) : UnknownValue.Instance);
    }

    // ∫ over a side of the domain that is meant, or over all of its boundary.
    private Space? Side(string side, IntSyntax syntax, Scope scope)
    {
        if (SpaceOf(syntax.Body, scope, syntax.KeywordSpan) is not { } space)
            return null;
        var at = new SourceSpan(syntax.Span.End - side.Length, side.Length);
        return binder.Declarations.DomainOf(space) is not { } domain || BoundaryBinder.Sides(binder, new NamedSpan(side, at), at, domain).Any()
            ? new Space(space.Name, space.Axes) { Measure = new SideMeasure(space, side) }
            : null;
    }

    /// <summary>As <see cref="Field"/>, of any shape: the gradient of a state at another point.</summary>
    public Value WholeField(ExprSyntax syntax, Scope scope) => SpaceOf(syntax, scope, syntax.Span) is not { } space
        ? UnknownValue.Instance
        : new FieldValue(binder.Declarations.Source.Slice(syntax.Span), space, null,
            point => binder.AtPoint(binder.Bind(syntax, scope with { Ambient = point }), syntax.Span, scope with { Ambient = point }));

    private Space? Named(string name, IntSyntax syntax)
    {
        if (binder.Declarations.Domain(name) is { } domain)
            return domain.Space;
        if (binder.Declarations.Unnamed.FirstOrDefault(d => d.Space.Name == name) is { } unnamed)
            return unnamed.Space;
        binder.Report(NameErrors.Unknown("domain", name, new SourceSpan(syntax.Span.End - name.Length, name.Length), binder.Declarations.Domains.Keys));
        return null;
    }

    /// <summary>The domain of the states that an expression mentions, else the program's only one.</summary>
    public Space? SpaceOf(ExprSyntax syntax, Scope scope, SourceSpan at)
    {
        var mentioned = SyntaxNames.In(syntax)
            .Select(n => scope.Locals.TryGetValue(n.Name, out var local) ? local : binder.Declarations.State(n.Name))
            .OfType<FieldValue>().Where(IsSpread).Select(f => f.Space).Distinct().ToArray();
        if (mentioned.Length == 0)
            mentioned = [.. scope.Locals.Values.OfType<FieldValue>().Where(IsSpread).Select(f => f.Space).Distinct()];
        if (mentioned.Length == 0 && scope.Ambient is { } ambient)
            mentioned = [ambient.Space];
        if (mentioned.Length == 0)
            mentioned = [.. binder.Declarations.Spaces];
        if (mentioned.Length == 1)
            return mentioned[0];
        binder.Report(EnergyErrors.WhichDomain(at, [.. mentioned.Select(s => s.Name)]));
        return null;
    }

    // A point state has no values to integrate.
    private static bool IsSpread(FieldValue field) => field.State is not { IsPoint: true };

    private static ExprSyntax Inner(ExprSyntax syntax)
    {
        while (syntax is ParenthesisSyntax p)
            syntax = p.Inner;
        return syntax;
    }
}
