using System.Globalization;
using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Planning;

/// <summary>Which programs run on grids of any dimension with any number of states, and on which grid.</summary>
public static class GridPlanning
{
    /// <summary>Whether the program's states live on a grid and its method is one of grids: all but `jko` and the direct solver in one dimension.</summary>
    public static bool IsOnGrid(Model model, Seq<Equation> equations, Choice? chosen)
    {
        if (model.States.Count == 0 || model.States.Any(s => s.Symbol.Kind is StateKind.Point or StateKind.Particles) || chosen?.Method.Kind == Discretisation.Lagrangian)
            return false;
        var isRow = model.States is [{ Domain.Axes.Count: 1 }] && (chosen is null || chosen.Method.Name == "implicit");
        return !isRow || equations.Any(e => !RunsOnRow(e)) || chosen is null && Watched(model).Any(v => !RowWatches(v));
    }

    /// <summary>Whether the direct solver of cells in one dimension runs a flow: not where a density has a potential that is steep at 0, whose vacuum it does not take.</summary>
    public static bool RunsOnRow(Equation equation)
    {
        var flow = equation.Flow;
        return flow.Descents.Count == 1 && flow.Hamiltonians.Count == 0 && equation.Facts.Order <= 1 && flow.Drift.All(d => !d.Known.Has(Kinds.Operator | Kinds.Integral))
            && flow.Descents[0].Metric.Onsager(flow.Descents[0].Arguments) is [Metrics.MultiplyTerm or Metrics.DivGradTerm]
            // Functions of integrals have no t there.
            && (Definitions.Expand(flow.Descents[0].Energy) is var energy && (energy is Integral || !Substitution.HasTime(energy)))
            && flow.Descents[0].Open.Count == 0 && !(equation.Facts.KeepsPositivity && equation.Facts.SteepAtZero)
            && flow.State.Boundary.All(b => b.Kind != BoundaryKind.Neumann || b.Value is Number { Value.IsZero: true });
    }

    /// <summary>Everything that is observed, plotted or expected.</summary>
    public static IEnumerable<Expr> Watched(Model model) => model.Observables.Select(o => o.Quantity.Value)
        .Concat(model.Plots.SelectMany(p => p.Curves.Select(c => c.Quantity.Value)))
        .Concat(model.Expectations.SelectMany(e => new[] { e.Quantity.Value, e.Target?.Value ?? Build.Zero }));

    /// <summary>The cells of the grid: as said, one count serving every axis, else by the number of axes (docs/language.md §8).</summary>
    public static Seq<int> Cells(Model model)
    {
        var d = model.States[0].Domain.Axes.Count;
        var said = model.Solve?.Cells ?? [];
        return said.Count == d ? said : [.. Enumerable.Repeat(said is [var one] ? one : d switch { 1 => 400, 2 => 128, _ => 64 }, d)];
    }

    /// <summary>Counts of cells as text, `64*64`.</summary>
    public static string Text(Seq<int> cells) => string.Join('*', cells.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Why a method that steps waves does not run a system on a grid in this version; null where it does, and for every other method.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="system">The flows.</param>
    public static string? WhyNot(string method, GridSystemPlan system) => method is not ("imex" or "spectral" or "sav") ? null
        : GridSemilinear.Of(system) is (null, var reason) ? reason
        : method == "sav" && system.Potentials.Select(p => p.Energy).Distinct().Count() > 1 ? "several energies are descended"
        : system.Strips.Count > 0 ? "the energy is not even in the derivative across a side" : null;

    /// <summary>The name of an axis across whose sides an energy is not what its images are; null where there is none.</summary>
    /// <param name="model">The program.</param>
    /// <param name="system">Its flows.</param>
    /// <param name="sides">Of each state what stands beyond the sides, two an axis, the lower first.</param>
    public static string? Uneven(Model model, GridSystemPlan system, Seq<Seq<ImageKind>> sides)
    {
        var axes = model.States[0].Domain.Axes;
        for (var axis = 0; axis < axes.Count; axis++)
        {
            if (axes[axis].IsPeriodic)
                continue;
            foreach (var isUpper in (ReadOnlySpan<bool>)[false, true])
            {
                Seq<ImageKind> beyond = [.. sides.Select(s => s[2 * axis + (isUpper ? 1 : 0)])];
                Seq<bool> odd = [.. beyond.Select(kind => kind == ImageKind.Value)];
                var varies = model.States.Any(s => s.On(axis, isUpper) is { Kind: BoundaryKind.Dirichlet, Value: var g } && Substitution.HasCoordinates(Definitions.Expand(g)));
                if (beyond.Contains(ImageKind.Line) || beyond.Contains(ImageKind.Clamped) || system.Energies.Any(e => !GridEvenness.Holds(e, axis, odd, varies)))
                    return axes[axis].Name;
            }
        }
        return null;
    }

    /// <summary>The number of cells; <see cref="long.MaxValue"/> where that is less.</summary>
    public static long Count(Seq<int> cells) => (long)Math.Min(cells.Aggregate(1.0, (a, b) => a * b), 9e18);

    /// <summary>How the mobility of a face is made.</summary>
    public static FaceRule Face(MethodOptions options) => options.Word("face") switch
    {
        "log" => FaceRule.Logarithmic,
        "upwind" => FaceRule.Upwind,
        "scharfetter_gummel" => FaceRule.ScharfetterGummel,
        _ => FaceRule.Arithmetic,
    };

    private static bool RowWatches(Expr e) => Substitution.States(e).All(s => Variations.GradientOrder.Of(e, s) <= 1);
}
