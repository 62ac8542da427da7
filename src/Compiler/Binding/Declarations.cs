using Flows.Compiler.Opening;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>
/// The names of a file while the program is being bound: what each stands for, found when first needed. An opened file has names of
/// its own, in which its definitions are read; domains, diagnostics and limits are the program's.
/// </summary>
internal sealed class Declarations
{
    // Definitions that need definitions that need definitions: each level takes stack.
    private const int DeepestChain = 500;

    private readonly Dictionary<string, (DeclSyntax Syntax, SourceSpan Span)> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StateModel> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldValue> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _parameters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _circular = new(StringComparer.Ordinal);
    private readonly HashSet<DeclSyntax> _used = new(ReferenceEqualityComparer.Instance);
    private readonly Declarations? _program;
    private readonly Findings _findings;

    /// <summary>Collects the names of a program and of what it opens.</summary>
    public Declarations(OpenedProgram program) : this(program, program.Program, null)
    {
    }

    private Declarations(OpenedProgram all, Module module, Declarations? program)
    {
        Module = module;
        Source = all.Source;
        Files = all.Files;
        _program = program;
        _findings = program?._findings ?? new Findings();
        Domains = program?.Domains ?? new(StringComparer.Ordinal);
        Unnamed = program?.Unnamed ?? [];
        Later = program?.Later ?? [];
        OfOneMass = program?.OfOneMass ?? [];
        foreach (var declaration in module.Syntax.Declarations)
            foreach (var (name, span) in IsVisible(declaration) || program is null ? NamesOf(declaration) : [])
                if (!_declared.TryAdd(name, (declaration, span)))
                    Report(NameErrors.Duplicate(name, span, _declared[name].Span));
        Opened = [.. module.Opens.Select(m => Of(m, all))];
        Circles.Check(this, [.. module.Syntax.Declarations.OfType<LetDecl>()]);
    }

    /// <summary>The program or the opened file whose names these are.</summary>
    public Module Module { get; }

    /// <summary>Reads data files.</summary>
    public ISourceFiles Files { get; }

    /// <summary>The names of what this file opens.</summary>
    public Seq<Declarations> Opened { get; }

    /// <summary>Binds what stands in this file.</summary>
    public ExpressionBinder Binder => field ??= new ExpressionBinder(this);

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>Domains by name; filled by <see cref="DomainBinder"/>.</summary>
    public Dictionary<string, DomainModel> Domains { get; }

    /// <summary>Domains written in place, in a state's declaration.</summary>
    public List<DomainModel> Unnamed { get; }

    /// <summary>Whether an undeclared name is an arbitrary function, as in `derive`.</summary>
    public bool HasArbitraryNames { get; init; }

    /// <summary>Finds the value of a `param` that is needed before its turn.</summary>
    public Action<string, SourceSpan>? ResolveParameter { get; set; }

    /// <summary>Every declared name, and every opened one.</summary>
    public IEnumerable<string> Names => _declared.Keys.Concat(Opened.SelectMany(o => o.Visible).Select(v => v.Key));

    /// <summary>The functionals' names.</summary>
    public IEnumerable<string> FunctionalNames =>
        _declared.Concat(Opened.SelectMany(o => o.Visible)).Where(d => d.Value.Syntax is FunctionalDecl).Select(d => d.Key);

    /// <summary>The names of data.</summary>
    public IEnumerable<string> DataNames => _declared.Concat(Opened.SelectMany(o => o.Visible)).Where(d => d.Value.Syntax is DataDecl).Select(d => d.Key);

    /// <summary>The states' names.</summary>
    public IEnumerable<string> StateNames => _fields.Keys;

    /// <summary>Every space of the program.</summary>
    public IEnumerable<Space> Spaces => Domains.Values.Concat(Unnamed).Select(d => d.Space).Distinct();

    /// <summary>The state whose initial value is being bound, or null.</summary>
    public string? Starting { get; set; }

    /// <summary>The fields that files give, as they are met.</summary>
    public List<Tables.GivenField> GivenFields { get; } = [];

    /// <summary>What is correct and does not run in this version (F0690).</summary>
    public List<Diagnostic> Later { get; }

    /// <summary>States whose mass must stay what it is at the start, and where that is asked.</summary>
    public List<(StateSymbol State, SourceSpan At)> OfOneMass { get; }

    /// <summary>What was reported, in source order.</summary>
    public Seq<Diagnostic> Diagnostics => _findings.Diagnostics;

    /// <summary>Whether anything reported so far is an error.</summary>
    public bool HasErrors => _findings.HasErrors;

    // What whoever opens this file sees of it.
    private IEnumerable<KeyValuePair<string, (DeclSyntax Syntax, SourceSpan Span)>> Visible => _declared.Where(d => IsVisible(d.Value.Syntax));

    /// <summary>Adds a diagnostic; the same one at the same place is reported once.</summary>
    public void Report(Diagnostic diagnostic) => _findings.Report(diagnostic);

    /// <summary>Runs without reporting; null where it would have reported an error.</summary>
    public T? Silently<T>(Func<T?> run) where T : class => _findings.Silently(run);

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
    public bool Spend(SourceSpan at) => _findings.Spend(at);

    /// <summary>An index that no other point has.</summary>
    public int NextPoint() => _findings.NextPoint();

    /// <summary>Counts data; false beyond the most numbers that a program may have.</summary>
    public bool Keep(long numbers, long most) => _findings.Keep(numbers, most);

    /// <summary>Looks at the definitions of opened files that were used, each by itself, so that their errors are found.</summary>
    public void CheckUsed()
    {
        while (_findings.Unchecked.TryDequeue(out var check))
            check();
    }

    /// <summary>Where and as what a name is declared, here or in what is opened, or null.</summary>
    public (DeclSyntax Syntax, SourceSpan Span, bool IsOpened)? Find(string name) =>
        _declared.TryGetValue(name, out var found) ? (found.Syntax, found.Span, false)
        : Exporters(name) is [var first, ..] ? (first._declared[name].Syntax, first._declared[name].Span, true)
        : null;

    /// <summary>A state as a field, or null.</summary>
    public FieldValue? State(string name) => _fields.GetValueOrDefault(name);

    /// <summary>A bound state, or null.</summary>
    public StateModel? StateModelOf(string name) => (_program ?? this)._states.GetValueOrDefault(name);

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

    /// <summary>Whether a name is that of a side, or of a coordinate, whose both sides are meant.</summary>
    public bool Side(string name) => !Domains.ContainsKey(name) && (name is "boundary" or "left" or "right" or "bottom" or "top" or "back" or "front"
        || Domains.Values.Concat(Unnamed).Any(d => d.Axes.Any(a => a.Name == name)));

    /// <summary>Marks a definition as being unfolded; null (and an error) when it already is.</summary>
    public IDisposable? Enter(string name, SourceSpan at)
    {
        var chain = _findings.Unfolding;
        if (chain.Count >= DeepestChain)
        {
            _findings.Stop(NameErrors.ChainTooLong(DeepestChain, at));
            return null;
        }
        var on = chain.IndexOf((this, name));
        if (on < 0)
        {
            chain.Add((this, name));
            return new Leave(chain);
        }
        string[] circle = [.. chain.Skip(on).Select(c => c.Name)];
        Report(NameErrors.Recursive(name, at, [.. circle, name]));
        // One circle is one error: what else lies on it stays silent.
        if (!_findings.IsSilent)
            _circular.UnionWith(circle);
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
        if (!_declared.TryGetValue(name, out var declared))
            return OpenedValue(name, at, scope);
        switch (declared.Syntax)
        {
            case ParamDecl:
                ResolveParameter?.Invoke(name, at);
                return _parameters.TryGetValue(name, out var value) ? _values[name] = new RealValue(Build.Named(name, Build.Number(value))) : UnknownValue.Instance;
            case LetDecl let:
                using (var guard = Enter(name, at))
                    return guard is null ? UnknownValue.Instance : LetBinder.Bind(binder, let, name, scope, v => _values[name] = v);
            case FunctionalDecl functional:
                return _values[name] = new FunctionalValue(functional, []) { Home = binder };
            case ObserveDecl observe when scope.Purpose == Purpose.Watch:
                using (var guard = Enter(name, at))
                    return guard is not null && binder.Real(observe.Value, scope with { Locals = Scope.For(Purpose.Watch).Locals, Ambient = null }, "an observable") is { } e ? new RealValue(e) : UnknownValue.Instance;
            case ObserveDecl:
                Report(NameErrors.NotThatKind(name, "constant", "an observable", at));
                return UnknownValue.Instance;
            case DomainDecl:
                Report(NameErrors.NotThatKind(name, "number", "a domain", at));
                return UnknownValue.Instance;
            case DataDecl data:
                using (var guard = Enter(name, at))
                {
                    foreach (var (column, table) in guard is null ? [] : new DataBinder(binder).Bind(data))
                        _values[column] = table;
                    return _values.GetValueOrDefault(name, UnknownValue.Instance);
                }
            default:
                // A state or network whose declaration has its own diagnostic.
                return UnknownValue.Instance;
        }
    }

    private Declarations Of(Module module, OpenedProgram all)
    {
        if (!_findings.Opened.TryGetValue(module, out var known))
            _findings.Opened[module] = known = new Declarations(all, module, _program ?? this);
        return known;
    }

    private Declarations[] Exporters(string name) =>
        [.. Opened.Where(o => o._declared.TryGetValue(name, out var found) && IsVisible(found.Syntax))];

    // What a name of an opened file stands for, read in that file.
    private Value OpenedValue(string name, SourceSpan at, Scope scope)
    {
        var exporters = Exporters(name);
        if (exporters is not [var home])
        {
            Report(OpenErrors.Ambiguous(name, at, [.. exporters.Select(e => (e.Module.Name, e._declared[name].Span))]));
            return UnknownValue.Instance;
        }
        if (home._declared[name].Syntax is LetDecl let && home._used.Add(let))
            _findings.Unchecked.Enqueue(() => DefinitionChecks.Let(home.Binder, let));
        return home.ValueOf(name, at, scope, home.Binder);
    }

    private static bool IsVisible(DeclSyntax declaration) => declaration is LetDecl or ParamDecl or DataDecl or FunctionalDecl;

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

    private sealed class Leave(List<(Declarations, string)> chain) : IDisposable
    {
        public void Dispose() => chain.RemoveAt(chain.Count - 1);
    }
}
