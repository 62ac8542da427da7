using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds domains: products of intervals, periodic intervals and lines; balls and shells of radial functions.</summary>
internal static class DomainBinder
{
    private static readonly string[] Usual = ["x", "y", "z"];

    // Points and particles may live in many dimensions; every coordinate is a symbol of its own.
    private const int MostAxes = 1000;

    /// <summary>The domain of a list of factors, or null after an error.</summary>
    /// <param name="binder">Binds the ends.</param>
    /// <param name="name">Its name, or null for one written in place.</param>
    /// <param name="factors">The factors.</param>
    /// <param name="coordinates">The coordinates' names, or none.</param>
    /// <param name="span">Where it is written.</param>
    public static DomainModel? Bind(ExpressionBinder binder, string? name, Seq<FactorSyntax> factors, Seq<NamedSpan> coordinates, SourceSpan span)
    {
        var axes = new List<AxisModel>();
        var measure = Measure.Volume;
        foreach (var factor in factors)
        {
            switch (factor)
            {
                case IntervalFactor f:
                    if (Interval(binder, f.Low, f.High, f.Span) is not var (a, b))
                        return null;
                    axes.Add(new AxisModel("", a, b, f.IsPeriodic, f.Span));
                    break;
                case RealFactor f:
                    if (axes.Count + f.Dimension > MostAxes)
                    {
                        binder.Report(DomainErrors.BadCount("coordinates at most", MostAxes, axes.Count + f.Dimension, f.Span));
                        return null;
                    }
                    axes.AddRange(Enumerable.Repeat(new AxisModel("", double.NegativeInfinity, double.PositiveInfinity, false, f.Span), f.Dimension));
                    break;
                case RadialFactor f:
                    if (factors.Count > 1)
                    {
                        binder.Report(DomainErrors.RadialAlone(f.Span));
                        return null;
                    }
                    if (Interval(binder, f.Low, f.High, f.Span) is not var (low, high))
                        return null;
                    if (low < 0)
                    {
                        binder.Report(DomainErrors.BadRadius(low, f.Span));
                        return null;
                    }
                    axes.Add(new AxisModel("", low, high, false, f.Span));
                    measure = new RadialMeasure(f.Dimension);
                    break;
            }
        }
        if (coordinates.Count > 0 && coordinates.Count != axes.Count)
        {
            binder.Report(DomainErrors.BadCount("coordinate names", axes.Count, coordinates.Count, coordinates[0].Span.To(coordinates[^1].Span)));
            return null;
        }
        var names = coordinates.Count > 0 ? coordinates.Select(c => c.Name).ToArray()
            : measure is RadialMeasure ? ["r"]
            : axes.Count <= Usual.Length ? Usual[..axes.Count]
            : [.. Enumerable.Range(1, axes.Count).Select(i => $"x{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}")];
        var space = new Space(name ?? binder.Declarations.Source.Slice(span), [.. names]) { Measure = measure };
        return new DomainModel(space, [.. axes.Select((axis, i) => axis with { Name = names[i] })], span);
    }

    private static (double Low, double High)? Interval(ExpressionBinder binder, ExprSyntax from, ExprSyntax to, SourceSpan span)
    {
        var low = Constants.Number(binder, from, Scope.For(Purpose.Constant), "the end of an interval");
        var high = Constants.Number(binder, to, Scope.For(Purpose.Constant), "the end of an interval");
        if (low is not { } a || high is not { } b)
            return null;
        if (a < b && Math.Max(Math.Abs(a), Math.Abs(b)) <= 1e100 && b - a > 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b)))
            return (a, b);
        binder.Report(DomainErrors.EmptyInterval(a, b, span));
        return null;
    }
}
