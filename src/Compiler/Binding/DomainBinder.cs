using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds domains: products of bounded intervals.</summary>
internal static class DomainBinder
{
    private static readonly string[] Usual = ["x", "y", "z"];

    /// <summary>The domain of a list of factors, or null after an error.</summary>
    /// <param name="binder">Binds the ends.</param>
    /// <param name="name">Its name, or null for one written in place.</param>
    /// <param name="factors">The factors.</param>
    /// <param name="coordinates">The coordinates' names, or none.</param>
    /// <param name="span">Where it is written.</param>
    public static DomainModel? Bind(ExpressionBinder binder, string? name, Seq<FactorSyntax> factors, Seq<NamedSpan> coordinates, SourceSpan span)
    {
        var axes = new List<AxisModel>();
        foreach (var factor in factors)
        {
            switch (factor)
            {
                case IntervalFactor f:
                    var low = Constants.Number(binder, f.Low, Scope.For(Purpose.Constant), "the end of an interval");
                    var high = Constants.Number(binder, f.High, Scope.For(Purpose.Constant), "the end of an interval");
                    if (low is not { } a || high is not { } b)
                        return null;
                    if (!(a < b) || !(Math.Max(Math.Abs(a), Math.Abs(b)) <= 1e100) || !(b - a > 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b))))
                    {
                        binder.Report(DomainErrors.EmptyInterval(a, b, f.Span));
                        return null;
                    }
                    axes.Add(new AxisModel("", a, b, f.IsPeriodic, f.Span));
                    break;
                case RealFactor:
                    binder.Report(NotYet.Runs("unbounded domains", factor.Span));
                    return null;
                default:
                    binder.Report(NotYet.Runs("radial domains", factor.Span));
                    return null;
            }
        }
        if (axes.Count > 3)
        {
            binder.Report(NotYet.Runs("grids of more than three dimensions", span));
            return null;
        }
        if (coordinates.Count > 0 && coordinates.Count != axes.Count)
        {
            binder.Report(DomainErrors.BadCount("coordinate names", axes.Count, coordinates.Count, coordinates[0].Span.To(coordinates[^1].Span)));
            return null;
        }
        var names = coordinates.Count > 0 ? coordinates.Select(c => c.Name).ToArray() : Usual[..axes.Count];
        var space = new Space(name ?? binder.Declarations.Source.Slice(span), [.. names]);
        return new DomainModel(space, [.. axes.Select((axis, i) => axis with { Name = names[i] })], span);
    }
}
