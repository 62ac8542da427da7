using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds `flow` declarations: one flow for each target.</summary>
internal sealed class FlowBinder
{
    private readonly ExpressionBinder _binder;
    private readonly FlowDecl _flow;
    private readonly StateModel[] _targets;
    private readonly List<DescentModel>[] _descents;
    private readonly List<HamiltonModel>[] _hamiltonians;
    private readonly Seq<Expr>[] _drifts;
    private readonly NoiseModel?[] _noises;

    private FlowBinder(ExpressionBinder binder, FlowDecl flow, StateModel[] targets)
    {
        (_binder, _flow, _targets) = (binder, flow, targets);
        _descents = [.. targets.Select(_ => new List<DescentModel>())];
        _hamiltonians = [.. targets.Select(_ => new List<HamiltonModel>())];
        _drifts = [.. targets.Select(_ => default(Seq<Expr>))];
        _noises = new NoiseModel?[targets.Length];
    }

    /// <summary>The flows of the targets; none after an error.</summary>
    public static Seq<FlowModel> Bind(ExpressionBinder binder, FlowDecl flow)
    {
        var targets = new List<StateModel>();
        foreach (var target in flow.Targets)
        {
            if (binder.Declarations.StateModelOf(target.Name) is { } state)
                targets.Add(state);
            else if (binder.Declarations.Find(target.Name) is not { Syntax: StateDecl or NetworkDecl })
                binder.Report(NameErrors.Unknown("state", target.Name, target.Span, binder.Declarations.StateNames));
        }
        if (targets.Count < flow.Targets.Count)
            return [];
        var bound = new FlowBinder(binder, flow, [.. targets]);
        return flow.Items.All(bound.Item) ? bound.Flows() : [];
    }

    private Seq<FlowModel> Flows() => [.. _targets.Select((state, i) =>
        new FlowModel(state, [.. _descents[i]], [.. _hamiltonians[i]], _drifts[i], _noises[i], _flow.Span))];

    private bool Item(FlowItem item)
    {
        switch (item)
        {
            case DescendItem { IsNegative: true }:
                _binder.Report(FlowErrors.Ascends(item.Span));
                return true;
            case DescendItem d:
                return Descend(d);
            case HamiltonItem h:
                return Hamilton(h);
            case TermItem { Term: CallSyntax { Target: NameSyntax { Name: "brownian" }, Arguments: [var argument] } } when _binder.Declarations.Find("brownian") is null:
                return Noise(argument.Value, item.Span);
            case TermItem { Term: ApplySyntax { Function: NameSyntax { Name: "brownian" }, Arguments: [var beta] } } when _binder.Declarations.Find("brownian") is null:
                return Noise(beta, item.Span);
            case TermItem term:
                return Term(term);
            default:
                return true;
        }
    }

    private bool Descend(DescendItem item)
    {
        if (MetricBinder.Find(_binder, item.Metric) is not { } metric)
            return false;
        if (Functional(item.Functional) is not var (bare, declared))
            return false;
        if (SwitchChecks.Check(_binder, bare, [.. _targets.Select(t => t.Symbol)], declared, item.Functional.Span))
            return false;
        var name = _binder.Declarations.Source.Slice(item.Functional.Span);
        if (RobinConditions.Added(_binder, bare, name) is not { } energy)
            return false;
        for (var i = 0; i < _targets.Length; i++)
        {
            var state = _targets[i];
            if (!Substitution.States(energy).Contains(state.Symbol))
            {
                _binder.Report(EnergyErrors.Independent(name, state.Symbol.Name, item.Functional.Span));
                return false;
            }
            if (MetricBinder.Bind(_binder, metric, item.Metric, item.Options, state) is not { } options)
                return false;
            _descents[i].Add(new DescentModel(name, energy, metric, options.Arguments, item.Functional.Span, item.Metric.Span)
            {
                Declared = declared,
                MobilitySpan = options.MobilitySpan,
                MayBeUnbounded = options.MayBeUnbounded,
                MayBeIllPosed = options.MayBeIllPosed,
                Open = options.Open,
            });
        }
        return true;
    }

    // The value of what is descended or turned, at the states that it then means (docs/language.md §6).
    private (Expr Energy, FunctionalDecl? Declared)? Functional(ExprSyntax syntax)
    {
        if (syntax is NameSyntax wanted && _binder.Declarations.Find(wanted.Name) is null && BuiltIns.Value(wanted.Name, _binder) is null)
        {
            _binder.Report(NameErrors.Unknown("functional", wanted.Name, wanted.Span, _binder.Declarations.FunctionalNames));
            return null;
        }
        var value = _binder.Bind(syntax, Scope.For(Purpose.Watch));
        var declared = (value as FunctionalValue)?.Declaration;
        switch (value)
        {
            case FunctionalValue f:
                value = FunctionalBinder.AtOwnStates(_binder, f, [.. _targets.Select(t => _binder.Declarations.State(t.Symbol.Name)!)], syntax.Span, Scope.For(Purpose.Energy));
                break;
            case RealValue when syntax is BracketSyntax or ApplySyntax or ParenthesisSyntax:
                value = _binder.Bind(syntax, Scope.For(Purpose.Energy));
                break;
            case UnknownValue:
                return null;
            default:
                _binder.Report(NameErrors.NotThatKind(_binder.Declarations.Source.Slice(syntax.Span), "functional", Shapes.Describe(value), syntax.Span));
                return null;
        }
        return value is RealValue { Expr: var energy } ? (energy, declared) : null;
    }

    private bool Hamilton(HamiltonItem item)
    {
        var reason = _targets switch
        {
            [{ Symbol: { IsPoint: true, Space.Dimension: var d } }] => d % 2 == 0 ? null : $"`{_targets[0].Symbol.Name}` has {d} coordinates, an odd number",
            [var only] => $"`{only.Symbol.Name}` has no partner",
            [{ Symbol: { Kind: StateKind.Field } u }, { Symbol: { Kind: StateKind.Field } v }] => u.Space == v.Space ? null : $"`{u.Name}` and `{v.Name}` live on different domains",
            _ => "only fields and points can be turned",
        };
        if (reason is not null)
        {
            _binder.Report(FlowErrors.NoPair(reason, item.Span));
            return false;
        }
        if (Functional(item.Functional) is not var (bare, declared) || SwitchChecks.Check(_binder, bare, [.. _targets.Select(t => t.Symbol)], declared, item.Functional.Span))
            return false;
        var name = _binder.Declarations.Source.Slice(item.Functional.Span);
        if (RobinConditions.Added(_binder, bare, name) is not { } energy)
            return false;
        var sign = item.IsNegative ? -1 : 1;
        for (var i = 0; i < _targets.Length; i++)
        {
            if (!_targets.Any(t => Substitution.States(energy).Contains(t.Symbol)))
            {
                _binder.Report(EnergyErrors.Independent(name, _targets[i].Symbol.Name, item.Functional.Span));
                return false;
            }
            _hamiltonians[i].Add(new HamiltonModel(name, energy, _targets.Length == 2 ? _targets[1 - i].Symbol : null, i == 0 ? sign : -sign, item.Functional.Span));
        }
        return true;
    }

    private bool Noise(ExprSyntax beta, SourceSpan at)
    {
        for (var i = 0; i < _targets.Length; i++)
        {
            if (_targets[i].Symbol.Kind is not (StateKind.Point or StateKind.Particles))
            {
                _binder.Report(FlowErrors.NoiseOfField(_targets[i].Symbol.Name, at, _targets[i].Span));
                return false;
            }
            if (_binder.Real(beta, Scope.For(Purpose.Constant), "the inverse temperature") is not { } value)
                return false;
            if (!(Constants.Value(value) > 0))
            {
                _binder.Report(DomainErrors.BadTime("the inverse temperature of `brownian`", Constants.Value(value), beta.Span));
                return false;
            }
            _noises[i] = new NoiseModel(value, at);
        }
        return true;
    }

    // Of one target a real, or a vector for points and particles; of several targets a tuple, in their order.
    private bool Term(TermItem item)
    {
        var written = _targets.Length > 1 && item.Term is TupleSyntax t && t.Items.Count == _targets.Length ? [.. t.Items] : Enumerable.Repeat(item.Term, _targets.Length).ToArray();
        for (var i = 0; i < _targets.Length; i++)
        {
            var symbol = _targets[i].Symbol;
            var wanted = symbol.Kind is StateKind.Point or StateKind.Particles ? symbol.Space.Dimension : 1;
            var scope = Scope.For(Purpose.Energy, symbol.IsPoint ? null : new Point(symbol.Space, 0));
            var value = _binder.AtPoint(_binder.Bind(written[i], scope), written[i].Span, scope);
            Seq<Expr>? components = value switch
            {
                RealValue r when wanted == 1 => [r.Expr],
                VectorValue v when v.Components.Count == wanted => v.Components,
                _ => null,
            };
            if (components is not { } term)
            {
                if (value is not UnknownValue)
                    _binder.Report(FlowErrors.BadTerm(symbol.Name, wanted, Shapes.Describe(value), written[i].Span));
                return false;
            }
            var signed = term.Select(e => item.IsNegative ? -e : e);
            _drifts[i] = _drifts[i].Count == 0 ? [.. signed] : [.. _drifts[i].Zip(signed, (a, b) => a + b)];
        }
        return true;
    }
}
