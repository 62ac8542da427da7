using Flows.Compiler.Functions;

namespace Flows.Compiler.Kernels;

/// <summary>A value that a kernel under construction holds: one number a lane, or a mask.</summary>
/// <param name="Id">The writer's name for it.</param>
public readonly record struct Lane(int Id);

/// <summary>
/// Writes straight-line vector code. One source serves every vector width: a <see cref="Function"/> says once how it is computed
/// from these operations, and the writer turns them into Vector512, Vector256 or scalar instructions.
/// </summary>
public interface ILaneWriter
{
    /// <summary>The same number in every lane.</summary>
    Lane Constant(double value);

    /// <summary>a + b</summary>
    Lane Add(Lane a, Lane b);

    /// <summary>a − b</summary>
    Lane Subtract(Lane a, Lane b);

    /// <summary>a · b</summary>
    Lane Multiply(Lane a, Lane b);

    /// <summary>a / b</summary>
    Lane Divide(Lane a, Lane b);

    /// <summary>a · b + c, rounded once.</summary>
    Lane FusedMultiplyAdd(Lane a, Lane b, Lane c);

    /// <summary>−a</summary>
    Lane Negate(Lane a);

    /// <summary>√a</summary>
    Lane SquareRoot(Lane a);

    /// <summary>|a|</summary>
    Lane Absolute(Lane a);

    /// <summary>The smaller; NaN if either is NaN.</summary>
    Lane Minimum(Lane a, Lane b);

    /// <summary>The larger; NaN if either is NaN.</summary>
    Lane Maximum(Lane a, Lane b);

    /// <summary>⌊a⌋</summary>
    Lane Floor(Lane a);

    /// <summary>Mask: a &lt; b</summary>
    Lane Less(Lane a, Lane b);

    /// <summary>Mask: a ≤ b</summary>
    Lane LessOrEqual(Lane a, Lane b);

    /// <summary>Mask: a = b</summary>
    Lane Equal(Lane a, Lane b);

    /// <summary>Mask: both</summary>
    Lane And(Lane a, Lane b);

    /// <summary>Mask: one at least</summary>
    Lane Or(Lane a, Lane b);

    /// <summary>Mask: not</summary>
    Lane Not(Lane mask);

    /// <summary>Where the mask holds the first, elsewhere the second value.</summary>
    Lane Select(Lane mask, Lane then, Lane otherwise);

    /// <summary>eᵃ to 1 ulp, overflow and NaN as Math.Exp.</summary>
    Lane Exp(Lane a);

    /// <summary>log a to 1 ulp; log 0 = −∞, negative NaN.</summary>
    Lane Log(Lane a);

    /// <summary>sin a; arguments beyond 2²⁰ go to the scalar path.</summary>
    Lane Sin(Lane a);

    /// <summary>cos a; as Sin.</summary>
    Lane Cos(Lane a);

    /// <summary>tanh a.</summary>
    Lane Tanh(Lane a);

    /// <summary>erf a.</summary>
    Lane Erf(Lane a);

    /// <summary>Calls <see cref="Function.Evaluate"/> for each lane: slow, right for every function.</summary>
    Lane Scalarwise(Function function, ReadOnlySpan<Lane> arguments);
}
