using System.Diagnostics;
using Flows.Compiler.Functions;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Kernels;

[Collection(nameof(Timing))]
public class LargeKernelTests
{
    private static readonly int[] Widths = [512, 256, 64];

    private static Expr Energy(int terms) => Build.Sum([.. Enumerable.Range(0, terms).Select(i =>
        Build.Number(new Rational(i * i + 3, 7)) * Build.Power(Build.Load(0, i % 50), 2) * Build.Load(1, i / 50) * Build.Scalar(i % 2))]);

    private static double Smooth(int slot, int i) => 1.25 + 0.75 * Math.Sin(7 * i + 3 * slot);

    [Fact]
    public void An_energy_of_2000_terms_is_summed()
    {
        var source = KernelRun.SumSource(Energy(2000));
        var expected = new KernelRun(Smooth, 0.3, 0.7).Interpreted(source, 11).Total(0);
        foreach (var bits in Widths)
            Assert.Equal(expected, new KernelRun(Smooth, 0.3, 0.7).Compiled(source, bits, 11).Total(0), 1e-13 * expected);
    }

    [Fact]
    public void A_large_kernel_has_the_same_outputs_at_every_width()
    {
        var parts = Enumerable.Range(0, 60).Select(i =>
            Build.Apply(FunctionCatalog.Sin, Build.Load(0, i % 20) * Build.Scalar(0))
            * Build.Apply(FunctionCatalog.Exp, -Build.Load(1, i) * Build.Scalar(1))
            + Build.Apply(FunctionCatalog.Gamma, Build.Load(2, i))).ToArray();
        var source = new KernelSource(
            "large", [new(3, 0, Build.Sum(parts), true), new(0, 0, Build.Product(parts.AsSpan(0, 7)))], [new(0, parts[3])]);
        var expected = new KernelRun(Smooth, 0.3, 0.7).Interpreted(source, 21);
        var runs = Widths.Select(bits => new KernelRun(Smooth, 0.3, 0.7).Compiled(source, bits, 21)).ToArray();
        Assert.Equal(runs[0].Bits(), runs[1].Bits());
        Assert.Equal(runs[0].Bits(), runs[2].Bits());
        for (var i = 0; i < 21; i++)
        {
            Assert.Equal(expected[3, i], runs[0][3, i], 1e-13 * Math.Abs(expected[3, i]));
            Assert.Equal(expected[0, i], runs[0][0, i], 1e-12 * Math.Abs(expected[0, i]));
        }
    }

    [Fact]
    public void An_energy_of_2000_terms_compiles_in_time()
    {
        var source = KernelRun.SumSource(Energy(2000));
        var best = TimeSpan.MaxValue;
        for (var trial = 0; trial < 4 && best.TotalSeconds > 0.3; trial++)
        {
            var watch = Stopwatch.StartNew();
            new KernelRun(Smooth, 0.3, 0.7).Compiled(source, 0, 8);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }
        // The aim is 0.3 s; about 0.12 s on a quiet machine of 2025. Other processes may run beside this one.
        Assert.InRange(best.TotalSeconds, 0, 2);
    }

    /// <summary>Tests that measure time run alone.</summary>
    [CollectionDefinition(nameof(Timing), DisableParallelization = true)]
    public class Timing;
}
