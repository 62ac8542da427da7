using CsCheck;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;
using static Flows.Compiler.Tests.Symbolics.Sample;

namespace Flows.Compiler.Tests.Symbolics;

public sealed class SimplifierProperties
{
    [Fact]
    public void A_sign_of_a_sign_meets_its_argument()
    {
        var sign = Build.Apply(FunctionCatalog.Find("sign")!, Sample.U);
        Assert.Equal(2, Evaluation.Evaluate(2 * (Build.Apply(FunctionCatalog.Find("sign")!, sign) * sign), _ => -3));
    }

    [Fact]
    public void The_canonical_form_has_the_value_of_what_was_written() =>
        RandomExpressions.Of.Sample(w => AllPoints(w, i => Close(Evaluation.Evaluate(w.Expr, e => RandomExpressions.Leaf(e, i)), w, i)), iter: 20_000);

    [Fact]
    public void Multiplying_out_keeps_the_value() =>
        RandomExpressions.Of.Sample(w =>
        {
            var expanded = Expansion.Expand(w.Expr);
            // Summands cancel that were factors: rounding is of the size of all of them, not of the value.
            Seq<Expr> terms = expanded is Sum s ? s.Terms : [expanded];
            return AllPoints(w, i =>
            {
                var values = terms.Select(t => Evaluation.Evaluate(t, e => RandomExpressions.Leaf(e, i))).ToArray();
                return Math.Abs(values.Sum() - w.Values[i]) <= 1e-13 * values.Sum(Math.Abs) || Close(values.Sum(), w, i);
            });
        }, iter: 3_000);

    [Fact]
    public void Building_a_canonical_form_again_gives_the_same_object() =>
        RandomExpressions.Of.Sample(w => ReferenceEquals(Rebuild(w.Expr), w.Expr), iter: 10_000);

    [Fact]
    public void Powers_of_numbers_are_canonical_too() =>
        Gen.Select(Gen.Int[1, 20_000], Gen.Int[-5, 5], Gen.Int[2, 4]).Sample((n, p, q) =>
        {
            var power = Build.Power(Build.Number(new Rational(n)), Build.Number(new Rational(p, q)));
            var value = Math.Pow(n, (double)p / q);
            return ReferenceEquals(Rebuild(power), power) && Math.Abs(Evaluation.Evaluate(power, _ => null) - value) <= 1e-14 * value;
        }, iter: 3_000);

    [Fact]
    public void The_order_of_terms_and_factors_does_not_matter() =>
        Gen.Select(RandomExpressions.Of, RandomExpressions.Of, RandomExpressions.Of).Sample((a, b, c) =>
            ReferenceEquals(a.Expr + b.Expr + c.Expr, c.Expr + a.Expr + b.Expr)
            && ReferenceEquals(Build.Product(a.Expr, b.Expr, c.Expr), Build.Product(c.Expr, b.Expr, a.Expr)), iter: 2_000);

    [Fact]
    public void What_is_subtracted_from_itself_is_nothing() =>
        RandomExpressions.Of.Sample(w => Substitution.Contains(w.Expr, e => e is Power { Base: Number { Value.IsZero: true } }) || w.Expr - w.Expr == Build.Zero && (w.Expr == Build.Zero || w.Expr / w.Expr == Build.One), iter: 5_000);

    [Fact]
    public void An_interval_holds_the_values_at_its_points() =>
        RandomExpressions.Of.Sample(w =>
        {
            for (var i = 0; i < w.Values.Length; i++)
            {
                var k = i;
                var interval = IntervalEvaluator.Over(w.Expr, e => RandomExpressions.Leaf(e, k) is { } v ? new Interval(v - 0.1, v + 0.1) : null);
                var value = Evaluation.Evaluate(w.Expr, e => RandomExpressions.Leaf(e, k));
                // Where something is divided by zero on the way, IEEE's infinities are not the limits.
                if (w.Scale[i] < 1e100 && !double.IsNaN(value) && !interval.Contains(value))
                    throw new InvalidOperationException($"at point {i} {value} is not in {interval}");
            }
            return true;
        }, iter: 20_000);

    [Fact]
    public void A_derivative_is_the_slope() =>
        RandomExpressions.Of.Sample(w =>
        {
            var derivative = Derivative.Of(w.Expr, U);
            return AllPoints(w, i =>
            {
                double At(double h) => Evaluation.Evaluate(w.Expr, e => RandomExpressions.Leaf(e, i) is { } v ? e == U ? v + h : v : null);
                // Three step sizes must agree, or the point is too near a kink or a pole to say anything.
                var (coarse, fine, finest) = (Slope(At, 1e-3), Slope(At, 1e-4), Slope(At, 1e-5));
                var size = 1 + Math.Abs(fine);
                if (!(Math.Abs(coarse - fine) < 1e-7 * size && Math.Abs(finest - fine) < 1e-7 * size))
                    return true;
                var exact = Evaluation.Evaluate(derivative, e => RandomExpressions.Leaf(e, i));
                // Not finite where a function saturates, asin(erf(40)).
                return !double.IsFinite(exact) || Math.Abs(exact - fine) <= 1e-5 * size * Math.Max(1, w.Scale[i] * 1e-3)
                    ? true
                    : throw new InvalidOperationException($"at point {i} the derivative is {exact}, the slope {fine}: {derivative}");
            });
        }, iter: 10_000);

    // Fourth order.
    private static double Slope(Func<double, double> f, double h) => (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);

    private static bool AllPoints(Written w, Func<int, bool> holds) =>
        Enumerable.Range(0, w.Values.Length).All(i => !double.IsFinite(w.Values[i]) || !(w.Scale[i] < 1e4) || holds(i));

    // Rounding of a few steps, each amplified by at most the scale squared.
    private static bool Close(double value, Written w, int i) =>
        Math.Abs(value - w.Values[i]) <= 1e-13 * Math.Max(1, Math.Pow(w.Scale[i], 2)) * 1e2
            ? true
            : throw new InvalidOperationException($"at point {i} it is {value:R}, not {w.Values[i]:R} (scale {w.Scale[i]})");

    private static Expr Rebuild(Expr e) => e switch
    {
        Sum s => Build.Sum([.. s.Terms.Select(Rebuild)]),
        Product p => Build.Product([.. p.Factors.Select(Rebuild)]),
        Power p => Build.Power(Rebuild(p.Base), Rebuild(p.Exponent)),
        Apply a => Build.Apply(a.Function, [.. a.Arguments.Select(Rebuild)]),
        Conditional c => Build.If(Conditions.Map(c.Condition, Rebuild), Rebuild(c.Then), Rebuild(c.Else)),
        Gradient g => Build.Gradient(Rebuild(g.Operand), g.Point, g.Axis),
        _ => e,
    };
}
