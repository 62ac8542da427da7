using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Whether an energy keeps a field where its functions are defined: its derivative by values grows without bound towards the end of the domain of definition, as that of
/// (1 + c) log(1 + c) does at c = −1, and drives the field away from there. What is bounded there, √u or u^1.5, keeps nothing.
/// </summary>
internal static class FieldBarriers
{
    // Logarithms grow by the same over each factor, powers below 0 by more, bounded ones by ever less.
    private const double Near = 1e-5, Nearer = 1e-10, Nearest = 1e-15, LeastShare = 0.3;

    /// <summary>Whether a barrier stands where an argument leaves [0, ∞).</summary>
    /// <param name="energy">What is descended.</param>
    /// <param name="state">The field.</param>
    /// <param name="argument">Of a logarithm or a broken power.</param>
    public static bool Keeps(Expr energy, StateSymbol state, Expr argument)
    {
        double Argument(double u) => At(argument, state, u);
        var (zero, one, two) = (Argument(0), Argument(1), Argument(2));
        var slope = one - zero;
        // The place where an affine argument of values alone vanishes.
        if (!double.IsFinite(slope) || slope == 0 || Math.Abs(two - one - slope) > 1e-12 * (1 + Math.Abs(two)))
            return false;
        var end = -zero / slope;
        var force = Definitions.Expand(FunctionalDerivative.Of(energy, state).Parts.Value);
        double Inwards(double away) => -Math.Sign(slope) * At(force, state, end + Math.Sign(slope) * away);
        var (near, nearer, nearest) = (Inwards(Near), Inwards(Nearer), Inwards(Nearest));
        return nearer > near && nearest - nearer > LeastShare * (nearer - near);
    }

    private static double At(Expr e, StateSymbol state, double u) => Evaluation.Evaluate(e, leaf => leaf switch
    {
        StateValue v when v.State == state => u,
        StateValue or Gradient or DivGrad or Integral or Time => 0,
        Coordinate => 0.5,
        _ => null,
    });
}
