using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Kernels;

/// <summary>
/// Computes what a kernel computes by evaluating its expressions index by index: slow, and the reference for compiled kernels.
/// </summary>
public static class KernelInterpreter
{
    /// <summary>Runs a kernel over a row; the arguments are those of <see cref="RowKernel"/>.</summary>
    /// <param name="source">The kernel.</param>
    /// <param name="arena">The memory of all arrays.</param>
    /// <param name="rows">For each slot, where the row begins in the arena.</param>
    /// <param name="scalars">The values of <see cref="Scalar"/> atoms.</param>
    /// <param name="sums">Receives the reductions: two entries each, sum and compensation.</param>
    /// <param name="count">Number of indices.</param>
    public static void Run(
        KernelSource source, Span<double> arena, ReadOnlySpan<long> rows, ReadOnlySpan<double> scalars, Span<double> sums, long count)
    {
        var outputs = new double[source.Outputs.Count];
        var scalarValues = scalars.ToArray();
        Load[] reads = [.. Loads(source)];
        for (var i = 0L; i < count; i++)
        {
            var loads = new Dictionary<Load, double>();
            foreach (var load in reads)
                loads[load] = arena[(int)(rows[load.Array] + i + load.Offset)];
            for (var k = 0; k < outputs.Length; k++)
                outputs[k] = Value(source.Outputs[k].Value);
            foreach (var sum in source.Sums)
                Reduction.Add(Value(sum.Value), ref sums[2 * sum.Index], ref sums[2 * sum.Index + 1]);
            for (var k = 0; k < outputs.Length; k++)
            {
                var output = source.Outputs[k];
                ref var entry = ref arena[(int)(rows[output.Array] + i + output.Offset)];
                entry = output.Accumulate ? entry + outputs[k] : outputs[k];
            }

            double Value(Expr expression) => Evaluation.Evaluate(expression, leaf => leaf switch
            {
                Load load => loads[load],
                Scalar scalar => scalarValues[scalar.Index],
                _ => null,
            });
        }
    }

    private static IEnumerable<Load> Loads(KernelSource source) =>
        source.Outputs.Select(output => output.Value).Concat(source.Sums.Select(sum => sum.Value))
            .SelectMany(value => Substitution.All(Definitions.Expand(value))).OfType<Load>().Distinct();
}
