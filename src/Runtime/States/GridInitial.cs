using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Grids;

namespace Flows.Runtime.States;

/// <summary>The cell averages of an initial expression on a grid, by the 5-point Gauss rule along every axis; for runs on waves, which go through the centres, the values there.</summary>
internal static class GridInitial
{
    // Nodes and weights on [−½, ½]; Abramowitz and Stegun, table 25.4.
    private static readonly double[] Nodes = [-0.453089922969332, -0.269234655052841547, 0, 0.269234655052841547, 0.453089922969332];
    private static readonly double[] Weights = [0.118463442528094543757, 0.239314335249683234021, 0.284444444444444444444, 0.239314335249683234021, 0.118463442528094543757];

    /// <summary>Fills an array with the averages, or the values at the centres.</summary>
    public static void Fill(GridContext context, StateModel state, int array)
    {
        var grid = context.Grid;
        var d = grid.Dimension;
        var initial = VacuumLogs.Guard(Definitions.Expand(state.Initial));
        // Noise and the fields of files have one value a cell.
        var symbols = Substitution.All(initial).OfType<Symbol>().Where(s => s.Name.StartsWith(InitialForms.NoisePrefix, StringComparison.Ordinal)
            || s.Name.StartsWith(InitialForms.FilePrefix, StringComparison.Ordinal)).Distinct().ToArray();
        var drawn = symbols.Select(s => InitialForms.File(s, [.. state.Given]) is { } field ? Given(context, field)
            : Drawn(context, long.Parse(s.Name.AsSpan(InitialForms.NoisePrefix.Length), CultureInfo.InvariantCulture))).ToArray();
        var varies = Substitution.HasCoordinates(initial) && !context.DerivesWaves;
        // The coordinates of a Gauss point: the centre and a part of the spacing, handed in.
        Expr Shifted(Coordinate c) => GridScalars.Coordinate(c.Axis, d, Shift.None) + GridScalars.Stage(c.Axis);
        var value = Substitution.Replace(initial, leaf => leaf switch
        {
            Coordinate c => Shifted(c),
            Time => Build.Zero,
            Symbol s when Array.IndexOf(symbols, s) is >= 0 and var k => GridArray.Value(GridRole.Nonlocal, k, Shift.None),
            _ => null,
        });
        var kernel = new GridKernel(context, "initial", [GridArray.Value(GridRole.Base, 0, Shift.None) + GridScalars.Stage(3) * value], []);
        kernel.Use(GridRole.Base, 0, array);
        kernel.Use(GridRole.Output, 0, array);
        for (var k = 0; k < drawn.Length; k++)
            kernel.Use(GridRole.Nonlocal, k, drawn[k]);
        context.Memory.All(array).Clear();
        var points = varies ? (int)Math.Pow(Nodes.Length, d) : 1;
        for (var q = 0; q < points; q++)
        {
            var weight = 1.0;
            for (var (axis, rest) = (0, q); axis < d; axis++, rest /= Nodes.Length)
            {
                if (!varies)
                    break;
                kernel.Scalars[GridScalars.FirstStage + axis] = Nodes[rest % Nodes.Length] * grid.Spacing(grid.Position(axis));
                weight *= Weights[rest % Nodes.Length];
            }
            kernel.Scalars[GridScalars.FirstStage + 3] = weight;
            kernel.Run();
        }
        foreach (var borrowed in drawn)
            context.Memory.Return(borrowed);
    }

    private static int Given(GridContext context, Compiler.Tables.GivenField field)
    {
        var array = context.Memory.Borrow();
        context.Passes.Scatter(field.Averages([.. Enumerable.Range(0, context.Grid.Dimension).Select(i => context.Grid.Cells(context.Grid.Position(i)))]), array);
        return array;
    }

    private static int Drawn(GridContext context, long seed)
    {
        var array = context.Memory.Borrow();
        var grid = context.Grid;
        for (var r = 0; r < grid.Rows; r++)
        {
            var row = context.Memory.Row(array, r / grid.Cells(1), r % grid.Cells(1));
            for (var c = 0; c < row.Length; c++)
                row[c] = Noise.At(seed, (long)r * row.Length + c);
        }
        return array;
    }
}
