using Flows.Compiler.Symbolics;
namespace Flows.Compiler.Kernels;
/// <summary>Temporary.</summary>
public static class KernelCache
{
    /// <summary>Temporary.</summary>
    public static RowKernel Compile(KernelSource source) => (ref double arena, ref long rows, ref double scalars, ref double sums, long count) =>
    {
        var results = new double[source.Outputs.Count];
        for (long i = 0; i < count; i++)
        {
            var at = i;
            
            double Leaf(Expr e, ref double ar, ref long ro, ref double sc) => e switch
            {
                Load l => System.Runtime.CompilerServices.Unsafe.Add(ref ar, (nint)(System.Runtime.CompilerServices.Unsafe.Add(ref ro, l.Array) + at + l.Offset)),
                Scalar s => System.Runtime.CompilerServices.Unsafe.Add(ref sc, s.Index),
                _ => double.NaN,
            };
            var values = new Dictionary<Expr, double>();
            foreach (var e in source.Outputs.Select(o => o.Value).Concat(source.Sums.Select(o => o.Value)).SelectMany(Substitution.All).Distinct())
                if (e is Load or Scalar) values[e] = Leaf(e, ref arena, ref rows, ref scalars);
            double? Get(Expr e) => values.TryGetValue(e, out var v) ? v : null;
            for (var k = 0; k < results.Length; k++) results[k] = Evaluation.Evaluate(source.Outputs[k].Value, Get);
            for (var k = 0; k < results.Length; k++)
            {
                ref var target = ref System.Runtime.CompilerServices.Unsafe.Add(ref arena, (nint)(System.Runtime.CompilerServices.Unsafe.Add(ref rows, source.Outputs[k].Array) + i + source.Outputs[k].Offset));
                target = source.Outputs[k].Accumulate ? target + results[k] : results[k];
            }
            foreach (var s in source.Sums) System.Runtime.CompilerServices.Unsafe.Add(ref sums, 2 * s.Index) += Evaluation.Evaluate(s.Value, Get);
        }
    };
}
