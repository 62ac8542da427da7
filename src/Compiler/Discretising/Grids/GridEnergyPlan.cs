using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>
/// A discrete energy on a grid: F = Outer(I₁ … I_k), I_i = Σ over cells of |K| e_i, e_i an expression over the cells around, with convolutions
/// of the states among its arrays (mathematics.md §3). All derivatives are taken here, of what is summed up.
/// </summary>
/// <param name="States">The states, in the order of their arrays.</param>
/// <param name="Densities">e₁ … e_k.</param>
/// <param name="Nonlocals">The convolutions that the densities hold.</param>
/// <param name="Outer">In terms of <see cref="Reduced"/> atoms, time and symbols of reductions.</param>
/// <param name="OuterGradient">∂Outer/∂I_i.</param>
/// <param name="OuterHessian">∂²Outer/∂I_i∂I_j, row by row.</param>
/// <param name="DependsOnTime">Whether t appears.</param>
public sealed record GridEnergyPlan(
    Seq<StateSymbol> States, Seq<Expr> Densities, Seq<Nonlocal> Nonlocals, Expr Outer, Seq<Expr> OuterGradient, Seq<Expr> OuterHessian, bool DependsOnTime)
{
    /// <summary>The number of its first weight among those of all energies of a system.</summary>
    public int FirstWeight { get; init; }

    /// <summary>The number of its first convolution among those of all energies of a system.</summary>
    public int FirstNonlocal { get; init; }

    /// <summary>What the integrals hold of integrals over sides.</summary>
    public Seq<GridSideDensity> Sides { get; init; } = [];

    /// <summary>What of them its gradient is taken of, the weights as numbers.</summary>
    public Seq<GridSideDensity> WeightedSides =>
        [.. Sides.Where(s => !s.IsOfValue).Select(s => IsPlain ? s : s with { Density = GridScalars.Weight(FirstWeight + s.Integral) * s.Density })];

    /// <summary>The same energy, its values right where slopes are prescribed (<see cref="GridSlopes"/>).</summary>
    /// <param name="beyond">Of each state what stands beyond the sides.</param>
    public GridEnergyPlan WithSlopes(Seq<Seq<ImageKind>> beyond) => this with { Sides = [.. Sides, .. GridSlopes.Of([.. Densities], beyond, States[0].Space.Dimension)] };

    /// <summary>
    /// Whether what the energy feels of convolutions is felt in the cell alone that the convolution is taken in, so that it is the same near sides as elsewhere.
    /// </summary>
    public bool FeelsLocally => Nonlocals.All(n => GridForms.Reach(n.Source) == 0)
        && Densities.All(e => GridForms.Loads(e).All(l => GridArray.Read(l) is var (role, _, at) && (role != GridRole.Nonlocal || at == Shift.None)));

    /// <summary>Whether F is simply the one integral.</summary>
    public bool IsPlain => Outer is Reduced && Densities.Count == 1;

    /// <summary>Σ ∂Outer/∂I_i e_i, the weights as numbers.</summary>
    public Expr Weighted => IsPlain ? Densities[0] : Build.Sum([.. Densities.Select((e, i) => GridScalars.Weight(FirstWeight + i) * e)]);

    /// <summary>∂F/∂u per cell volume, of one state; convolutions and their adjoints as arrays.</summary>
    public Expr Gradient(int state) => Gradient(Weighted, state);

    /// <summary>As <see cref="Gradient(int)"/>, of the i-th integral alone.</summary>
    public Expr GradientOf(int integral, int state) => Gradient(Densities[integral], state);

    /// <summary>∂F/∂N_j per cell volume: what is convolved with the reflected kernel.</summary>
    public Expr Sensitivity(int nonlocal) => GridForms.Gathered(Weighted, GridRole.Nonlocal, FirstNonlocal + nonlocal);

    /// <summary>The polynomial degree of the densities in the states, convolutions counted as states; −1 for none.</summary>
    public int Degree
    {
        get
        {
            var outer = Discretising.Degree.Of(Outer, l => l is Reduced);
            var inner = Densities.Concat(Sides.Select(s => s.Density)).Select(e => Discretising.Degree.Of(e, l => l is Load load && GridArray.Read(load).Role is GridRole.State or GridRole.Nonlocal)).DefaultIfEmpty(0).ToArray();
            return outer < 0 || inner.Contains(-1) ? -1 : inner.Max() * Math.Max(1, outer);
        }
    }

    /// <summary>How far from a cell its gradient reads.</summary>
    public int Reach => Enumerable.Range(0, States.Count).Select(i => GridForms.Reach(Gradient(i))).DefaultIfEmpty(0).Max();

    /// <summary>What ∂F/∂u per cell volume holds of convolutions that are made of the state.</summary>
    public Expr Felt(int state)
    {
        Expr sources = Build.Sum([.. Nonlocals.Select((n, j) => n.Source * GridArray.Value(GridRole.Adjoint, FirstNonlocal + j, Shift.None))]);
        return GridForms.Gathered(sources, GridRole.State, state);
    }

    private Expr Gradient(Expr density, int state) => GridForms.Gathered(density, GridRole.State, state) + Felt(state);
}
