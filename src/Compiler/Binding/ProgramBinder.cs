using Flows.Compiler.Opening;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds a whole program: syntax to model.</summary>
public static class ProgramBinder
{
    /// <summary>The model of a program that opens nothing; its value is null after an error.</summary>
    /// <param name="source">The text.</param>
    /// <param name="program">Its syntax.</param>
    /// <param name="overrides">What the command line changes.</param>
    public static Checked<Model> Bind(SourceText source, ProgramSyntax program, Overrides overrides) =>
        Bind(OpenedProgram.Alone(source, program), overrides);

    /// <summary>The model of a program; its value is null after an error.</summary>
    /// <param name="program">With what it opens.</param>
    /// <param name="overrides">What the command line changes.</param>
    public static Checked<Model> Bind(OpenedProgram program, Overrides overrides)
    {
        var source = program.Source;
        var declarations = new Declarations(program);
        var binder = declarations.Binder;
        var syntax = program.Program.Syntax.Declarations;

        foreach (var network in syntax.OfType<NetworkDecl>())
            declarations.Report(NotYet.Runs("networks", network.Span));
        var parameters = ParameterBinder.Bind(declarations, overrides);
        var data = syntax.OfType<DataDecl>().SelectMany(d => d.Names)
            .Select(n => declarations.ValueOf(n.Name, n.Span, Scope.For(Purpose.Constant), binder)).OfType<DataValue>().ToArray();
        foreach (var d in syntax.OfType<DomainDecl>())
            if (DomainBinder.Bind(binder, d.Name.Name, d.Factors, d.Coordinates, d.Span) is { } domain)
                declarations.Domains.TryAdd(d.Name.Name, domain);
        var declared = syntax.OfType<StateDecl>().Select(d => (Syntax: d, State: StateBinder.Declare(binder, d))).ToArray();
        foreach (var (_, state) in declared)
            if (state is { } s)
                declarations.Add(s.Symbol);
        var states = new List<StateModel>();
        foreach (var (d, state) in declared)
        {
            if (state is { } s && StateBinder.Bind(binder, d, s.Symbol, s.Domain) is { } bound)
            {
                declarations.Add(bound);
                states.Add(bound);
            }
        }
        foreach (var let in syntax.OfType<LetDecl>())
            DefinitionChecks.Let(binder, let);
        var functionals = syntax.OfType<FunctionalDecl>().Select(f => DefinitionChecks.Functional(binder, f)).OfType<FunctionalModel>().ToArray();
        var flows = syntax.OfType<FlowDecl>().SelectMany(f => FlowBinder.Bind(binder, f)).ToArray();
        foreach (var state in states.Where(s => s.Robin.Count > 0 && !flows.Any(f => f.Descents.Select(d => d.Energy).Concat(f.Hamiltonians.Select(h => h.Energy)).Any(e => Substitution.States(e).Contains(s.Symbol)))))
            if (!declarations.HasErrors)
                declarations.Report(BoundaryErrors.NoEnergy(state.Symbol.Name, state.Robin[0].Span));
        Twice(declarations, [.. syntax.OfType<FlowDecl>().SelectMany(f => f.Targets)]);
        var solves = syntax.OfType<SolveDecl>().ToArray();
        var solve = solves.Length > 0 ? SolveBinder.Bind(binder, solves[0], overrides) : null;
        if (solves.Length > 1)
            declarations.Report(FlowErrors.TwoSolves(solves[1].Span, solves[0].Span));
        Solved(declarations, syntax, solve, states);
        var extremal = ExtremalBinder.Bind(binder, syntax, overrides);
        var watch = new WatchBinder(binder, solve, overrides.Until is not null);
        var observables = syntax.OfType<ObserveDecl>().Select(watch.Observe).OfType<ObservableModel>().ToArray();
        var plots = syntax.OfType<PlotDecl>().Select(watch.Plot).OfType<PlotModel>().ToArray();
        var expectations = syntax.OfType<ExpectDecl>().Select(watch.Expect).OfType<ExpectationModel>().ToArray();
        declarations.CheckUsed();
        Kept(declarations, flows);
        if (!declarations.HasErrors)
            UndeclaredNames.Check(declarations, syntax);
        var model = new Model(source, parameters, [.. declarations.Domains.Values.Concat(declarations.Unnamed)], [.. states], [.. functionals], [.. flows], solve,
            [.. observables, .. extremal.Observables()], [.. plots], [.. expectations])
        {
            Data = [.. data.Select(d => new DataModel(d.Name, d.Columns))],
            Minimize = extremal.Minimize,
            Compares = extremal.Compares,
            Varies = extremal.Varies,
            Animations = [.. syntax.OfType<AnimateDecl>().Select(a => OutputBinder.Animate(binder, a, solve)).OfType<AnimationModel>()],
            Saves = [.. syntax.OfType<SaveDecl>().Select(s => OutputBinder.Save(binder, s, solve)).OfType<double>()],
            Later = [.. declarations.Later],
        };
        return new Checked<Model>(declarations.HasErrors ? null : model, declarations.Diagnostics);
    }

    private static void Solved(Declarations declarations, Seq<DeclSyntax> syntax, SolveModel? solve, List<StateModel> states)
    {
        var declared = syntax.OfType<SolveDecl>().FirstOrDefault();
        if (declared is not null && !syntax.Any(d => d is FlowDecl))
            declarations.Report(FlowErrors.NothingFlows(declared.Span));
        if (solve is { Cells.Count: > 1 } && declared is { Cells.Count: > 0 } && states.Count > 0 && states[0].Domain.Axes.Count is var axes && solve.Cells.Count != axes)
            declarations.Report(DomainErrors.BadCount("counts of cells", axes, solve.Cells.Count, declared.Cells[0].Span.To(declared.Cells[^1].Span)));
    }

    // A distance between densities of one mass, of a state whose metric makes and destroys it.
    private static void Kept(Declarations declarations, FlowModel[] flows)
    {
        foreach (var (state, at) in declarations.OfOneMass)
            if (flows.FirstOrDefault(f => f.State.Symbol == state)?.Descents.FirstOrDefault(d => !d.Metric.ConservesMass) is { } descent)
                declarations.Report(EnergyErrors.MassMoves(state.Name, descent.Metric.Name, at, descent.MetricSpan));
    }

    private static void Twice(Declarations declarations, Seq<NamedSpan> targets)
    {
        foreach (var group in targets.GroupBy(t => t.Name).Where(g => g.Count() > 1))
            declarations.Report(FlowErrors.TwoFlows(group.Key, group.ElementAt(1).Span, group.First().Span));
    }
}
