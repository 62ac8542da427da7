using System.Diagnostics;

namespace Flows.Compiler.Symbolics;

/// <summary>The value of an expression; the reference that compiled kernels are compared with.</summary>
public static class Evaluation
{
    /// <summary>The value where the leaves have given values.</summary>
    /// <param name="expression">What is evaluated.</param>
    /// <param name="leaf">The value of an atom or a symbol, or null where it has none. Operators may be given values as wholes.</param>
    /// <exception cref="ArgumentException">A leaf has no value.</exception>
    public static double Evaluate(Expr expression, Func<Expr, double?> leaf) => Evaluate(expression, leaf, []);

    private static double Evaluate(Expr e, Func<Expr, double?> leaf, Dictionary<Expr, double> memo)
    {
        if (e is Number n)
            return n.Value.ToDouble();
        if (memo.TryGetValue(e, out var known))
            return known;
        Work.Spend(1);
        var value = e switch
        {
            Constant c => c.Value,
            Symbol or Coordinate or Time or StateValue or Component or Load or Scalar or Reduced => Leaf(e),
            Gradient or DivGrad or Divergence or Integral or TransportDistance or TransportPotential => Leaf(e),
            Named d => leaf(d) ?? Of(d.Definition),
            Sum s => Sum(s),
            Product p => Product(p),
            Power p => Power(Of(p.Base), Of(p.Exponent)),
            Apply a => Apply(a),
            Conditional c => Of(Conditions.Holds(c.Condition, Of) ? c.Then : c.Else),
            _ => throw new UnreachableException(),
        };
        memo[e] = value;
        return value;

        double Of(Expr part) => Evaluate(part, leaf, memo);

        double Leaf(Expr atom) => leaf(atom) ?? throw new ArgumentException($"no value is given for {atom}", nameof(leaf));

        double Sum(Sum s)
        {
            var sum = 0.0;
            foreach (var term in s.Terms)
                sum += Of(term);
            return sum;
        }

        double Product(Product p)
        {
            var product = 1.0;
            foreach (var factor in p.Factors)
                product *= Of(factor);
            return product;
        }

        double Apply(Apply a)
        {
            var arguments = new double[a.Arguments.Count];
            for (var i = 0; i < arguments.Length; i++)
                arguments[i] = Of(a.Arguments[i]);
            return a.Function.Evaluate(arguments);
        }
    }

    // Unlike IEEE's, 1^NaN and NaN^0 are not numbers.
    private static double Power(double b, double e) => e switch
    {
        _ when double.IsNaN(b) || double.IsNaN(e) => double.NaN,
        0.5 => Math.Sqrt(b),
        -1 => 1 / b,
        2 => b * b,
        _ => Math.Pow(b, e),
    };
}
