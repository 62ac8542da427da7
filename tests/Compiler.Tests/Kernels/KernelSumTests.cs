using CsCheck;
using Flows.Compiler.Functions;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using static Flows.Compiler.Tests.Kernels.KernelRun;

namespace Flows.Compiler.Tests.Kernels;

public class KernelSumTests
{
    private static readonly int[] Widths = [512, 256, 64];

    private static Expr U => Build.Load(0, 0);

    [Fact]
    public void Cancelling_summands_leave_the_small_ones()
    {
        double[] pattern = [1e16, 1, -1e16];
        foreach (var bits in Widths)
        {
            foreach (var count in (int[])[3, 24, 96, 99])
                Assert.Equal(count / 3, new KernelRun((_, i) => pattern[(i + 150) % 3]).Compiled(SumSource(U), bits, count).Total(0));
        }
    }

    [Fact]
    public void A_sum_is_exact_to_the_last_place_of_a_much_longer_format() =>
        Gen.Double[-1, 1].Array[97].Sample(values =>
        {
            // Scales differ by 1e12: plain summation would lose the small ones.
            double Entry(int i) => values[i] * (i % 3 == 0 ? 1e12 : 1);
            var exact = (double)Enumerable.Range(0, 97).Aggregate(System.Numerics.BigInteger.Zero, (sum, i) => sum + Scaled(Entry(i))) / Math.ScaleB(1, 600);
            foreach (var bits in Widths)
            {
                var run = new KernelRun((_, i) => i is >= 0 and < 97 ? Entry(i) : 0).Compiled(SumSource(U), bits, 97);
                Assert.Equal(exact, run.Total(0), 2.3e-16 * Math.Abs(exact) + 1e-18);
            }
        }, iter: 100);

    // value · 2^600 exactly; entries are multiples of far larger powers.
    private static System.Numerics.BigInteger Scaled(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = new System.Numerics.BigInteger((bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52));
        var shift = Math.Max(exponent, 1) - 1075 + 600;
        mantissa = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return value < 0 ? -mantissa : mantissa;
    }

    [Fact]
    public void Sums_are_added_to_what_is_there()
    {
        foreach (var bits in Widths)
        {
            var run = new KernelRun((_, i) => i);
            run.Sums[2] = 1000;
            run.Compiled(SumSource(U, U * U), bits, 11).Compiled(SumSource(U), bits, 11);
            Assert.Equal(110, run.Total(0));
            Assert.Equal(1385, run.Total(1));
        }
    }

    [Fact]
    public void Rows_with_rare_arguments_are_summed_once()
    {
        var sin = Build.Apply(FunctionCatalog.Sin, U);
        foreach (var bits in Widths)
        {
            var source = new KernelSource("rare", [new(3, 0, sin + 1, true)], [new(0, sin)]);
            var run = new KernelRun((slot, i) => slot == 3 ? i : i % 5 == 0 ? 1e14 + i : i).Compiled(source, bits, 43);
            var expected = Enumerable.Range(0, 43).Sum(i => Math.Sin(i % 5 == 0 ? 1e14 + i : i));
            Assert.Equal(expected, run.Total(0), 1e-14);
            for (var i = 0; i < 43; i++)
                Assert.Equal(i + 1 + Math.Sin(i % 5 == 0 ? 1e14 + i : i), run[3, i], 1e-14);
        }
    }

    [Fact]
    public void An_infinite_sum_is_infinite()
    {
        foreach (var bits in Widths)
            Assert.Equal(double.PositiveInfinity, new KernelRun((_, i) => i == 5 ? double.PositiveInfinity : 1).Compiled(SumSource(U), bits, 20).Total(0));
    }
}
