using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Binds states: their domain first, so that functionals can name them, then what they start from.</summary>
internal static class StateBinder
{
    /// <summary>The domain and symbol of a state, or null after an error or for a kind that does not run yet.</summary>
    public static (StateSymbol Symbol, DomainModel Domain)? Declare(ExpressionBinder binder, StateDecl declaration)
    {
        if (declaration.Kind is not FieldKind kind)
        {
            binder.Report(NotYet.Runs(declaration.Kind is PointKind ? "point states" : "particle states", declaration.Kind.Span));
            return null;
        }
        DomainModel? domain;
        if (kind.Domain is { } name)
        {
            domain = binder.Declarations.Domain(name.Name);
            if (domain is null && binder.Declarations.Find(name.Name) is not { Syntax: DomainDecl })
                binder.Report(NameErrors.Unknown("domain", name.Name, name.Span, binder.Declarations.Domains.Keys));
        }
        else
        {
            var span = kind.Factors.Aggregate(kind.Factors[0].Span, (s, f) => s.To(f.Span));
            domain = DomainBinder.Bind(binder, null, kind.Factors, [], span);
            if (domain is not null)
                binder.Declarations.Unnamed.Add(domain);
        }
        return domain is null ? null : (new StateSymbol(declaration.Name.Name, domain.Space, kind.IsDensity), domain);
    }

    /// <summary>The state with its initial value and conditions, or null after an error.</summary>
    public static StateModel? Bind(ExpressionBinder binder, StateDecl declaration, StateSymbol symbol, DomainModel domain)
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
        Expr? initial;
        if (declaration.Initial is null)
        {
            binder.Report(DomainErrors.NoInitialValue(symbol.Name, declaration.Name.Span));
            return null;
        }
        initial = declaration.Initial is NameSyntax { Name: "uniform" } && binder.Declarations.Find("uniform") is null
            ? ((RealValue)InitialForms.Uniform(binder, point)).Expr
            : binder.Real(declaration.Initial, scope, "an initial value");
        var boundary = BoundaryBinder.Bind(binder, declaration, symbol, domain);
        if (initial is not null)
            StartChecks.Check(binder, symbol, domain, initial, declaration.Initial.Span, declaration.Name.Span);
        return initial is null ? null
            : new StateModel(symbol, domain, rule, mass, initial, declaration.Initial.Span, boundary, declaration.Name.Span);
    }
}
