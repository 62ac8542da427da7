using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising;

/// <summary>
/// The quadrant rule on grids (mathematics.md §3): E_h = Σ_K |K| 2^{−d} Σ_{s∈{+,−}^d} f(x_K, u_K, D_s u_K), written for one and two
/// axes. The gradient of a composite is the difference of the composite.
/// </summary>
public sealed class Quadrant : Discretiser
{
    /// <inheritdoc/>
    public override Discretisation Kind => Discretisation.Quadrant;

    /// <inheritdoc/>
    protected override IEnumerable<Element> Local(Expr integrand, int integral, Point point)
    {
        foreach (var term in Expandable(integrand).ToArray())
        {
            var d = point.Space.Dimension;
            var volume = d == 1 ? Build.Scalar(Slots.Spacing) : Build.Scalar(Slots.Spacing) * Build.Scalar(Slots.RowSpacing);
            var state = (Substitution.States(term) is [var first, ..] ? first : null);
            var concave = state is not null && IsConcave(term, state, point);
            var energy = Order(term) == 0
                ? volume * At(term, 0, 0)
                : Build.Sum([.. Quadrants(d).Select(s => volume / (1 << d) * Differenced(term, s.Last, s.First))]);
            yield return Make(integral, ElementPlace.Cells, energy, concave, Slots.Unknowns, Slots.RowBefore, Slots.RowBehind);
        }
    }

    /// <inheritdoc/>
    protected override PairElement? Pair(Expr integrand, int integral, Point x, Point y)
    {
        if (Order(integrand) > 0 || x.Space.Dimension > 1)
            return null;
        var h = Build.Scalar(Slots.Spacing);
        var energy = Substitution.Replace(integrand, leaf => leaf switch
        {
            StateValue v => v.Point == y ? Site(1) : Held(1),
            Coordinate c => c.Point == y ? Site(0) : Held(0),
            Time => Build.Scalar(Slots.Time),
            _ => null,
        });
        return MakePair(integral, h * h * energy, 1);
    }

    // Products of sums are multiplied out where that shows concave parts: (1 − u²)²/4.
    private static Seq<Expr> Expandable(Expr e) =>
        Order(e) == 0 && Degree.Of(e, x => x is StateValue) is > 2 and <= 8 && Expansion.Expand(e) is Sum s ? s.Terms : [e];

    private static IEnumerable<(int Last, int First)> Quadrants(int d) =>
        d == 1 ? [(1, 0), (-1, 0)] : [(1, 1), (1, -1), (-1, 1), (-1, -1)];

    // The integrand at the cell, its gradients as one-sided differences towards the quadrant.
    private static Expr Differenced(Expr e, int last, int first) => Substitution.Replace(e, leaf => leaf switch
    {
        Gradient g => LastAxis(g)
            ? last * (At(g.Operand, last, 0) - At(g.Operand, 0, 0)) / Build.Scalar(Slots.Spacing)
            : first * (At(g.Operand, 0, first) - At(g.Operand, 0, 0)) / Build.Scalar(Slots.RowSpacing),
        StateValue or Coordinate or Time => At(leaf, 0, 0),
        _ => null,
    });

    private static bool LastAxis(Gradient g) => g.Axis == g.Point.Space.Dimension - 1;

    // An expression of values at a cell: offset `last` along the row, `first` rows away.
    private static Expr At(Expr e, int last, int first) => Substitution.Replace(e, leaf => leaf switch
    {
        StateValue => Build.Load(first switch { 0 => Slots.Unknowns, < 0 => Slots.RowBefore, _ => Slots.RowBehind }, last),
        Coordinate c when c.Axis == c.Point.Space.Dimension - 1 => Build.Load(Slots.Centres, last),
        Coordinate => Build.Scalar(Slots.RowCoordinate) + first * Build.Scalar(Slots.RowSpacing),
        Time => Build.Scalar(Slots.Time),
        _ => null,
    });
}
