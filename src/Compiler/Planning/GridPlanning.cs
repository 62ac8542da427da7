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
        return flow.Descents.Count == 1 && !Variations.Integrals.AreOverSides(flow.Descents[0].Energy) && !AsksForSlopes(equation) && flow.Hamiltonians.Count == 0 && equation.Facts.Order <= 1 && flow.Drift.All(d => !d.Known.Has(Kinds.Operator | Kinds.Integral))
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

    /// <summary>What stands beyond the sides of each state, and an axis across whose sides an energy is not what its images are; null where there is none.</summary>
    /// <remarks>
    /// Where an energy is not even in the normal derivative, and where it holds an integral over the side, a free state goes on straight: the elements at the side then see
    /// its own slope, and the energy is right to second order whatever the state does there. One that is reflected has the slope 0, which does work.
    /// </remarks>
    /// <param name="model">The program.</param>
    /// <param name="system">Its flows.</param>
    /// <param name="equations">The same before they were discretised.</param>
    public static (Seq<Seq<ImageKind>> Sides, string? Uneven) Beyond(Model model, GridSystemPlan system, Seq<Equation> equations)
    {
        var sides = model.States.Select(s => GridSides.Of(s, equations).ToArray()).ToArray();
        var axes = model.States[0].Domain.Axes;
        string? uneven = null;
        for (var axis = 0; axis < axes.Count; axis++)
        {
            if (axes[axis].IsPeriodic)
                continue;
            foreach (var isUpper in (ReadOnlySpan<bool>)[false, true])
            {
                var side = 2 * axis + (isUpper ? 1 : 0);
                Seq<bool> odd = [.. sides.Select(s => s[side] == ImageKind.Value)];
                var varies = model.States.Any(s => s.On(axis, isUpper) is { Kind: BoundaryKind.Dirichlet, Value: var g } && Substitution.HasCoordinates(Definitions.Expand(g)));
                if (system.Energies.Any(e => !GridEvenness.Holds(e, axis, odd, varies) || e.Sides.Any(s => s.Axis == axis && s.IsUpper == isUpper)))
                {
                    uneven ??= axes[axis].Name;
                    for (var i = 0; i < sides.Length; i++)
                        if (sides[i][side] == ImageKind.Mirror && !equations.Any(e => e.State == model.States[i] && e.Facts.Order > 1))
                            sides[i][side] = model.States[i].On(axis, isUpper) is null or { Kind: BoundaryKind.Natural } ? ImageKind.Line : ImageKind.Slope;
                }
                if (sides.Any(s => s[side] is ImageKind.Line or ImageKind.Clamped))
                    uneven ??= axes[axis].Name;
            }
        }
        return ([.. sides.Select(s => (Seq<ImageKind>)[.. s])], uneven);
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

    // Beside sides whose natural condition is another slope than 0 the direct solver sees none.
    private static bool AsksForSlopes(Equation equation) => !equation.State.Domain.Axes[0].IsPeriodic && equation.Variation is { } variation
        && ((bool[])[false, true]).Any(isUpper => equation.State.On(0, isUpper, BoundaryKind.Dirichlet) is null && variation.AsksForSlope(0, isUpper));

    private static bool RowWatches(Expr e) => Substitution.States(e).All(s => Variations.GradientOrder.Of(e, s) <= 1);
}
