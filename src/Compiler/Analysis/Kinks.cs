using Flows.Compiler.Discretising;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Where |a|, max, min, … switch, the second derivative has a part that no formula shows: h(x, |a|) has 2 h_2 |a′| δ(a) there, which
/// is not negative where h_2 ≥ 0. A pole inside the range, of x^-2 say, takes convexity away whatever the second derivative beside it.
/// </summary>
internal static class Kinks
{
    /// <summary>Whether no kink takes away convexity, for sure.</summary>
    /// <param name="e">A function of one variable.</param>
    /// <param name="over">Bounds of an expression over the range of the variable; its ends do not count as inside.</param>
    public static bool AreConvex(Expr e, Func<Expr, Interval> over)
    {
        var norms = AsNorms(Definitions.Expand(e));
        foreach (var part in Substitution.All(norms))
        {
            switch (part)
            {
                case Apply { Function: Abs } norm when !IsOneSided(over(norm.Arguments[0])):
                    if (!(over(Derivative.Of(norms, norm)).Lower >= 0))
                        return false;
                    break;
                case Apply { Function: Sign or Step } jump when !IsOneSided(over(jump.Arguments[0])):
                case Apply { Function: Floor or Ceil or Mod or Clamp }:
                case Conditional:
                case Power { Exponent: Number { Value.Sign: < 0 } } pole when MayVanishInside(pole.Base, over):
                case Apply { Function: Log or Log10 } log when MayVanishInside(log.Arguments[0], over):
                    return false;
            }
        }
        return true;
    }

    // An affine function of one sign vanishes at an end of the range at most; so does the norm of one, whose kink is judged by itself.
    private static bool MayVanishInside(Expr e, Func<Expr, Interval> over) => over(e).Contains(0)
        && !(IsOneSided(over(e)) && Degree.Of(e is Apply { Function: Abs } norm ? norm.Arguments[0] : e, l => l is StateValue or Symbol or Coordinate or Gradient or DivGrad) is 0 or 1);

    private static bool IsOneSided(Interval x) => x.Lower >= 0 || x.Upper <= 0;

    // max(a, b) = (a + b + |a − b|)/2, min(a, b) = (a + b − |a − b|)/2, relu a = (a + |a|)/2
    private static Expr AsNorms(Expr e)
    {
        var inner = Substitution.MapChildren(e, AsNorms);
        return inner switch
        {
            Apply { Function: Max, Arguments: [var a, var b] } => (a + b + Norm(a - b)) / 2,
            Apply { Function: Min, Arguments: [var a, var b] } => (a + b - Norm(a - b)) / 2,
            Apply { Function: Relu, Arguments: [var a] } => (a + Norm(a)) / 2,
            _ => inner,
        };
    }

    private static Expr Norm(Expr a) => Build.Apply(FunctionCatalog.Abs, a);
}
