using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using static Flows.Compiler.Tests.Symbolics.Sample;

namespace Flows.Compiler.Tests.Symbolics;

public sealed class StructureTests
{
    [Fact]
    public void Equal_structure_is_the_same_object_from_any_thread()
    {
        var results = new Expr[64];
        Parallel.For(0, results.Length, i => results[i] = Build.Sum([.. Enumerable.Range(0, 200).Select(k => k * Pow(U, k % 7) * Log(Rho + k))]));
        Assert.All(results, r => Assert.Same(results[0], r));
    }

    [Fact]
    public void The_pool_forgets_what_nobody_holds()
    {
        var forgotten = Fill(0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 1; round < 30; round++)
        {
            Fill(round);
            GC.Collect();
        }
        Assert.False(forgotten.IsAlive);
        // A symbol takes about 100 bytes, so that 29 rounds of 20,000 kept would be 58 MB.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20_000_000);

        static WeakReference Fill(int round)
        {
            for (var i = 0; i < 20_000; i++)
                Build.Symbol($"forgotten {round} {i}");
            return new(Build.Symbol($"forgotten {round}"));
        }
    }

    [Fact]
    public void An_energy_of_2000_terms_differentiates_with_linear_work()
    {
        var (half, whole) = (Energy(1000), Energy(2000));
        Expr derivative = 0;
        var units = Work.Of(() => Derivative.Of(half, U));
        Assert.InRange(Work.Of(() => derivative = Derivative.Of(whole, U)) / (double)units, 1.5, 2.5);
        Assert.True(((Sum)derivative).Terms.Count > 1000);

        static Expr Energy(int n) =>
            Build.Sum([.. Enumerable.Range(1, n).Select(k => Ratio(k, 3) * Pow(U, k % 50) * Build.Apply(FunctionCatalog.Cos, k * U + X) * Log(Rho + k))]);
    }

    [Theory]
    [InlineData("powers and functions")]
    [InlineData("polynomial")]
    [InlineData("gradients")]
    [InlineData("convolutions")]
    [InlineData("products of functionals")]
    public void The_work_of_a_derivative_is_linear_in_the_number_of_terms(string kind)
    {
        var (half, whole) = (Units(1000), Units(2000));
        Assert.True(half > 1000);
        Assert.InRange(whole / (double)half, 1.5, 2.5);

        long Units(int n)
        {
            var energy = Build.Sum([.. Enumerable.Range(1, n).Select(Term)]);
            return Work.Of(() => FunctionalDerivative.Of(energy, USymbol));
        }

        Expr Term(int k) => kind switch
        {
            "powers and functions" => Build.Integral(P, Ratio(k, 3) * Pow(U, k % 50) * Build.Apply(FunctionCatalog.Cos, k * U + X) * Log(Rho + k)),
            "polynomial" => Build.Integral(P, Pow(U, k)),
            "gradients" => Build.Integral(P, Build.Apply(FunctionCatalog.Cos, k * X) * Pow(Grad(U), 2)),
            "convolutions" => Build.Integral(P, Build.Apply(FunctionCatalog.Sin, k * X) * U * Build.Integral(Q, Exp(X - Y) * UQ)),
            _ => Build.Integral(P, Build.Apply(FunctionCatalog.Sin, k * X) * U) * Build.Integral(P, Pow(U, k % 7 + 1)),
        };
    }

    [Fact]
    public void A_sum_of_5000_terms_is_built_and_printed()
    {
        var sum = Build.Sum([.. Enumerable.Range(1, 5000).Select(k => k * Build.Symbol($"v{k}"))]);
        Assert.Equal(5000, ((Sum)sum).Terms.Count);
        Assert.Contains("4999*v4999", sum.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_1000_roots_goes_through_every_pass()
    {
        var chain = U;
        for (var i = 0; i < 1000; i++)
            chain = Build.Sqrt(1 + chain);
        Assert.True(chain.Depth > 1000);
        Assert.InRange(Evaluation.Evaluate(chain, _ => 1), 1.6, 1.7);
        Assert.InRange(Evaluation.Evaluate(Derivative.Of(chain, U), _ => 1), 0, 1e-300);
        Assert.False(IntervalEvaluator.Over(chain, _ => new Interval(0, 1)).IsEmpty);
        Assert.NotEmpty(chain.ToString());
        Assert.Same(chain, Substitution.Replace(Substitution.Replace(chain, e => e == U ? X : null), e => e == X ? U : null));
        Assert.Same(chain, VacuumLogs.Guard(chain));
        Assert.Same(chain, Expansion.Expand(chain));
        Assert.NotNull(GradientExpansion.Expand(Grad(chain)));
    }

    [Fact]
    public void Moving_a_point_is_caught_by_no_integral()
    {
        // u(x) ∫ (x − y) u(y) dy at y instead of x
        var e = U * Build.Integral(Q, Exp(X - Y) * UQ);
        var moved = Substitution.MovePoint(e, P, Q);
        Assert.Equal([Q], Substitution.FreePoints(moved));
        Assert.Same(e, Substitution.MovePoint(moved, Q, P));
        Assert.Same(UQ * Build.Integral(P, Exp(Y - X) * U), moved);
    }

    [Fact]
    public void What_is_put_into_an_integral_is_not_caught_by_it()
    {
        // a ∫ a (x − y) u(y) dy with a = u(z) for a point that has the index of the bound one
        var a = Build.Symbol("a");
        var inner = Build.Integral(Q, Exp(X - Y) * Pow(a + UQ, 2));
        var replaced = Substitution.Replace(inner, e => e == a ? UQ : null);
        Assert.Equal([P, Q], Substitution.FreePoints(replaced).OrderBy(p => p.Index));
        var z = Q with { Index = 2 };
        Assert.Same(Build.Integral(z, Exp(X - Build.Coordinate(z, 0)) * Pow(UQ + Build.Value(USymbol, z), 2)), replaced);
    }

    [Fact]
    public void The_free_state_is_replaced_and_the_bound_one_is_not()
    {
        var e = U * Build.Integral(P, Pow(U, 2));
        Assert.Same(X * Build.Integral(P, Pow(U, 2)), Substitution.Replace(e, p => p == U ? X : null));
    }

    [Fact]
    public void Queries_tell_what_is_there()
    {
        var e = U * Build.Integral(Q, Exp(X - Y) * RhoQ) + Build.Time;
        Assert.True(Substitution.DependsOn(e, P));
        Assert.False(Substitution.DependsOn(e, Q));
        Assert.True(Substitution.DependsOn(e, RhoSymbol));
        Assert.False(Substitution.DependsOn(e, WSymbol));
        Assert.True(Substitution.HasTime(e) && Substitution.HasIntegrals(e) && Substitution.HasCoordinates(e) && !Substitution.HasOperators(e));
        Assert.Equal(["u", "rho"], Substitution.States(e).Select(s => s.Name));
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.5, 2.0)]
    public void Entropies_are_finite_at_vacuum(double r, double s)
    {
        double Value(Expr e) => Evaluation.Evaluate(VacuumLogs.Guard(e), a => a == Rho ? r : a == X ? s : null);
        double Plain(double v) => r == 0 ? 0 : v;
        Assert.Equal(Plain(r * Math.Log(r)), Value(Rho * Log(Rho)), 1e-15);
        Assert.Equal(Plain(3 * r * r * Math.Log(r)), Value(3 * Pow(Rho, 2) * Log(Rho)), 1e-15);
        Assert.Equal(Plain(r * Math.Log(r / s)), Value(Rho * Log(Rho / X)), 1e-15);
        Assert.Equal(Plain(r * (Math.Log(r) - 1)), Value(Rho * (Log(Rho) - 1)), 1e-15);
        Assert.Equal(Plain(Math.Sqrt(r) * Math.Log(r)), Value(Build.Sqrt(Rho) * Log(Rho)), 1e-15);
        Assert.Equal(Plain(r * Math.Log(r) * Math.Log(r)), Value(Rho * Pow(Log(Rho), 2)), 1e-15);
        Assert.Equal("rho*log(rho)", VacuumLogs.Guard(Rho * Log(Rho)).ToString());
        Assert.Equal("rho*log(rho/x)", VacuumLogs.Guard(Rho * Log(Rho / X)).ToString());
    }

    [Fact]
    public void A_value_that_is_not_given_is_an_argument_error() =>
        Assert.Throws<ArgumentException>(() => Evaluation.Evaluate(U + X, e => e == U ? 1 : null));
}
