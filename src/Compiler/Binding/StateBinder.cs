using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds states: their domain first, so that functionals can name them, then what they start from.</summary>
internal static class StateBinder
{
    private const double MostParticles = 1e7;

    /// <summary>The domain and symbol of a state, or null after an error.</summary>
    public static (StateSymbol Symbol, DomainModel Domain)? Declare(ExpressionBinder binder, StateDecl declaration)
    {
        var (name, factors, kind) = declaration.Kind switch
        {
            FieldKind k => (k.Domain, k.Factors, k.IsDensity ? StateKind.Density : StateKind.Field),
            PointKind k => ((NamedSpan?)k.Domain, [], StateKind.Point),
            ParticlesKind k => (k.Domain, [], StateKind.Particles),
            _ => (null, [], StateKind.Field),
        };
        DomainModel? domain;
        if (name is not null)
        {
            domain = binder.Declarations.Domain(name.Name) ?? Line(binder, name);
            if (domain is null && binder.Declarations.Find(name.Name) is not { Syntax: DomainDecl })
                binder.Report(NameErrors.Unknown("domain", name.Name, name.Span, binder.Declarations.Domains.Keys));
        }
        else
        {
            var span = factors.Aggregate(factors[0].Span, (s, f) => s.To(f.Span));
            domain = DomainBinder.Bind(binder, null, factors, [], span);
            if (domain is not null)
                binder.Declarations.Unnamed.Add(domain);
        }
        if (domain is null)
            return null;
        if (kind is StateKind.Field or StateKind.Density && domain.Axes.FirstOrDefault(a => double.IsInfinity(a.Length)) is { } endless)
        {
            binder.Report(DomainErrors.Unbounded(kind == StateKind.Field ? "field" : "density", declaration.Name.Name, declaration.Kind.Span, endless.Span));
            return null;
        }
        if (kind is StateKind.Field or StateKind.Density && domain.Axes.Count > 3)
        {
            binder.Report(DomainErrors.BadCount("axes at most for a grid", 3, domain.Axes.Count, declaration.Kind.Span));
            return null;
        }
        return (new StateSymbol(declaration.Name.Name, domain.Space, kind), domain);
    }

    /// <summary>The state with its initial value and conditions, or null after an error.</summary>
    public static StateModel? Bind(ExpressionBinder binder, StateDecl declaration, StateSymbol symbol, DomainModel domain)
    {
        if (symbol.Kind is StateKind.Point or StateKind.Particles)
        {
            var word = symbol.IsPoint ? "point" : "particle state";
            if (declaration.Conditions is [var condition, ..])
                binder.Report(DomainErrors.NoConditions(word, condition.Span, declaration.Kind.Span));
            if (declaration.Mass is { } mass)
                binder.Report(DomainErrors.MassOfField(mass.Span));
        }
        if (declaration.Initial is null)
        {
            binder.Report(DomainErrors.NoInitialValue(symbol.Name, declaration.Name.Span));
            return null;
        }
        return symbol.Kind switch
        {
            StateKind.Point => PointState(binder, declaration, symbol, domain),
            StateKind.Particles => ParticleState(binder, declaration, symbol, domain),
            _ => GridState(binder, declaration, symbol, domain),
        };
    }

    // `point in real`: the line without a name.
    private static DomainModel? Line(ExpressionBinder binder, NamedSpan name)
    {
        if (name.Name != "real" || binder.Declarations.Find("real") is not null)
            return null;
        var line = DomainBinder.Bind(binder, "real", [new RealFactor(1, name.Span)], [], name.Span);
        if (line is not null && binder.Declarations.Unnamed.FirstOrDefault(d => d.Space == line.Space) is { } known)
            return known;
        if (line is not null)
            binder.Declarations.Unnamed.Add(line);
        return line;
    }

    private static StateModel? PointState(ExpressionBinder binder, StateDecl declaration, StateSymbol symbol, DomainModel domain)
    {
        var d = domain.Axes.Count;
        var syntax = declaration.Initial!;
        var value = binder.Bind(syntax, Scope.For(Purpose.Data));
        Seq<Expr>? position = value switch
        {
            RealValue r when d == 1 => [r.Expr],
            VectorValue v when v.Components.Count == d => v.Components,
            _ => null,
        };
        if (value is UnknownValue)
            return null;
        if (position is null || position.Value.Any(e => !double.IsFinite(Constants.Value(e))))
        {
            var got = position is null ? Shapes.Describe(value) : "not a number";
            binder.Report(DomainErrors.WrongStart(d == 1 ? "a number" : $"a vector of {d} numbers", symbol.Name, got, domain.Space.Axes, syntax.Span));
            return null;
        }
        return new StateModel(symbol, domain, MassRule.AsGiven, 1, 0, syntax.Span, [], declaration.Name.Span) { Position = position.Value };
    }

    private static StateModel? ParticleState(ExpressionBinder binder, StateDecl declaration, StateSymbol symbol, DomainModel domain)
    {
        var kind = (ParticlesKind)declaration.Kind;
        if (Constants.Number(binder, kind.Count, Scope.For(Purpose.Constant), "the number of particles") is not { } count)
            return null;
        if (!(count >= 1 && count <= MostParticles) || count != Math.Floor(count))
        {
            binder.Report(DomainErrors.BadCountOfParticles(count, kind.Count.Span));
            return null;
        }
        var syntax = declaration.Initial!;
        var box = domain.Axes.Any(a => double.IsInfinity(a.Length)) ? null
            : ((Seq<double>, Seq<double>)?)([.. domain.Axes.Select(a => a.Low)], [.. domain.Axes.Select(a => a.High)]);
        DistributionModel? distribution = Given(binder, syntax, (int)count, domain.Axes.Count, declaration.Kind.Span)
            ?? (DistributionModel?)DistributionBinder.Bind(binder, syntax, domain.Axes.Count, box);
        if (distribution is null)
        {
            if (!binder.Declarations.HasErrors)
                binder.Report(DomainErrors.NoDistribution(symbol.Name, syntax.Span));
            return null;
        }
        return new StateModel(symbol, domain, MassRule.Scaled, 1, 0, syntax.Span, [], declaration.Name.Span) { Distribution = distribution, Count = (int)count };
    }

    // from NAME: the rows of a table, one a particle.
    private static GivenPoints? Given(ExpressionBinder binder, ExprSyntax syntax, int count, int dimension, SourceSpan kind)
    {
        if (syntax is not ApplySyntax { Function: NameSyntax { Name: "from" }, Arguments: [NameSyntax name] } || binder.Declarations.Find(name.Name) is not { Syntax: DataDecl }
            || binder.Declarations.ValueOf(name.Name, name.Span, Scope.For(Purpose.Constant), binder) is not DataValue data)
            return null;
        if (data.Rows == count && data.Columns.Count == dimension)
            return new GivenPoints(new DataModel(data.Name, data.Columns));
        binder.Report(data.Columns.Count != dimension
            ? DataErrors.DoNotFit(data.Name, $"rows of {DataErrors.Count(data.Columns.Count, "number")}", DataErrors.Count(dimension, "coordinate"), name.Span, kind)
            : DataErrors.DoNotFit(data.Name, DataErrors.Count(data.Rows, "row"), DataErrors.Count(count, "row"), name.Span, kind));
        return null;
    }

    private static StateModel? GridState(ExpressionBinder binder, StateDecl declaration, StateSymbol symbol, DomainModel domain)
    {
        var point = new Point(domain.Space, 0);
        var scope = Scope.For(Purpose.Data, point);
        var rule = symbol.IsDensity ? MassRule.Scaled : MassRule.AsGiven;
        var mass = 1.0;
        if (declaration.Mass is { } given)
        {
            if (!symbol.IsDensity)
                binder.Report(DomainErrors.MassOfField(given.Span));
            else if (given is NameSyntax { Name: "initial" } && binder.Declarations.Find("initial") is null)
                rule = MassRule.AsGiven;
            else if (Constants.Number(binder, given, scope, "a mass") is { } value)
            {
                mass = value;
                if (!(value > 0) || double.IsInfinity(value))
                    binder.Report(DomainErrors.BadMass(value, given.Span));
            }
        }
        binder.Declarations.Starting = symbol.Name;
        var initial = binder.Real(declaration.Initial!, scope, "an initial value");
        binder.Declarations.Starting = null;
        var (boundary, robin) = BoundaryBinder.Bind(binder, declaration, symbol, domain);
        var constraints = BoundaryBinder.Constraints(binder, declaration, symbol, domain);
        if (initial is null)
            return null;
        StartChecks.Check(binder, symbol, domain, initial, declaration.Initial!.Span, declaration.Name.Span);
        return new StateModel(symbol, domain, rule, mass, initial, declaration.Initial.Span, boundary, declaration.Name.Span) { Robin = robin, Constraints = constraints, Given = [.. binder.Declarations.GivenFields] };
    }
}
