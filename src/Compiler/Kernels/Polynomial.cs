namespace Flows.Compiler.Kernels;

/// <summary>Polynomials by Horner's rule, one fused multiplication-addition a degree: out-of-order execution overlaps the lanes.</summary>
/// <remarks>The coefficients that the functions use come from tests/Compiler.Tests/Kernels/minimax.py.</remarks>
internal static class Polynomial
{
    /// <summary>c₀ + c₁ x + c₂ x² + …</summary>
    public static Lane Write(LaneProgram w, Lane x, ReadOnlySpan<double> coefficients)
    {
        var value = w.Constant(coefficients[^1]);
        for (var i = coefficients.Length - 2; i >= 0; i--)
            value = w.FusedMultiplyAdd(value, x, w.Constant(coefficients[i]));
        return value;
    }
}
