using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using static Flows.Compiler.Tests.Symbolics.Sample;

namespace Flows.Compiler.Tests.Symbolics;

public sealed class AlgebraTests
{
    private static readonly Expr A = Build.Symbol("a");
    private static readonly Expr C = Build.Symbol("c");
    private static readonly Expr N = Build.Symbol("n");

    public static TheoryData<Expr, Expr> Equalities => new()
    {
        // like terms, like bases
        { A + A, 2 * A },
        { A - A, 0 },
        { 2 * (A + C), 2 * A + 2 * C },
        { (A + C) + (A - C), 2 * A },
        { A * A, Pow(A, 2) },
        { Pow(A, N) * Pow(A, 2), Pow(A, N + 2) },
        { (N - 1) * Pow(N - 1, -1), 1 },
        { (2 * N - 2) / (N - 1), 2 },
        { (N - Ratio(1, 2)) / (2 * N - 1), Ratio(1, 2) },
        { (1 - N) / (N - 1), -1 },
        { Rho * Pow(Rho, M - 1), Pow(Rho, M) },
        { Pow(Rho, N) / Pow(Rho, N), 1 },
        // powers
        { Pow(A, 0), 1 },
        { Pow(Pow(A, N), 2), Pow(A, 2 * N) },
        { Pow(A * C, 3), Pow(A, 3) * Pow(C, 3) },
        { Build.Sqrt(4), 2 },
        { Build.Sqrt(8), 2 * Build.Sqrt(2) },
        { Build.Sqrt(2) * Build.Sqrt(2), 2 },
        { Pow(Ratio(8, 27), Ratio(2, 3)), Ratio(4, 9) },
        { Pow(2, -Build.Half), Build.Sqrt(2) / 2 },
        { Build.Sqrt(Pow(A, 2)), Abs(A) },
        { Build.Sqrt(Pow(Rho, 2)), Rho },
        { Build.Sqrt(Rho * U), Build.Sqrt(Rho) * Build.Sqrt(U) },
        { Pow(2 * A + 2 * C, 2), 4 * Pow(A + C, 2) },
        { Build.Sqrt(4 * A), 2 * Build.Sqrt(A) },
        // signs
        { Pow(A - C, 2), Pow(C - A, 2) },
        { Pow(A - C, 3), -Pow(C - A, 3) },
        { Abs(A - C), Abs(C - A) },
        { Pow(Abs(A), 2), Pow(A, 2) },
        { Pow(Abs(A), 4), Pow(A, 4) },
        { Abs(-3 * A), 3 * Abs(A) },
        { Abs(A) * Abs(A) * A, Pow(A, 3) },
        { Build.Apply(FunctionCatalog.Cos, A - C), Build.Apply(FunctionCatalog.Cos, C - A) },
        { Build.Apply(FunctionCatalog.Sin, A - C), -Build.Apply(FunctionCatalog.Sin, C - A) },
        { A * Build.Apply(FunctionCatalog.Sign, A), Abs(A) },
        { Abs(A) * Build.Apply(FunctionCatalog.Sign, A), A },
        // functions
        { Exp(0), 1 },
        { Exp(A) * Exp(-A), 1 },
        { Pow(Exp(A), 2), Exp(2 * A) },
        { Exp(Log(A)), A },
        { Exp(N * Log(Rho)), Pow(Rho, N) },
        { Log(Exp(A)), A },
        { Log(1), 0 },
        { Build.Apply(FunctionCatalog.Sin, 2 * Build.Pi), 0 },
        { Build.Apply(FunctionCatalog.Cos, Build.Pi), -1 },
        { Build.Apply(FunctionCatalog.Gamma, 5), 24 },
        { Build.Apply(FunctionCatalog.Log10, 1000), 3 },
        { Build.Apply(FunctionCatalog.Log10, Ratio(1, 100)), -2 },
        { Build.Apply(FunctionCatalog.Mod, -1, 3), 2 },
        { Build.Apply(FunctionCatalog.Ceil, Ratio(-3, 2)), -1 },
        { Build.Apply(FunctionCatalog.Sqrt, A), Pow(A, Build.Half) },
        // derivatives with symbolic exponents
        { Derivative.Of(Pow(Rho, M) / (M - 1), Rho), M * Pow(Rho, M - 1) / (M - 1) },
        { Derivative.Of(Pow(A, N), N), Pow(A, N) * Log(A) },
        { Derivative.Of(Pow(A, A), A), Pow(A, A) * Log(A) + Pow(A, A) },
        { Derivative.Of(Rho * Log(Rho), Rho), Log(Rho) + 1 },
        { Derivative.Of(Pow(Pow(U, 2) - 1, 2) / 4, U), U * (Pow(U, 2) - 1) },
        { Expansion.Expand(U * (Pow(U, 2) - 1)), Pow(U, 3) - U },
        { Expansion.Expand(Pow(A + C, 3)), Pow(A, 3) + 3 * Pow(A, 2) * C + 3 * A * Pow(C, 2) + Pow(C, 3) },
        // gradients
        { Grad(2 * U), 2 * Grad(U) },
        { Grad(Eps * U + Rho), Eps * Grad(U) + Grad(Rho) },
        { Grad(UQ), 0 },
        { Grad(X), 1 },
        { Grad(Eps), 0 },
        { Grad2(Build.Coordinate(B, 1), 0), 0 },
        { Grad2(Grad2(W, 1), 0), Grad2(Grad2(W, 0), 1) },
        { Build.DivGrad(2 * Eps, U + 3 * Rho, P), 2 * Eps * Build.Lap(U, P) + 6 * Eps * Build.Lap(Rho, P) },
        { Build.DivGrad(Rho, X, P), Grad(Rho) },
        { Build.Lap(X, P), 0 },
        { Build.Divergence([Rho * Grad(U)], P), Build.DivGrad(Rho, U, P) },
        { Build.Divergence([Pow(Grad(U), 3)], P), Build.DivGrad(Pow(Grad(U), 2), U, P) },
        { Build.Divergence([Sigma * Grad2(W, 0), Sigma * Grad2(W, 1)], B), Build.DivGrad(Sigma, W, B) },
        { Build.Divergence([Grad2(W, 0) + Sigma * W, Grad2(W, 1)], B), Build.Lap(W, B) + Build.Divergence([Sigma * W, 0], B) },
        // integrals
        { Build.Integral(Q, UQ), Build.Integral(P, U) },
        { Build.Integral(Q, 2 * Rho * UQ), 2 * Rho * Build.Integral(P, U) },
        { Build.Integral(P, U + X), Build.Integral(P, U) + Build.Integral(P, X) },
        { Build.Integral(P, UQ), UQ * Build.Integral(P, 1) },
        { Build.Integral(P, 3), 3 * Build.Integral(P, 1) },
        { Derivative.Of(Build.Integral(Q, Pow(X - Y, 2) * RhoQ), X), 2 * Build.Integral(Q, (X - Y) * RhoQ) },
        { Derivative.Of(U * Build.Integral(P, Pow(U, 2)), U), Build.Integral(P, Pow(U, 2)) },
        { Derivative.Of(Pow(Build.Integral(P, U), 2), Build.Integral(P, U)), 2 * Build.Integral(P, U) },
        // functions of the author's
        { V.Derivative([X], 0), Build.Apply(UserFunction.Of("V'", [R], R + Build.Half), X) },
        { Build.Apply(Kernel, X - Y), Build.Apply(Kernel, Y - X) },
        { Definitions.Expand(Eps * Build.Apply(V, U)), Ratio(1, 40) * (Pow(U, 2) + U) },
        // totals
        { TotalDerivative.Along(Pow(U, 2) * X, P, 0), 2 * U * X * Grad(U) + Pow(U, 2) },
        { TotalDerivative.Along(Grad(U), P, 0), Grad(Grad(U)) },
        { GradientExpansion.Expand(Grad(Build.Sqrt(Rho))), Pow(Rho, -Build.Half) * Grad(Rho) / 2 },
        { GradientExpansion.Expand(Build.DivGrad(Rho, Log(Rho), P)), Build.Lap(Rho, P) },
        { GradientExpansion.Expand(Build.DivGrad(Sigma, Log(Sigma), B)), Build.Lap(Sigma, B) },
        { GradientExpansion.Expand(Build.Lap(Pow(U, 2), P)), 2 * U * Build.Lap(U, P) + 2 * Pow(Grad(U), 2) },
    };

    [Theory]
    [MemberData(nameof(Equalities))]
    public void Two_spellings_are_one_object(Expr a, Expr b) => Assert.Same(b, a);

    [Fact]
    public void Nested_powers_of_numbers_stay_what_they_are()
    {
        var tower = Pow(9, Pow(9, Pow(9, 9)));
        Assert.IsType<Power>(tower);
        Assert.Equal(double.PositiveInfinity, Evaluation.Evaluate(tower, _ => null));
        Assert.Equal(0, Evaluation.Evaluate(1 / tower, _ => null));
        Assert.Same(Build.One, tower / tower);
    }

    [Fact]
    public void A_logarithm_of_a_product_stays() => Assert.Equal("log(a*c)", Log(A * C).ToString());

    [Fact]
    public void Products_of_sums_are_not_multiplied_out() => Assert.Equal("(a + c)*(a - c)", ((A + C) * (A - C)).ToString());

    [Fact]
    public void Expansion_stops_at_its_cap()
    {
        var sum = Build.Sum([.. Enumerable.Range(0, 200).Select(i => Build.Symbol($"s{i}"))]);
        Assert.Same(Pow(sum, 3), Expansion.Expand(Pow(sum, 3)));
    }

    [Fact]
    public void A_function_of_the_author_is_one_object_for_one_declaration()
    {
        Assert.Same(V, UserFunction.Of("V", [R], (Build.Power(R, 2) + R) / 2));
        Assert.NotSame(V, UserFunction.Of("V2", [R], V.Body));
        Assert.Equal(Parity.Even, Kernel.Parity);
        Assert.Equal(Parity.None, V.Parity);
    }

    [Fact]
    public void A_kernel_is_even_if_exchanging_its_points_changes_nothing()
    {
        Assert.True(PairSymmetry.IsEvenUnderExchange(Build.Apply(Kernel, X - Y), P, Q));
        Assert.True(PairSymmetry.IsEvenUnderExchange(Build.Apply(V, X) * Build.Apply(V, Y), P, Q));
        Assert.False(PairSymmetry.IsEvenUnderExchange(Build.Apply(V, X - Y), P, Q));
    }
}
