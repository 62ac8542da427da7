using Flows.Language;
using Flows.Runtime.Verifying;

namespace Flows.Runtime.Tests.Verifying;

/// <summary>Checks find what is wrong, and nothing where all is right.</summary>
public class EnergyCheckTests
{
    private const int Count = 12;

    private static readonly Seq<Sample> Samples =
    [
        new([.. Wave(0.3, 1)], [.. Wave(0.2, 2)]),
        new([.. Wave(0.5, 3)], [.. Wave(0.1, 1)]),
    ];

    [Fact]
    public void Right_derivatives_pass()
    {
        var probe = new ChainProbe(Count);
        Assert.Equal(Verdict.Passed, EnergyChecks.Gradient("E", probe, Samples, "").Verdict);
        Assert.Equal(Verdict.Passed, EnergyChecks.Hessian("E", probe, Samples, "").Verdict);
        Assert.InRange(EnergyChecks.Gradient("E", probe, Samples, "").Measured, 0, 1e-12);
    }

    // From a plain mistake to one in the sixth digit of a single entry.
    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-2)]
    [InlineData(1e-5)]
    public void A_wrong_entry_of_a_gradient_fails(double error)
    {
        var probe = new ChainProbe(Count) { SpoilGradient = g => g[4] *= 1 + error };
        var check = EnergyChecks.Gradient("E", probe, Samples, "");
        Assert.Equal(Verdict.Failed, check.Verdict);
        Assert.InRange(check.Measured, 1e-3 * error, 10 * error);
    }

    [Fact]
    public void A_gradient_with_the_wrong_sign_or_none_fails()
    {
        Assert.Equal(Verdict.Failed, EnergyChecks.Gradient("E", new ChainProbe(Count) { SpoilGradient = g => { for (var i = 0; i < g.Length; i++) g[i] = -g[i]; } }, Samples, "").Verdict);
        Assert.Equal(Verdict.Failed, EnergyChecks.Gradient("E", new ChainProbe(Count) { SpoilGradient = Array.Clear }, Samples, "").Verdict);
        Assert.Equal(Verdict.Failed, EnergyChecks.Gradient("E", new ChainProbe(Count) { SpoilGradient = g => g[0] = double.NaN }, Samples, "").Verdict);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-4)]
    public void A_wrong_Hessian_fails(double error)
    {
        var check = EnergyChecks.Hessian("E", new ChainProbe(Count) { SpoilHessian = h => h[7] *= 1 + error }, Samples, "");
        Assert.Equal(Verdict.Failed, check.Verdict);
        Assert.Equal(Verdict.Failed, EnergyChecks.Hessian("E", new ChainProbe(Count) { SpoilHessian = h => h[7] = double.NaN }, Samples, "").Verdict);
    }

    [Fact]
    public void Operators_that_are_symmetric_and_positive_pass_and_others_do_not()
    {
        var laplacian = new MatrixProbe(new double[,] { { 1, -1, 0 }, { -1, 2, -1 }, { 0, -1, 1 } });
        Assert.Equal(Verdict.Passed, OperatorChecks.Symmetry("F", laplacian, "").Verdict);
        Assert.Equal(Verdict.Passed, OperatorChecks.Positivity("F", laplacian, "").Verdict);
        var leaning = new MatrixProbe(new double[,] { { 1, -1, 0 }, { -1 + 1e-9, 2, -1 }, { 0, -1, 1 } });
        Assert.Equal(Verdict.Failed, OperatorChecks.Symmetry("F", leaning, "").Verdict);
        var negative = new MatrixProbe(new double[,] { { 1, 0, 0 }, { 0, -1, 0 }, { 0, 0, -1 } });
        Assert.Equal(Verdict.Passed, OperatorChecks.Symmetry("F", negative, "").Verdict);
        Assert.Equal(Verdict.Failed, OperatorChecks.Positivity("F", negative, "").Verdict);
        var turning = new MatrixProbe(new double[,] { { 0, 1 }, { -1, 0 } });
        Assert.Equal(Verdict.Passed, OperatorChecks.Symmetry("H", turning, "", -1).Verdict);
        Assert.Equal(Verdict.Failed, OperatorChecks.Symmetry("H", turning, "").Verdict);
        Assert.Equal(Verdict.Failed, OperatorChecks.Positivity("F", new MatrixProbe(new double[,] { { double.NaN } }), "").Verdict);
    }

    [Fact]
    public void Differences_are_exact_for_polynomials_of_degree_8_and_err_by_the_ninth_derivative()
    {
        Assert.Equal(3, Differences.Rate(x => 3 * x + x * x - Math.Pow(x, 7) + Math.Pow(x, 8), 0.3), 13);
        var (coarse, fine) = (Differences.Rate(x => Math.Exp(2 * x), 0.4) - 2, Differences.Rate(x => Math.Exp(2 * x), 0.2) - 2);
        Assert.InRange(Math.Log2(coarse / fine), 7.8, 8.5);
        Assert.Equal([1.0, 2.0], Differences.Rates((e, v) => (v[0], v[1]) = (Math.Sin(e), 2 * e), 0.05, 2).Select(r => Math.Round(r, 9)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void An_order_is_found_and_settles_where_differences_are_powers(int p)
    {
        double[] differences = [.. Enumerable.Range(0, 3).Select(k => 0.1 * Math.Pow(2, -p * k))];
        var observed = ObservedOrder.Of(differences, 1, 0.1);
        Assert.Equal(p, observed.Order, 12);
        Assert.True(observed.IsSettled && !observed.IsExact && ObservedOrder.Meets(observed.Order, p));
        Assert.False(ObservedOrder.Meets(observed.Order, p + 1));
        Assert.False(ObservedOrder.Meets(observed.Order + 0.31, p));
    }

    [Fact]
    public void An_order_on_its_way_is_not_settled_and_rounding_is_none()
    {
        Assert.False(ObservedOrder.Of([0.1, 0.05, 0.0125], 1, 0.1).IsSettled);
        Assert.False(ObservedOrder.Of([0.1, 0.05], 1, 0.1).IsSettled);
        Assert.True(ObservedOrder.Of([1e-13, 3e-14, 2e-13], 1, 0.1).IsExact);
        Assert.False(ObservedOrder.Of([1e-13, double.NaN, 2e-13], 1, 0.1).IsExact);
        Assert.True(ObservedOrder.Drowns(1e-12, 1) && ObservedOrder.Drowns(double.NaN, 1) && !ObservedOrder.Drowns(1e-9, 1));
    }

    private static IEnumerable<double> Wave(double amplitude, int number) => Enumerable.Range(0, Count).Select(i => amplitude * Math.Cos(number * (i + 0.5) / Count + 0.3 * number));
}
