using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>Samples of the Hessian of an integrand in u, ∇u, ….</summary>
internal static class JointSamples
{
    private const int Count = 400;

    /// <summary>Whether the Hessian is positive semidefinite at every sample, values of all sizes from 1e-3 to 1e3.</summary>
    /// <param name="e">An integrand with its gradients written out.</param>
    /// <param name="unknowns">What counts as independent.</param>
    public static bool AreConvex(Expr e, Expr[] unknowns)
    {
        var hessian = unknowns.Select(a => unknowns.Select(b => Derivative.Of(Derivative.Of(e, a), b)).ToArray()).ToArray();
        var state = 12345UL;
        // Marsaglia's xorshift: the same samples everywhere.
        double Uniform() => ((state = (state ^= (state ^= state << 13) >> 7) ^ state << 17) >> 11) * (1.0 / (1UL << 53));
        for (var sample = 0; sample < Count; sample++)
        {
            var values = new Dictionary<Expr, double>();
            double Value(Expr leaf)
            {
                if (!values.TryGetValue(leaf, out var value))
                {
                    var size = Math.Pow(10, 6 * Uniform() - 3);
                    values[leaf] = value = leaf is StateValue { State.IsDensity: true } || Uniform() < 0.5 ? size : -size;
                }
                return value;
            }
            var matrix = new double[unknowns.Length, unknowns.Length];
            var scale = 0.0;
            for (var i = 0; i < unknowns.Length; i++)
                for (var j = 0; j < unknowns.Length; j++)
                {
                    double entry;
                    try
                    {
                        entry = Evaluation.Evaluate(hessian[i][j], leaf => unknowns.Contains(leaf) || leaf is Coordinate ? Value(leaf) : null);
                    }
                    catch (ArgumentException)
                    {
                        return false;
                    }
                    if (!double.IsFinite(entry))
                        return false;
                    matrix[i, j] = entry;
                    scale = Math.Max(scale, Math.Abs(entry));
                }
            if (Eigenvalues.Ends(matrix).Least < -1e-10 * scale)
                return false;
        }
        return true;
    }
}
