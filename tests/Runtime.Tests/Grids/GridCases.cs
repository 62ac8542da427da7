using Flows.Compiler.Binding;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Explaining;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tests.Variations;
using Flows.Language;
using Flows.Language.Text;
using Flows.Runtime.Grids;
using Flows.Testing;

namespace Flows.Runtime.Tests.Grids;

/// <summary>The functionals of tests/Golden/tables/derivatives.tbl on small grids of their dimension.</summary>
internal static class GridCases
{
    /// <summary>The rows of the table, by dimension and text.</summary>
    public static TheoryData<int, string> Functionals
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var row in GoldenTable.Rows("derivatives.tbl"))
                data.Add(row.Dimension, row.Given);
            return data;
        }
    }

    /// <summary>Values of the functionals' parameters: of no special meaning.</summary>
    private static readonly Dictionary<string, double> Parameters = new() { ["m"] = 2.7, ["p"] = 3.3, ["a"] = 0.7 };

    /// <summary>A functional on the grid of its dimension.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="given">As in the table.</param>
    /// <returns>The energy, or null with the reason why it does not run yet.</returns>
    public static (GridEnergyPlan? Plan, string Reason) Plan(int dimension, string given) =>
        Plan(Functional.Of(GoldenTable.Rows("derivatives.tbl").First(r => r.Given == given && r.Dimension == dimension)), []);

    /// <summary>A functional on the grid of its dimension, with conditions on all of its states.</summary>
    public static (GridEnergyPlan? Plan, string Reason) Plan(BoundFunctional functional, Seq<BoundaryCondition> conditions)
    {
        var energy = Substitution.Replace(functional.Energy, e => e is Symbol s && Parameters.TryGetValue(s.Name, out var value) ? Build.Number(value) : null);
        var span = new SourceSpan(0, 1);
        var plan = new GridDiscretiser([.. functional.Formals.Select(f =>
            new StateModel(f, new DomainModel(f.Space, Axes(f.Space.Dimension, false), span), MassRule.AsGiven, 1, 0, span, conditions, span))]).Of(energy, span);
        return (plan.Value, plan.Diagnostics.Count > 0 ? plan.Diagnostics[0].Message : "");
    }

    /// <summary>A small grid of the unit box: unequal counts, so that axes cannot be mistaken for each other.</summary>
    public static GridContext Context(int dimension, bool isPeriodic, int ghosts, int? fewest = null, int threads = 1)
    {
        // Strips three cells wide along two sides do not meet among eight.
        Seq<int> cells = fewest is { } n ? [.. Enumerable.Range(n - 1, dimension)] : dimension switch { 1 => [9], 2 => [5, 6], _ => [5, 4, 6] };
        return new GridContext(new Grid(Axes(dimension, isPeriodic), cells, ghosts), threads);
    }

    private static Seq<AxisModel> Axes(int dimension, bool isPeriodic) =>
        [.. Enumerable.Range(0, dimension).Select(i => new AxisModel("xyz"[i].ToString(), 0, 1 + 0.1 * i, isPeriodic, new SourceSpan(0, 1)))];

    /// <summary>Arrays with random values between two bounds.</summary>
    public static int[] Random(GridContext context, int count, int seed, double low, double high)
    {
        var random = new Random(seed);
        var arrays = context.Memory.Take(count);
        foreach (var array in arrays)
            for (var r = 0; r < context.Grid.Rows; r++)
                foreach (ref var value in context.Memory.Row(array, r / context.Grid.Cells(1), r % context.Grid.Cells(1)))
                    value = low + (high - low) * random.NextDouble();
        return arrays;
    }
}
