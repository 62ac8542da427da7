using Flows.Compiler.Binding;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Which natural conditions are left on a side where others are given.</summary>
internal static class BoundaryTerms
{
    /// <summary>Whether a condition that is given stands in the place of a natural one: a value for that of η, a normal derivative for that of ∂η/∂n, and of energies
    /// without second derivatives, which ask for one condition a side, for that of η as well.</summary>
    /// <param name="term">The natural condition.</param>
    /// <param name="given">What is given on its side.</param>
    /// <param name="order">The highest derivative in the energy.</param>
    public static bool IsReplaced(BoundaryTerm term, Seq<BoundaryCondition> given, int order) => given.Any(b => b.Kind switch
    {
        BoundaryKind.NoFlux => true,
        BoundaryKind.Dirichlet => term.Of == BoundaryFactor.Value,
        BoundaryKind.Neumann => term.Of == BoundaryFactor.NormalDerivative || order < 2,
        _ => false,
    });
}
