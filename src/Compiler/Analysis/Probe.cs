using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>Evaluates an expression at one made-up point, to see whether it is finite there.</summary>
internal static class Probe
{
    /// <summary>The value with every state set to <paramref name="u"/>, coordinates to an irrational number, gradients and integrals to 0.</summary>
    public static double At(Expr e, double u)
    {
        try
        {
            return Evaluation.Evaluate(e, leaf => leaf switch
            {
                StateValue => u,
                Coordinate => 0.61803398874989,
                Time => 0,
                Gradient or DivGrad or Divergence or Integral => 0,
                _ => null,
            });
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }
}
