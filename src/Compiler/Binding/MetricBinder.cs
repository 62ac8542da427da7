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
    private static readonly string[] Always = ["ill_posed", "open", "unbounded"];

    /// <summary>What the options of a descent say.</summary>
    /// <param name="Arguments">Of the metric.</param>
    /// <param name="MobilitySpan">Where the mobility is written, or null.</param>
    /// <param name="MayBeUnbounded">Whether the author says that the energy may be unbounded below.</param>
    /// <param name="MayBeIllPosed">Whether the author says that fine waves may grow without bound.</param>
    /// <param name="Open">The sides that mass may pass.</param>
    public sealed record Options(MetricArguments Arguments, SourceSpan? MobilitySpan, bool MayBeUnbounded, bool MayBeIllPosed, Seq<SideModel> Open);

    /// <summary>The metric of a name, or null after an error.</summary>
    public static Metric? Find(ExpressionBinder binder, NamedSpan name)
    {
        var metric = MetricCatalog.Find(name.Name);
        if (metric is null)
            binder.Report(NameErrors.Unknown("metric", name.Name, name.Span, MetricCatalog.All.Select(m => m.Name)));
        return metric;
    }

    /// <summary>The options of a descent, or null after an error.</summary>
    public static Options? Bind(ExpressionBinder binder, Metric metric, NamedSpan name, RecordSyntax? record, StateModel state)
    {
        var point = new Point(state.Symbol.Space, 0);
        var reals = new Dictionary<string, Expr>(StringComparer.Ordinal);
        var arguments = new MetricArguments(state.Symbol, point, metric.DefaultMobility(state.Symbol, point)) { Reals = reals };
        SourceSpan? mobilitySpan = null;
        var (unbounded, illPosed) = (false, false);
        Seq<SideModel> open = [];
        // A metric that refuses the state says so later; its options are then of no use.
        if (metric.Refuses(state.Symbol) is not null)
            return new Options(arguments, null, false, false, []);
        var fields = record?.Fields ?? [];
        if (metric.Options.FirstOrDefault(o => o.Default is null && fields.All(f => f.Name.Name != o.Name)) is { } missing)
        {
            binder.Report(MetricErrors.MissingOption(metric, missing, name.Span));
            return null;
        }
        // The place comes before the model, which is taken there.
        foreach (var field in fields.OrderBy(f => metric.Options.FirstOrDefault(o => o.Name == f.Name.Name)?.Kind != MetricOptionKind.Place))
        {
            var option = metric.Options.FirstOrDefault(o => o.Name == field.Name.Name);
            switch (option)
            {
                case { Kind: MetricOptionKind.Field }:
                    if (binder.Real(field.Value, Scope.For(Purpose.Energy, point), option.Name == "mobility" ? "the mobility" : $"the option `{option.Name}`") is not { } e)
                        return null;
                    if (option.Name == "mobility")
                        (arguments, mobilitySpan) = (arguments with { Mobility = e }, field.Value.Span);
                    reals[option.Name] = e;
                    break;
                case { Kind: MetricOptionKind.Number }:
                    if (MetricValues.Positive(binder, option, field.Value) is not { } number)
                        return null;
                    reals[option.Name] = number;
                    break;
                case { Kind: MetricOptionKind.Kernel }:
                    if (field.Value is StringSyntax { Value: "rbf" })
                        break;
                    if (MetricValues.Kernel(binder, option, field.Value, point) is not { } kernel)
                        return null;
                    arguments = arguments with { Kernel = kernel };
                    break;
                case { Kind: MetricOptionKind.Matrix }:
                    if (MetricValues.Matrix(binder, option, field.Value, point.Space.Dimension) is not { } matrix)
                        return null;
                    arguments = arguments with { Matrix = matrix };
                    break;
                case { Kind: MetricOptionKind.Place }:
                    if (MetricValues.Place(binder, option, field.Value) is not { } place)
                        return null;
                    arguments = arguments with { Place = place };
                    break;
                case { Kind: MetricOptionKind.Model }:
                    if (MetricValues.Model(binder, option, field.Value, arguments) is not { } model)
                        return null;
                    arguments = arguments with { Model = model };
                    break;
                case null when field.Name.Name is "unbounded" or "ill_posed":
                    if (field.Value is not NameSyntax { Name: "true" or "false" } answer)
                        binder.Report(FlowErrors.NotYesOrNo(field.Name.Name, field.Value.Span));
                    else if (field.Name.Name == "unbounded")
                        unbounded = answer.Name == "true";
                    else
                        illPosed = answer.Name == "true";
                    break;
                case null when field.Name.Name == "open":
                    if (Sides(binder, field, state) is not { } sides)
                        return null;
                    open = sides;
                    break;
                default:
                    binder.Report(NameErrors.Unknown("option", field.Name.Name, field.Name.Span, metric.Options.Select(o => o.Name).Concat(Always)));
                    break;
            }
        }
        if (arguments.Kernel is not null && fields.FirstOrDefault(f => f.Name.Name == "bandwidth") is { } width)
            binder.Report(MetricErrors.BandwidthOfKernel(width.Name.Span));
        return new Options(arguments, mobilitySpan, unbounded, illPosed, open);
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
