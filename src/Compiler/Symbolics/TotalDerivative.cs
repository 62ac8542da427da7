using System.Diagnostics;
using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>Derivatives along an axis, by the chain rule down to gradients of states.</summary>
public static class TotalDerivative
{
    /// <summary>d/dx of the expression as a function of the point: states become gradients, gradients second derivatives.</summary>
    public static Expr Along(Expr expression, Point point, int axis) => Along(expression, point, axis, []);

    private static Expr Along(Expr e, Point point, int axis, Dictionary<Expr, Expr> memo)
    {
        if (!e.Known.FreePoints.Contains(point))
            return Build.Zero;
        if (memo.TryGetValue(e, out var known))
            return known;
        var result = e switch
        {
            Number or Constant or Symbol or Named or Time or Component or Load or Scalar or Reduced => Build.Zero,
            Coordinate c => c.Axis == axis ? Build.One : Build.Zero,
            StateValue v => Build.Gradient(v, point, axis),
            Sum s => Build.Sum([.. s.Terms.Select(D)]),
            Product p => Build.Sum([.. p.Factors.Select((f, i) => Build.Product(D(f), Without(p, i)))]),
            Power p => Build.Product(p.Exponent, Build.Power(p.Base, p.Exponent - 1), D(p.Base))
                + OfExponent(p, D(p.Exponent)),
            // A jump has a derivative only as a whole: grad sign(u).
            Apply { Function.Jumps: true } when e.Known.Has(Kinds.State) => Build.Gradient(e, point, axis),
            Apply a => Build.Sum([.. a.Arguments.Select((x, i) => D(x) is var d && d is Number { Value.IsZero: true }
                ? d
                : d * a.Function.Derivative(a.Arguments, i))]),
            Conditional c => Build.If(c.Condition, D(c.Then), D(c.Else)) is var inside && inside is Number { Value.IsZero: true } && e.Known.Has(Kinds.State)
                ? Build.Gradient(e, point, axis)
                : inside,
            // A gradient of a state stays, one of a composite is expanded first.
            Gradient or DivGrad or Divergence => OfOperator(e),
            Integral i => Build.Integral(i.Point, D(i.Body)),
            TransportDistance t => TransportRules.Rate(t, D(t.First), D(t.Second)),
            TransportPotential => Build.Gradient(e, point, axis),
            _ => throw new UnreachableException(),
        };
        memo[e] = result;
        return result;

        Expr D(Expr part) => Along(part, point, axis, memo);

        Expr OfOperator(Expr op)
        {
            var expanded = GradientExpansion.Expand(op);
            return ReferenceEquals(expanded, op) || expanded is Gradient or DivGrad or Divergence
                ? Build.Gradient(expanded, point, axis)
                : D(expanded);
        }
    }

    private static Expr Without(Product p, int index)
    {
        var factors = p.Factors.AsSpan().ToArray();
        factors[index] = Build.One;
        return Build.Product(factors);
    }

    private static Expr OfExponent(Power p, Expr derivative) => derivative is Number { Value.IsZero: true }
        ? derivative
        : Build.Product(p, derivative, Build.Apply(FunctionCatalog.Log, p.Base));
}
