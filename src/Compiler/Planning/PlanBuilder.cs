using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Planning;

/// <summary>Equation to plan: method, options, discrete energy, and what is watched.</summary>
public static class PlanBuilder
{
    private const int DefaultCells = 400;
    private static readonly MethodOptions NoOptions = new(new Dictionary<string, double>(), new Dictionary<string, string>());

    /// <summary>The plan of a program; null after an error.</summary>
    public static Checked<Plan> Of(Model model, Seq<Equation> equations, Choice? chosen)
    {
        var found = new List<Diagnostic>();
        if (equations.Count > 0 && model.Solve is null)
            return new Checked<Plan>(null, [FlowErrors.NeverSolved(equations[0].Flow.Span)]);
        if (model.States.Count == 0)
            return new Checked<Plan>(Stateless(model), []);
        if (GridPlanning.IsOnGrid(model, equations, chosen))
            return OnGrid(model, equations, chosen);
        var equation = equations is [var only] ? only : null;
        var state = model.States is [var first, ..] ? first : null;
        var method = chosen?.Method;
        var options = chosen?.Options ?? NoOptions;
        Discretiser discretiser = method?.Kind == Discretisation.Lagrangian ? new Lagrangian() : new Quadrant();
        EnergyPlan? energy = null;
        if (equation?.Flow.Descent is { } descent)
        {
            var discrete = discretiser.Of(descent.Energy, descent.Span);
            found.AddRange(discrete.Diagnostics);
            energy = discrete.Value;
        }
        var cells = model.Solve is { Cells: [var n, ..] } ? n : DefaultCells;
        var plan = new Plan(model, state, equation, method, chosen?.Reason ?? "", options, Promised(method, options, equations), cells, energy,
            equation is null ? null : model.Solve?.End, [], [], [], HitTimes(model))
        {
            Equations = equations,
            GridCells = [cells],
        };
        return Watched(plan, new QuantityPlanner(discretiser, state, found), found);
    }

    // Nothing has cells: what is watched is a closed expression each, which is evaluated as it stands.
    private static Plan Stateless(Model model)
    {
        var nothing = new QuantityPlan(null, [], []);
        return new Plan(model, null, null, null, "", NoOptions, Promised(null, NoOptions, []), 0, null, null, [.. model.Observables.Select(o => new ObserverPlan(o, nothing))], [],
            [.. model.Expectations.Select(e => new ExpectationPlan(e, nothing, null, [], null, null))], []);
    }

    private static Checked<Plan> OnGrid(Model model, Seq<Equation> equations, Choice? chosen)
    {
        var found = new List<Diagnostic>();
        var options = chosen?.Options ?? NoOptions;
        var system = GridSystemBuilder.Of(model.States, equations, GridPlanning.Face(options));
        if (system.Value is null)
            return new Checked<Plan>(null, system.Diagnostics);
        if (chosen is not null && GridPlanning.WhyNot(chosen.Method.Name, system.Value) is { } reason)
            return new Checked<Plan>(null, [NotYet.Runs($"`{chosen.Method.Name}` where {reason}", model.Solve!.MethodSpan)]);
        var cells = GridPlanning.Cells(model);
        var (sides, uneven) = GridPlanning.Beyond(model, system.Value, equations);
        if (uneven is { } axis)
        {
            if (system.Value.Energies.Any(e => !e.FeelsLocally))
                return new Checked<Plan>(null, [NotYet.Runs($"derivatives of convolutions where the energy is not even in the derivative across a side (here along {axis})", equations[0].Flow.Span)]);
            if (chosen?.Method.Name is "imex" or "spectral" or "sav")
                return new Checked<Plan>(null, [NotYet.Runs($"`{chosen.Method.Name}` where the energy is not even in the derivative across a side (here along {axis})", model.Solve!.MethodSpan)]);
            // Strips along two sides must not meet.
            var fewest = 2 * GridStrip.Reach(system.Value.Energies, sides) + 1;
            if (cells.Any(n => n < fewest))
                return new Checked<Plan>(null, [NotYet.Runs($"fewer than {fewest} cells between sides across which the energy is not even", model.Solve!.MethodSpan)]);
        }
        var plan = new Plan(model, model.States[0], equations is [var only] ? only : null, chosen?.Method, chosen?.Reason ?? "", options,
            Promised(chosen?.Method, options, equations), GridPlanning.Count(cells), null, equations.Count == 0 ? null : model.Solve?.End, [], [], [], HitTimes(model))
        {
            Equations = equations,
            GridCells = cells,
            System = Along(system.Value),
            Upwind = equations.Any(e => e.Facts.KeepsPositivity) ? Along(GridSystemBuilder.Of(model.States, equations, FaceRule.Upwind).Value) : null,
        };
        return Watched(plan, new QuantityPlanner(new GridDiscretiser(model.States, sides), found), found);

        GridSystemPlan? Along(GridSystemPlan? flows)
        {
            var beyond = flows is null ? null : flows with { Sides = sides, Energies = [.. flows.Energies.Select(e => e.WithSlopes(sides))] };
            return uneven is null ? beyond : beyond?.Stripped();
        }
    }

    private static Promises Promised(MethodInfo? method, MethodOptions options, Seq<Equation> equations) =>
        method is null || equations.Count == 0 ? new Promises(false, false, false, false) : MethodSurvey.Promised(method, options, equations);

    private static Checked<Plan> Watched(Plan plan, QuantityPlanner planner, List<Diagnostic> found)
    {
        var model = plan.Model;
        var observers = model.Observables.Select(o => planner.Quantity(o.Quantity, o.Span) is { } q ? new ObserverPlan(o, q) : null).OfType<ObserverPlan>().ToArray();
        var plots = model.Plots.Select(p => Plot(planner, p)).OfType<PlotPlan>().ToArray();
        var expectations = model.Expectations.Select(e => Expectation(planner, e)).OfType<ExpectationPlan>().ToArray();
        if (plan.Equations.FirstOrDefault(e => !e.Facts.Dissipative) is { } loose)
            foreach (var e in model.Expectations.Where(e => e.Kind == ClaimKind.Decreases))
                found.Add(MethodErrors.PromisesNothing(e.Text.Replace(" decreases", "", StringComparison.Ordinal), loose.Facts.WhyNotDissipative, e.Span));
        return found.Any(d => d.Severity == Severity.Error) ? new Checked<Plan>(null, [.. found])
            : new Checked<Plan>(plan with { Observers = [.. observers], Plots = [.. plots], Expectations = [.. expectations] }, [.. found]);
    }

    private static PlotPlan? Plot(QuantityPlanner planner, PlotModel plot)
    {
        var curves = new List<CurvePlan>();
        foreach (var c in plot.Curves)
        {
            var field = c.IsField ? planner.Field(c.Quantity.Value, plot.Span) : null;
            var quantity = c.IsField ? null : planner.Quantity(c.Quantity, plot.Span);
            var versus = c.Versus is null ? null : planner.Quantity(c.Versus, plot.Span);
            if (field is null && quantity is null)
                return null;
            curves.Add(new CurvePlan(c, quantity, field, versus));
        }
        return new PlotPlan(plot, [.. curves]);
    }

    private static ExpectationPlan? Expectation(QuantityPlanner planner, ExpectationModel e)
    {
        if (e.Kind == ClaimKind.Everywhere)
        {
            var violation = planner.Field(Build.If(e.Condition!, 0, 1), e.Span);
            var measured = planner.Field(e.Quantity.Value, e.Span);
            return violation is null || measured is null ? null : new ExpectationPlan(e, null, null, [], violation, measured);
        }
        var quantity = planner.Quantity(e.Quantity, e.Span);
        if (quantity is null)
            return null;
        if (e.Kind != ClaimKind.Condition)
            return new ExpectationPlan(e, quantity, e.Target is null ? null : planner.Quantity(e.Target, e.Span), [], null, null);
        var sides = Conditions.Sides(e.Condition!).Distinct().Select(s => planner.Quantity(s, e.Quantity.Reductions, e.Span) is { } q ? new SidePlan(s, q) : null).ToArray();
        return sides.Any(s => s is null) ? null : new ExpectationPlan(e, quantity, null, [.. sides.Select(s => s!)], null, null);
    }

    private static Seq<double> HitTimes(Model model)
    {
        var end = model.Solve?.End.Time ?? 0;
        var times = new SortedSet<double>();
        foreach (var plot in model.Plots)
            times.UnionWith(plot.At);
        times.UnionWith(model.Expectations.Select(e => e.At).OfType<double>());
        foreach (var every in model.Observables.Select(o => o.Every).OfType<double>().Concat(model.Saves))
            for (var k = 1; k * every < end * (1 - 1e-12) && k < 1_000_000; k++)
                times.Add(k * every);
        times.RemoveWhere(t => t <= 0 || t >= end);
        return [.. times];
    }
}
