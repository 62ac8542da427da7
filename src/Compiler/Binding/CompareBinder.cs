using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Binds `compare` and computes the functional at each candidate.</summary>
internal static class CompareBinder
{
    /// <summary>The comparison, or null after an error; makes `T.line` known.</summary>
    public static CompareModel? Bind(ExpressionBinder binder, IntegralBinder integrals, CompareDecl declaration)
    {
        if (Formals.Named(binder, declaration.Functional) is not var (functional, key))
            return null;
        var text = binder.Declarations.Source.Slice(declaration.Functional.Span);
        var formals = functional.Declaration.Formals;
        if (formals is not [var formal])
        {
            binder.Report(ExtremalErrors.SeveralFormals(text, formals.Count, declaration.Functional.Span));
            return null;
        }
        if (Formals.Symbol(binder.Declarations, formal) is not { } symbol)
        {
            binder.Report(EnergyErrors.WhichDomain(declaration.Functional.Span, [.. binder.Declarations.Spaces.Select(s => s.Name)]));
            return null;
        }
        var known = new Dictionary<string, Expr>(StringComparer.Ordinal);
        if (!binder.Declarations.Compared.TryAdd(key, known))
        {
            binder.Report(ExtremalErrors.Twice("compared", key, declaration.Functional.Span));
            return null;
        }
        if (declaration.Candidates.Fields.Count == 0)
            binder.Report(ExtremalErrors.NoCandidates(declaration.Candidates.Span));
        var candidates = new List<CandidateModel>();
        foreach (var field in declaration.Candidates.Fields)
        {
            if (known.ContainsKey(field.Name.Name))
                binder.Report(ExtremalErrors.TwoCandidates(field.Name.Name, field.Name.Span));
            else if (One(binder, integrals, functional, text, symbol, field) is { } candidate)
            {
                candidates.Add(candidate);
                var name = $"{key}.{candidate.Name}";
                known[candidate.Name] = candidate.Value is { } value ? Build.Named(name, Build.Number(value)) : candidate.Energy;
            }
            else
                known[field.Name.Name] = 0;
        }
        return new CompareModel(text, [.. candidates], declaration.Span);
    }

    private static CandidateModel? One(ExpressionBinder binder, IntegralBinder integrals, FunctionalValue functional, string name, StateSymbol symbol, FieldSyntax field)
    {
        var domains = new Dictionary<Space, DomainModel>();
        Expr? energy;
        Func<bool, double>? end = null;
        if (Curve.Is(field.Value))
        {
            if (Curve.Bind(binder, field, symbol) is not { } curve
                || FunctionalBinder.Value(binder, functional, [FieldValue.Of(symbol)], field.Value.Span, Scope.For(Purpose.Energy)) is not RealValue { Expr: var formal })
                return null;
            domains[curve.Domain.Space] = curve.Domain;
            energy = curve.Along(formal, symbol);
            end = curve.Height;
        }
        else
        {
            var explicitField = Explicit.Field(binder, field.Value, symbol);
            if (binder.Real(explicitField.At(integrals.Fresh(symbol.Space)), field.Value.Span, Scope.For(Purpose.Definition), "a candidate") is null)
                return null;
            energy = FunctionalBinder.Value(binder, functional, [explicitField], field.Value.Span, Scope.For(Purpose.Energy)) is RealValue r ? r.Expr : null;
            if (symbol.Space.Dimension == 1 && binder.Declarations.DomainOf(symbol.Space) is { } domain)
                end = upper => Explicit.At(explicitField, upper ? domain.Axes[0].High : domain.Axes[0].Low);
        }
        if (energy is null)
            return null;
        if (end is not null)
            Ends(binder, symbol, field, end);
        var evaluation = new ClosedValue(s => domains.GetValueOrDefault(s) ?? binder.Declarations.DomainOf(s));
        double? value = evaluation.CanEvaluate(energy) ? evaluation.Of(energy) : null;
        if (value is null)
            binder.Declarations.Later.Add(NotYet.Runs("comparisons in more than one dimension, or with W2,", field.Value.Span));
        else if (double.IsNaN(value.Value))
        {
            binder.Report(ExtremalErrors.NoValue(name, field.Name.Name, field.Value.Span));
            return null;
        }
        return new CandidateModel(field.Name.Name, binder.Declarations.Source.Slice(field.Value.Span), energy, value, field.Value.Span);
    }

    // A candidate that misses a prescribed end is compared all the same, with a warning.
    private static void Ends(ExpressionBinder binder, StateSymbol symbol, FieldSyntax field, Func<bool, double> end)
    {
        var state = binder.Declarations.StateModelOf(symbol.Name) ?? (binder.Declarations.StateNames.ToArray() is [var one] ? binder.Declarations.StateModelOf(one) : null);
        foreach (var condition in state?.Boundary.Where(b => b.Kind == BoundaryKind.Dirichlet) ?? [])
        {
            var (wanted, found) = (Constants.Value(condition.Value), end(condition.IsUpper));
            if (Math.Abs(wanted - found) > 1e-9 * (1 + Math.Abs(wanted)))
                binder.Report(ExtremalErrors.MissesEnd(field.Name.Name, found, wanted, condition.IsUpper ? "right" : "left", field.Value.Span, condition.Span));
        }
    }
}
