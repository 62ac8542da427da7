using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising;

/// <summary>Where the elements of one kind sit along the row.</summary>
public enum ElementPlace
{
    /// <summary>One for each cell, index 0 … N − 1.</summary>
    Cells,
    /// <summary>One for each inner node, index 1 … N − 1.</summary>
    Nodes,
    /// <summary>One, at index 0: the left end of a Lagrangian chain.</summary>
    LeftEnd,
    /// <summary>One, at index N − 1: the right end of a Lagrangian chain.</summary>
    RightEnd,
}

/// <summary>One entry of an element's Hessian, by positions in <see cref="Element.Dofs"/>; Row ≤ Column.</summary>
public sealed record HessianEntry(int Row, int Column, Expr Value);

/// <summary>The energy of one small piece of the discretisation, over the unknowns it touches, with its derivatives.</summary>
/// <param name="Integral">Which integral of the outer function it belongs to.</param>
/// <param name="Place">Where it is repeated.</param>
/// <param name="Dofs">The unknowns, as loads relative to the element's index, in ascending order.</param>
/// <param name="Energy">e, in terms of loads and scalars.</param>
/// <param name="Gradient">∂e/∂(each unknown).</param>
/// <param name="Hessian">Second derivatives that do not vanish.</param>
/// <param name="Degree">Polynomial degree in the unknowns, or −1.</param>
/// <param name="IsConcave">Whether it is concave in the unknowns for sure (then convex splitting takes it at the old state).</param>
public sealed record Element(
    int Integral, ElementPlace Place, Seq<Load> Dofs, Expr Energy, Seq<Expr> Gradient, Seq<HessianEntry> Hessian, int Degree, bool IsConcave);

/// <summary>
/// The energy of one pair of sites: F = Σ_a Σ_b s(a, b) with s symmetric. Site a's values are <see cref="Scalar"/>s from
/// <see cref="Slots.FirstHeld"/> on, site b's are loads of the site arrays.
/// </summary>
/// <param name="Integral">Which integral of the outer function it belongs to.</param>
/// <param name="Energy">s(a, b).</param>
/// <param name="GradientOfA">∂s/∂(each unknown of site a).</param>
/// <param name="HessianAA">∂²s/∂a_i∂a_j, row-major over unknowns.</param>
/// <param name="HessianAB">∂²s/∂a_i∂b_j, row-major over unknowns.</param>
/// <param name="Degree">Polynomial degree in the unknowns of both, or −1.</param>
public sealed record PairElement(int Integral, Expr Energy, Seq<Expr> GradientOfA, Seq<Expr> HessianAA, Seq<Expr> HessianAB, int Degree);

/// <summary>
/// What an integrand is where there is no density. Mass coordinates see only the support: their elements hold the integrand less this, whose
/// integral over the whole domain is added.
/// </summary>
/// <param name="Integral">Which integral of the outer function it belongs to.</param>
/// <param name="Density">In terms of the coordinate and the time.</param>
public sealed record VacuumTerm(int Integral, Expr Density);

/// <summary>How an energy is discretised.</summary>
public enum Discretisation
{
    /// <summary>Cell values on a grid, the quadrant rule (mathematics.md §3).</summary>
    Quadrant,
    /// <summary>Node positions in mass coordinates (methods.md A 3.1).</summary>
    Lagrangian,
    /// <summary>The components of a point, or of each particle.</summary>
    Point,
}

/// <summary>A discrete energy as the compiler hands it over: F = Outer(I₁ … I_k), each integral a sum of elements.</summary>
/// <param name="Kind">The discretisation.</param>
/// <param name="Elements">Local elements.</param>
/// <param name="Pairs">Pair elements.</param>
/// <param name="Integrals">k.</param>
/// <param name="Outer">In terms of <see cref="Reduced"/> atoms and numbers.</param>
/// <param name="OuterGradient">∂Outer/∂I_i.</param>
/// <param name="OuterHessian">∂²Outer/∂I_i∂I_j, row-major.</param>
/// <param name="DependsOnTime">Whether t appears.</param>
/// <param name="Vacuum">What is added to the integrals for the domain outside of all elements; empty on grids.</param>
public sealed record EnergyPlan(
    Discretisation Kind, Seq<Element> Elements, Seq<PairElement> Pairs, int Integrals, Expr Outer, Seq<Expr> OuterGradient, Seq<Expr> OuterHessian,
    bool DependsOnTime, Seq<VacuumTerm> Vacuum)
{
    /// <summary>The parts of double integrals that cells and given functions share; empty on grids.</summary>
    public Seq<PotentialElement> Potentials { get; init; } = [];

    /// <summary>Pairs of cells in their order; empty on grids.</summary>
    public Seq<OrderedPairs> Ordered { get; init; } = [];

    /// <summary>The parts of double integrals without density; empty on grids.</summary>
    public Seq<VacuumPair> VacuumPairs { get; init; } = [];

    /// <summary>Whether F is simply the one integral.</summary>
    public bool IsPlain => Outer is Reduced && Integrals == 1;
}
