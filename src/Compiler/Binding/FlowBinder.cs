using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds `flow` declarations.</summary>
internal static class FlowBinder
{
    /// <summary>The flow of one state, or null after an error.</summary>
    public static FlowModel? Bind(ExpressionBinder binder, FlowDecl flow)
    {
        if (flow.Targets.Count > 1)
        {
            binder.Report(NotYet.Runs("flows of several states", flow.Span));
            return null;
        }
        var target = flow.Targets[0];
        var state = binder.Declarations.StateModelOf(target.Name);
        if (state is null)
        {
            if (binder.Declarations.Find(target.Name) is not { Syntax: StateDecl or NetworkDecl })
                binder.Report(NameErrors.Unknown("state", target.Name, target.Span, binder.Declarations.StateNames));
            return null;
        }
        DescentModel? descent = null;
        Expr? added = null;
        foreach (var item in flow.Items)
        {
            switch (item)
            {
                case DescendItem { IsNegative: true }:
                    binder.Report(FlowErrors.Ascends(item.Span));
                    break;
                case DescendItem d when descent is not null:
                    binder.Report(NotYet.Runs("flows that descend in several metrics at once", d.Span));
                    break;
                case DescendItem d:
                    descent = Descent(binder, d, state);
                    if (descent is null)
                        return null;
                    break;
                case HamiltonItem:
                    binder.Report(NotYet.Runs("Hamiltonian flows", item.Span));
                    return null;
                case TermItem { Term: CallSyntax { Target: NameSyntax { Name: "brownian" } } or ApplySyntax { Function: NameSyntax { Name: "brownian" } } }:
                    binder.Report(NotYet.Runs("Brownian motion", item.Span));
                    return null;
                case TermItem term:
                    if (binder.Real(term.Term, Scope.For(Purpose.Energy, new Point(state.Symbol.Space, 0)), "a term of a flow") is not { } e)
                        return null;
                    added = (added ?? 0) + (item.IsNegative ? -e : e);
                    break;
            }
        }
        return new FlowModel(state, descent, added, flow.Span);
    }

    private static DescentModel? Descent(ExpressionBinder binder, DescendItem item, StateModel state)
    {
        var metric = MetricCatalog.Find(item.Metric.Name);
        if (metric is null)
        {
            binder.Report(MetricCatalog.Later.Contains(item.Metric.Name)
                ? NotYet.Runs($"the metric `{item.Metric.Name}`", item.Metric.Span)
                : NameErrors.Unknown("metric", item.Metric.Name, item.Metric.Span, MetricCatalog.All.Select(m => m.Name).Concat(MetricCatalog.Later)));
            return null;
        }
        var scope = Scope.For(Purpose.Watch);
        if (item.Functional is NameSyntax wanted && binder.Declarations.Find(wanted.Name) is null && BuiltIns.Value(wanted.Name, binder) is null)
        {
            binder.Report(NameErrors.Unknown("functional", wanted.Name, wanted.Span, binder.Declarations.FunctionalNames));
            return null;
        }
        var value = binder.Bind(item.Functional, scope);
        var declared = (value as FunctionalValue)?.Declaration;
        var field = binder.Declarations.State(state.Symbol.Name)!;
        var name = binder.Declarations.Source.Slice(item.Functional.Span);
        switch (value)
        {
            case FunctionalValue f:
                value = FunctionalBinder.AtOwnStates(binder, f, [field], item.Functional.Span, Scope.For(Purpose.Energy));
                break;
            case RealValue when item.Functional is BracketSyntax or ApplySyntax or ParenthesisSyntax:
                value = binder.Bind(item.Functional, Scope.For(Purpose.Energy));
                break;
            case UnknownValue:
                return null;
            default:
                binder.Report(NameErrors.NotThatKind(name, "functional", Shapes.Describe(value), item.Functional.Span));
                return null;
        }
        if (value is not RealValue { Expr: var energy })
            return null;
        if (!Substitution.States(energy).Contains(state.Symbol))
        {
            binder.Report(EnergyErrors.Independent(name, state.Symbol.Name, item.Functional.Span));
            return null;
        }
        var point = new Point(state.Symbol.Space, 0);
        var mobility = metric.DefaultMobility(state.Symbol, point);
        SourceSpan? mobilitySpan = null;
        var unbounded = false;
        foreach (var option in item.Options?.Fields ?? [])
        {
            if (option.Name.Name == "mobility")
            {
                if (binder.Real(option.Value, Scope.For(Purpose.Energy, point), "the mobility") is not { } m)
                    return null;
                mobility = m;
                mobilitySpan = option.Value.Span;
            }
            else if (option.Name.Name == "unbounded")
            {
                if (option.Value is NameSyntax { Name: "true" or "false" } answer)
                    unbounded = answer.Name == "true";
                else
                    binder.Report(FlowErrors.NotYesOrNo("unbounded", option.Value.Span));
            }
            else if (option.Name.Name == "open")
                binder.Report(NotYet.Runs($"the option `{option.Name.Name}`", option.Name.Span));
            else
                binder.Report(NameErrors.Unknown("option", option.Name.Name, option.Name.Span, ["mobility", "open", "unbounded"]));
        }
        return new DescentModel(name, energy, metric, mobility, item.Functional.Span, item.Metric.Span)
        {
            Declared = declared,
            MobilitySpan = mobilitySpan,
            MayBeUnbounded = unbounded,
        };
    }
}
