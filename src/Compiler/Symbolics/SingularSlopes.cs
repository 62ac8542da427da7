using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>
/// |∇u|^p with p &lt; 2 has a second derivative that is infinite where ∇u = 0, and below p = 1 a first one: |∇u|² is raised by a square that is below the round-off of any energy that a run
/// can tell from 0, so that Newton's method has a number to start from.
/// </summary>
public static class SingularSlopes
{
    // (1e-12)²: |∇u|^p changes by less than 1e-12 of |∇u|^p where |∇u| is above 1e-6, and by 1e-12 at the most for p ≥ 1.
    private static readonly Expr Smallest = Build.Number(1e-24);

    /// <summary>The expression with raised squares; done before kernels, never for display.</summary>
    public static Expr Guard(Expr e) => Guarded(Substitution.MapChildren(e, Guard));

    /// <summary>Whether there is such a power: diffusion that has no bound where the gradient vanishes.</summary>
    public static bool Any(Expr e) => Substitution.All(e).OfType<Power>().Any(p => !ReferenceEquals(Guarded(p), p)
        && Evaluation.Evaluate(p.Base, leaf => leaf switch { Gradient or DivGrad or Integral => 0, StateValue or Coordinate or Time => 0.5, _ => null }) == 0);

    private static Expr Guarded(Expr e) => e switch
    {
        // |a|^p = (a²)^(p/2)
        Power { Base: Apply { Function: Abs, Arguments: [var a] }, Exponent: Number { Value: { IsInteger: false } p } } when IsBelow(p, 2) && HasGradient(a) =>
            Build.Power(Build.Power(a, 2) + Smallest, Build.Number(p / new Rational(2))),
        Power { Base: var squares, Exponent: Number { Value: { IsInteger: false } q } } when IsBelow(q, 1) && HasGradient(squares) && Signs.IsNonNegative(squares) =>
            Build.Power(squares + Smallest, Build.Number(q)),
        _ => e,
    };

    private static bool IsBelow(Rational p, int limit) => p.Sign > 0 && (p - new Rational(limit)).Sign < 0;

    private static bool HasGradient(Expr e) => Substitution.Contains(e, x => x is Gradient);
}
