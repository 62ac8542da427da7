using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>The names of a program while it is being bound: what each stands for, found when first needed, and the diagnostics.</summary>
internal sealed class Declarations
{
    // Unfolding is bounded: a program may call functions that call functions, but not without end.
    private const int MostExpressions = 150_000;

    // Definitions that need definitions that need definitions: each level takes stack.
    private const int DeepestChain = 500;

    private readonly Dictionary<string, (DeclSyntax Syntax, SourceSpan Span)> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StateModel> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldValue> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _parameters = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private readonly HashSet<string> _circular = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(string, SourceSpan)> _reported = [];
    private int _spent;
    private int _silent;

    // The limit that was hit: nothing after it is looked at, and nothing else is worth saying.
    private Diagnostic? _limit;

    /// <summary>Collects the names of a program.</summary>
    public Declarations(SourceText source, ProgramSyntax program)
    {
        Source = source;
        foreach (var declaration in program.Declarations)
            foreach (var (name, span) in NamesOf(declaration))
                if (!_declared.TryAdd(name, (declaration, span)))
                    Report(NameErrors.Duplicate(name, span, _declared[name].Span));
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>Domains by name; filled by <see cref="DomainBinder"/>.</summary>
    public Dictionary<string, DomainModel> Domains { get; } = new(StringComparer.Ordinal);

    /// <summary>Domains written in place, in a state's declaration.</summary>
    public List<DomainModel> Unnamed { get; } = [];

    /// <summary>In `derive`: what an undeclared name stands for.</summary>
    public Func<string, Scope, Value?>? Arbitrary { get; init; }

    /// <summary>Finds the value of a `param` that is needed before its turn.</summary>
    public Action<string, SourceSpan>? ResolveParameter { get; set; }

    /// <summary>Every declared name.</summary>
    public IEnumerable<string> Names => _declared.Keys;

    /// <summary>The functionals' names.</summary>
    public IEnumerable<string> FunctionalNames => _declared.Where(d => d.Value.Syntax is FunctionalDecl).Select(d => d.Key);

    /// <summary>The states' names.</summary>
    public IEnumerable<string> StateNames => _fields.Keys;

    /// <summary>Every space of the program.</summary>
    public IEnumerable<Space> Spaces => Domains.Values.Concat(Unnamed).Select(d => d.Space).Distinct();

    /// <summary>What is correct and does not run in this version (F0690).</summary>
    public List<Diagnostic> Later { get; } = [];

    /// <summary>What was reported, in source order.</summary>
    public Seq<Diagnostic> Diagnostics => _limit is { } limit ? [limit] : [.. _diagnostics.OrderBy(d => d.Primary.Span.Start).ThenBy(d => d.Severity)];

    /// <summary>Whether anything reported so far is an error.</summary>
    public bool HasErrors => _limit is not null || _diagnostics.Any(d => d.Severity == Severity.Error);

    /// <summary>Adds a diagnostic; the same one at the same place is reported once.</summary>
    public void Report(Diagnostic diagnostic)
    {
        if (_reported.Add((diagnostic.Code, diagnostic.Primary.Span)))
            _diagnostics.Add(diagnostic);
    }

    /// <summary>Runs without reporting; null where it would have reported an error.</summary>
    public T? Silently<T>(Func<T?> run) where T : class
    {
        var count = _diagnostics.Count;
        _silent++;
        var result = run();
        _silent--;
        var failed = false;
        for (var i = _diagnostics.Count - 1; i >= count; i--)
        {
            failed |= _diagnostics[i].Severity == Severity.Error;
            _reported.Remove((_diagnostics[i].Code, _diagnostics[i].Primary.Span));
            _diagnostics.RemoveAt(i);
        }
        return failed || _limit is not null ? null : result;
    }

    /// <summary>Runs without reporting; whether it would have reported an error.</summary>
    public bool Fails(Action run)
    {
        var result = Silently(() =>
        {
            run();
            return this;
        });
        return result is null;
    }

    /// <summary>Counts one expression; false once the program unfolds to too many.</summary>
    public bool Spend(SourceSpan at)
    {
        if (++_spent > MostExpressions)
            _limit ??= NameErrors.UnfoldsTooFar(MostExpressions, at);
        return _limit is null;
    }

    /// <summary>Where and as what a name is declared, or null.</summary>
    public (DeclSyntax Syntax, SourceSpan Span)? Find(string name) => _declared.TryGetValue(name, out var found) ? found : null;

    /// <summary>A state as a field, or null.</summary>
    public FieldValue? State(string name) => _fields.GetValueOrDefault(name);

    /// <summary>A bound state, or null.</summary>
    public StateModel? StateModelOf(string name) => _states.GetValueOrDefault(name);

    /// <summary>Makes a state's name known, before its initial value is bound.</summary>
    public void Add(StateSymbol symbol) =>
        _fields[symbol.Name] = FieldValue.Of(symbol);

    /// <summary>Adds a bound state.</summary>
    public void Add(StateModel state) => _states[state.Symbol.Name] = state;

    /// <summary>Fixes the value of a `param`.</summary>
    public void SetParameter(string name, double value) => _parameters[name] = value;

    /// <summary>A domain by name, or null.</summary>
    public DomainModel? Domain(string name) => Domains.GetValueOrDefault(name);

    /// <summary>The domain of a space.</summary>
    public DomainModel? DomainOf(Space space) => Domains.Values.Concat(Unnamed).FirstOrDefault(d => d.Space == space);

    /// <summary>Whether a name is a coordinate of any domain.</summary>
    public bool IsAxis(string name) => Spaces.Any(s => s.Axes.Contains(name));

    /// <summary>Whether a name is that of a side.</summary>
    public bool Side(string name) => name is "boundary" or "left" or "right" or "bottom" or "top" or "back" or "front" && !Domains.ContainsKey(name);

    /// <summary>Marks a definition as being unfolded; null (and an error) when it already is.</summary>
    public IDisposable? Enter(string name, SourceSpan at)
    {
        if (_open.Count >= DeepestChain)
        {
            _limit ??= NameErrors.ChainTooLong(DeepestChain, at);
            return null;
        }
        if (!_open.Contains(name))
        {
            _open.Add(name);
            return new Leave(_open);
        }
        Report(NameErrors.Recursive(name, at, [.. _open.Skip(_open.IndexOf(name)), name]));
        // One circle is one error: what else lies on it stays silent.
        if (_silent == 0)
            _circular.UnionWith(_open.Skip(_open.IndexOf(name)));
        return null;
    }

    /// <summary>Makes names unknown, since their definitions run in a circle that has been reported.</summary>
    public void MarkCircular(IEnumerable<string> names) => _circular.UnionWith(names);

    /// <summary>The values of a functional at the candidates that it is compared over, by their names.</summary>
    public Dictionary<string, Dictionary<string, Expr>> Compared { get; } = new(StringComparer.Ordinal);

    /// <summary>The slopes of the functionals that are varied.</summary>
    public Dictionary<string, Expr> Slopes { get; } = new(StringComparer.Ordinal);

    /// <summary>The `let`s that are known to have a value only at a point.</summary>
    public HashSet<string> FieldLets { get; } = new(StringComparer.Ordinal);

    /// <summary>Values of such `let`s at points.</summary>
    public Dictionary<(string Name, Point Point), RealValue> AtPoints { get; } = [];

    /// <summary>What a declared name stands for.</summary>
    public Value ValueOf(string name, SourceSpan at, Scope scope, ExpressionBinder binder)
    {
        if (_fields.TryGetValue(name, out var field))
        {
            if (scope.Purpose is Purpose.Energy or Purpose.Watch)
                return field;
            Report(NameErrors.StateInDefinition(name, at, scope.Purpose switch
            {
                Purpose.Constant => "a constant",
                Purpose.Data => "an initial or boundary value",
                _ => "a `let`",
            }));
            return UnknownValue.Instance;
        }
        if (_values.TryGetValue(name, out var known))
            return known;
        if (_circular.Contains(name))
            return UnknownValue.Instance;
        switch (_declared[name].Syntax)
        {
            case ParamDecl:
                ResolveParameter?.Invoke(name, at);
                return _parameters.TryGetValue(name, out var value) ? _values[name] = new RealValue(Build.Named(name, Build.Number(value))) : UnknownValue.Instance;
            case LetDecl let:
                using (var guard = Enter(name, at))
                    return guard is null ? UnknownValue.Instance : LetBinder.Bind(binder, let, name, scope, v => _values[name] = v);
            case FunctionalDecl functional:
                return _values[name] = new FunctionalValue(functional, []);
            case ObserveDecl observe when scope.Purpose == Purpose.Watch:
                using (var guard = Enter(name, at))
                    return guard is not null && binder.Real(observe.Value, scope with { Locals = Scope.For(Purpose.Watch).Locals, Ambient = null }, "an observable") is { } e ? new RealValue(e) : UnknownValue.Instance;
            case ObserveDecl:
                Report(NameErrors.NotThatKind(name, "constant", "an observable", at));
                return UnknownValue.Instance;
            case DomainDecl:
                Report(NameErrors.NotThatKind(name, "number", "a domain", at));
                return UnknownValue.Instance;
            case DataDecl:
                Report(NotYet.Runs("`data` declarations", at));
                return UnknownValue.Instance;
            default:
                // A state or network whose declaration has its own diagnostic.
                return UnknownValue.Instance;
        }
    }

    private static IEnumerable<(string, SourceSpan)> NamesOf(DeclSyntax declaration) => declaration switch
    {
        LetDecl d => d.Pattern.Names.Select(n => (n, d.Pattern.Span)),
        ParamDecl d => [(d.Name.Name, d.Name.Span)],
        DataDecl d => d.Names.Select(n => (n.Name, n.Span)),
        DomainDecl d => [(d.Name.Name, d.Name.Span)],
        StateDecl d => [(d.Name.Name, d.Name.Span)],
        FunctionalDecl d => [(d.Name.Name, d.Name.Span)],
        NetworkDecl d => [(d.Name.Name, d.Name.Span)],
        ObserveDecl d => [(d.Name.Name, d.Name.Span)],
        _ => [],
    };

    private sealed class Leave(List<string> open) : IDisposable
    {
        public void Dispose() => open.RemoveAt(open.Count - 1);
    }
}
