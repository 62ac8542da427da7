using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds a metric's name and the record of options behind it.</summary>
internal static class MetricBinder
{
    // What every descent may say, whatever its metric.
    private static readonly string[] Always = ["open", "unbounded"];

    /// <summary>What the options of a descent say.</summary>
    /// <param name="Arguments">Of the metric.</param>
    /// <param name="MobilitySpan">Where the mobility is written, or null.</param>
    /// <param name="MayBeUnbounded">Whether the author says that the energy may be unbounded below.</param>
    /// <param name="Open">The sides that mass may pass.</param>
    public sealed record Options(MetricArguments Arguments, SourceSpan? MobilitySpan, bool MayBeUnbounded, Seq<SideModel> Open);

    /// <summary>The metric of a name, or null after an error.</summary>
    public static Metric? Find(ExpressionBinder binder, NamedSpan name)
    {
        var metric = MetricCatalog.Find(name.Name);
        if (metric is null)
            binder.Report(MetricCatalog.Later.Contains(name.Name)
                ? NotYet.Runs($"the metric `{name.Name}`", name.Span)
                : NameErrors.Unknown("metric", name.Name, name.Span, MetricCatalog.All.Select(m => m.Name).Concat(MetricCatalog.Later)));
        return metric;
    }

    /// <summary>The options of a descent, or null after an error.</summary>
    public static Options? Bind(ExpressionBinder binder, Metric metric, RecordSyntax? record, StateModel state)
    {
        var point = new Point(state.Symbol.Space, 0);
        var mobility = metric.DefaultMobility(state.Symbol, point);
        var reals = new Dictionary<string, Expr>(StringComparer.Ordinal);
        SourceSpan? mobilitySpan = null;
        var unbounded = false;
        Seq<SideModel> open = [];
        foreach (var field in record?.Fields ?? [])
        {
            var name = field.Name.Name;
            switch (metric.Options.FirstOrDefault(o => o.Name == name))
            {
                case { Kind: MetricOptionKind.Field }:
                    if (binder.Real(field.Value, Scope.For(Purpose.Energy, point), name == "mobility" ? "the mobility" : $"the option `{name}`") is not { } e)
                        return null;
                    if (name == "mobility")
                        (mobility, mobilitySpan) = (e, field.Value.Span);
                    reals[name] = e;
                    break;
                case { Kind: MetricOptionKind.Number }:
                    if (binder.Real(field.Value, Scope.For(Purpose.Constant), $"the option `{name}`") is not { } number)
                        return null;
                    reals[name] = number;
                    break;
                case null when name == "unbounded":
                    if (field.Value is NameSyntax { Name: "true" or "false" } answer)
                        unbounded = answer.Name == "true";
                    else
                        binder.Report(FlowErrors.NotYesOrNo("unbounded", field.Value.Span));
                    break;
                case null when name == "open":
                    if (Sides(binder, field, state) is not { } sides)
                        return null;
                    open = sides;
                    break;
                default:
                    binder.Report(NameErrors.Unknown("option", name, field.Name.Span, metric.Options.Select(o => o.Name).Concat(Always)));
                    break;
            }
        }
        return new Options(new MetricArguments(state.Symbol, point, mobility) { Reals = reals }, mobilitySpan, unbounded, open);
    }

    private static Seq<SideModel>? Sides(ExpressionBinder binder, FieldSyntax field, StateModel state)
    {
        Seq<ExprSyntax> written = field.Value is ListSyntax list ? list.Items : [field.Value];
        var sides = new List<SideModel>();
        foreach (var side in written)
        {
            if (side is not NameSyntax name)
            {
                binder.Report(DomainErrors.UnknownSide(binder.Declarations.Source.Slice(side.Span), side.Span, ["boundary", "left", "right"]));
                return null;
            }
            var found = BoundaryBinder.Sides(binder, new NamedSpan(name.Name, name.Span), name.Span, state.Domain).ToArray();
            if (found.Length == 0)
                return null;
            sides.AddRange(found.Select(s => new SideModel(s.Axis, s.IsUpper)));
        }
        return [.. sides.Distinct()];
    }
}
