using System.Runtime.InteropServices;
using CsCheck;
using Flows.Compiler.Functions;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using static Flows.Compiler.Tests.Kernels.KernelRun;

namespace Flows.Compiler.Tests.Kernels;

public class KernelCompilerTests
{
    private static readonly int[] Widths = [512, 256, 64];

    private static Expr U => Build.Load(0, 0);

    private static Expr V => Build.Load(1, 0);

    private static double Smooth(int slot, int i) => 1.25 + 0.75 * Math.Sin(7 * i + 3 * slot);

    [Fact]
    public void Random_expressions_have_the_same_bits_at_every_width_and_the_interpreters_values() =>
        KernelExprGen.OfDepth(4).Sample(value =>
        {
            var source = Source(value);
            var runs = Widths.Select(bits => new KernelRun(Smooth, 0.3, -1.7).Compiled(source, bits, 29)).ToArray();
            Assert.Equal(runs[0].Bits(), runs[1].Bits());
            Assert.Equal(runs[0].Bits(), runs[2].Bits());
            var expected = new KernelRun(Smooth, 0.3, -1.7).Interpreted(source, 29);
            // Sums may cancel, and functions of large arguments magnify: the error is measured by the perturbation of the data.
            var moved = new KernelRun((s, k) => Smooth(s, k) * (1 + 1e-9), 0.3 * (1 + 1e-9), -1.7 * (1 + 1e-9)).Interpreted(source, 29);
            for (var i = 0; i < 29; i++)
            {
                var scale = Math.Abs(expected[3, i]) + 1e9 * Math.Abs(moved[3, i] - expected[3, i]) + 10;
                if (double.IsFinite(scale))
                    Assert.Equal(expected[3, i], runs[0][3, i], 1e-13 * scale);
            }
        }, iter: 100, print: e => e.ToString());

    [Fact]
    public void What_is_streamed_or_fetched_changes_no_bit()
    {
        var value = Build.Apply(FunctionCatalog.Find("exp")!, U) + U * V;
        // What is shared is not fused: the sum must be there in both.
        var plain = Source(value) with { Sums = [new KernelSum(0, U * V)] };
        var source = new KernelSource("test", [new KernelOutput(3, 0, value) { IsStreamed = true }], [new KernelSum(0, U * V)]) { Fetched = [1] };
        // Rows that are streamed to begin on a line of the cache, in memory that does not move.
        var memory = GC.AllocateArray<double>(4 * 64 + 8, pinned: true);
        var shift = (8 - Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) / sizeof(double) % 8) % 8;
        foreach (var bits in Widths)
        {
            var rows = Enumerable.Range(0, 4).Select(slot => (long)shift + 64 * slot).ToArray();
            for (var slot = 0; slot < 3; slot++)
                for (var i = 0; i < 29; i++)
                    memory[rows[slot] + i] = Smooth(slot, i);
            double scalars = 0;
            var sums = new double[2];
            KernelCompiler.Compile(source, bits)(ref memory[0], ref rows[0], ref scalars, ref sums[0], 29);
            var expected = new KernelRun(Smooth).Compiled(plain, bits, 29);
            for (var i = 0; i < 29; i++)
                Assert.Equal(expected[3, i], memory[rows[3] + i]);
            Assert.Equal(expected.Total(0), Reduction.Total(sums[0], sums[1]));
        }
    }

    [Fact]
    public void Every_function_of_the_catalog_agrees_with_its_evaluation()
    {
        foreach (var function in FunctionCatalog.All)
        {
            var arguments = Enumerable.Range(0, function.Arity).Select(k => Build.Load(k, 0)).ToArray();
            if (Build.Apply(function, arguments) is not Apply value)
                continue;
            foreach (var scale in new[] { 0.5, 3, -2.5 })
            {
                double Fill(int slot, int i) => scale * Smooth(slot, i);
                var source = Source(value);
                var expected = new KernelRun(Fill).Interpreted(source, 37);
                var runs = Widths.Select(bits => new KernelRun(Fill).Compiled(source, bits, 37)).ToArray();
                Assert.Equal(runs[0].Bits(), runs[1].Bits());
                Assert.Equal(runs[0].Bits(), runs[2].Bits());
                for (var i = 0; i < 37; i++)
                {
                    var e = expected[3, i];
                    // A few units in the last place of a composition; near zeros of the value relative to 1.
                    Assert.True(
                        e.Equals(runs[0][3, i]) || Math.Abs(e - runs[0][3, i]) <= 2e-14 * Math.Max(Math.Abs(e), 0.1),
                        $"{value} at {runs[0][0, i]:R}: {runs[0][3, i]:R} instead of {e:R}");
                }
            }
        }
    }

    [Fact]
    public void Every_length_of_a_row_is_computed_to_its_end_and_not_beyond()
    {
        var source = Source(U * V + 1);
        foreach (var bits in Widths)
        {
            for (var count = 0; count <= 40; count++)
            {
                var run = new KernelRun(Smooth).Compiled(source, bits, count);
                for (var i = -KernelRun.Margin; i < 100; i++)
                    Assert.Equal(i >= 0 && i < count ? Math.FusedMultiplyAdd(Smooth(0, i), Smooth(1, i), 1) : Smooth(3, i), run[3, i]);
            }
        }
    }

    [Fact]
    public void Offsets_of_loads_and_outputs_are_entries()
    {
        var run = new KernelRun((slot, i) => 1000 * slot + i).Compiled(Source(Build.Load(1, -3) + Build.Load(2, 40), offset: 5), 0, 21);
        for (var i = 0; i < 21; i++)
            Assert.Equal(1000 + i - 3 + 2000 + i + 40, run[3, i + 5]);
        Assert.Equal(3004, run[3, 4]);
        Assert.Equal(3026, run[3, 26]);
    }

    [Fact]
    public void An_accumulating_output_adds_to_what_is_there()
    {
        foreach (var bits in Widths)
        {
            var run = new KernelRun((slot, i) => 1000 * slot + i).Compiled(Source(2 * U, accumulate: true), bits, 13);
            for (var i = 0; i < 13; i++)
                Assert.Equal(3000 + 3 * i, run[3, i]);
        }
    }

    [Fact]
    public void Contributions_to_neighbours_accumulate()
    {
        // out[i] += u[i], out[i + 1] −= u[i]: what elements do with their gradients.
        var source = new KernelSource("scatter", [new(3, 0, U, true), new(3, 1, -U, true)], []);
        foreach (var bits in Widths)
        {
            var run = new KernelRun((slot, i) => slot == 3 ? 0 : i * i).Compiled(source, bits, 20);
            for (var i = 1; i < 20; i++)
                Assert.Equal(i * i - (i - 1) * (i - 1), run[3, i]);
        }
    }

    [Fact]
    public void All_outputs_are_computed_before_any_is_stored()
    {
        var source = new KernelSource("exchange", [new(0, 0, V), new(1, 0, U)], []);
        foreach (var bits in Widths)
        {
            var run = new KernelRun((slot, i) => 1000 * slot + i).Compiled(source, bits, 19);
            for (var i = 0; i < 19; i++)
                Assert.Equal((1000.0 + i, i), (run[0, i], run[1, i]));
        }
    }

    [Fact]
    public void Conditions_select()
    {
        var inside = new AndCondition(new Compare(Comparison.Less, Build.Zero, U), new Compare(Comparison.LessOrEqual, U, Build.Number(5.0)));
        var odd = new OrCondition(new Compare(Comparison.Equal, U, Build.One), new Compare(Comparison.Equal, U, Build.Number(7.0)));
        var value = Build.If(inside, Build.Apply(FunctionCatalog.Log, U), Build.If(new NotCondition(odd), -1, U));
        var source = Source(value);
        foreach (var bits in Widths)
        {
            var run = new KernelRun((_, i) => i - 4).Compiled(source, bits, 20);
            var expected = new KernelRun((_, i) => i - 4).Interpreted(source, 20);
            for (var i = 0; i < 20; i++)
                Assert.Equal(expected[3, i], run[3, i], 1e-15);
        }
    }

    [Fact]
    public void Powers_agree_with_those_of_the_framework()
    {
        double[] bases = [0, -0.0, 1, -1, 2, -2, 0.1, 1e-310, 5e-324, 1e308, 1e-300, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 7.3];
        double[] exponents = [0.3, -0.3, 1.4, 5.25, -17.7, 65, 66, -65, 100, 300.1];
        foreach (var p in exponents)
        {
            var source = Source(Build.Power(U, Build.Number(p)));
            foreach (var bits in Widths)
            {
                var run = new KernelRun((_, i) => bases[(i + 150) % 15]).Compiled(source, bits, 30);
                for (var i = 0; i < 30; i++)
                {
                    var expected = Math.Pow(run[0, i], p);
                    var actual = run[3, i];
                    Assert.True(
                        expected.Equals(actual) || Math.Abs(expected - actual) <= 4e-16 * Math.Abs(expected) + 1e-323,
                        $"{run[0, i]:R}^{p:R} = {actual:R} instead of {expected:R}");
                }
            }
        }
    }

    [Fact]
    public void A_power_of_two_entries_agrees_with_that_of_the_framework() =>
        Gen.Select(Gen.Double[0, 20], Gen.Double[-20, 20]).Sample((a, b) =>
        {
            var run = new KernelRun((slot, _) => slot == 0 ? a : b);
            run.Call(GeneralPower, 9);
            Assert.Equal(Math.Pow(a, b), run[3, 8], 4e-16 * Math.Pow(a, b));
        }, iter: 2000);

    private static readonly RowKernel GeneralPower = KernelCompiler.Compile(Source(Build.Power(U, V)));

    [Fact]
    public void Named_constants_and_functions_of_the_author_are_expanded()
    {
        var x = (Symbol)Build.Symbol("x");
        var well = UserFunction.Of("W", [x], Build.Power(Build.Power(x, 2) - 1, 2) * Build.Named("k", Build.Number(0.25)));
        var run = new KernelRun((_, i) => i).Compiled(Source(Build.Apply(well, U)), 0, 10);
        Assert.Equal((81 - 1) * (81 - 1) / 4.0, run[3, 9]);
    }

    [Fact]
    public void A_state_is_refused()
    {
        var state = new StateSymbol("u", new Space("line", ["x"]), StateKind.Field);
        var value = Build.Value(state, new Point(state.Space, 0));
        Assert.Throws<ArgumentException>(() => KernelCompiler.Compile(Source(value)));
    }
}
