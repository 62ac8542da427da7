using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>The minimisations, comparisons and variations of a program.</summary>
internal sealed record ExtremalBinder(MinimizeModel? Minimize, Seq<CompareModel> Compares, Seq<VaryModel> Varies)
{
    /// <summary>Binds them all: before what is watched, which may speak of their values.</summary>
    public static ExtremalBinder Bind(ExpressionBinder binder, Seq<DeclSyntax> syntax, Overrides overrides)
    {
        var integrals = new IntegralBinder(binder);
        var aims = syntax.Where(d => d is SolveDecl or MinimizeDecl).ToArray();
        if (aims.Length > 1 && aims.Any(d => d is MinimizeDecl))
            binder.Report(ExtremalErrors.TwoAims(aims[1].Span, aims[0].Span));
        MinimizeModel? minimize = null;
        foreach (var d in syntax.OfType<MinimizeDecl>())
        {
            minimize = MinimizeBinder.Bind(binder, d, overrides) ?? minimize;
            binder.Declarations.Later.Add(NotYet.Runs("`minimize`", d.Span));
        }
        return new ExtremalBinder(minimize,
            [.. syntax.OfType<CompareDecl>().Select(d => CompareBinder.Bind(binder, integrals, d)).OfType<CompareModel>()],
            [.. syntax.OfType<VaryDecl>().Select(d => VaryBinder.Bind(binder, integrals, d)).OfType<VaryModel>()]);
    }

    /// <summary>The values of the candidates and the slopes are recorded as if they were observed.</summary>
    public IEnumerable<ObservableModel> Observables() =>
        Compares.SelectMany(c => c.Candidates.Where(k => k.Value is not null).Select(k => Observed($"{c.Name}.{k.Name}", k.Value!.Value, k.Span)))
            .Concat(Varies.Where(v => v.Slope.Value is not null).Select(v => Observed($"slope {v.Name}", v.Slope.Value!.Value, v.Span)));

    private static ObservableModel Observed(string name, double value, Language.Text.SourceSpan span) =>
        new(name, new Quantity(Build.Named(name, Build.Number(value)), []), null, span);
}
