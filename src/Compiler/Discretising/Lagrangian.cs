using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Discretising;

/// <summary>
/// Mass coordinates in one dimension (methods.md A 3.1): nodes X_i, cell masses m_i, density r_i = m_i/(X_{i+1} − X_i). Terms of
/// the density alone are exact; terms with x by 3-point Gauss in each cell; gradients sit on nodes, with end elements against vacuum.
/// Cells without mass (gaps between components) carry no energy.
/// </summary>
public sealed class Lagrangian : Discretiser
{
    /// <summary>Positions in the cell of the 3-point Gauss rule on [0, 1].</summary>
    public static readonly double[] GaussPositions = [0.5 - 0.387298334620741688517926539978, 0.5, 0.5 + 0.387298334620741688517926539978];

    /// <summary>Its weights: 5/18, 4/9, 5/18.</summary>
    public static readonly double[] GaussWeights = [5.0 / 18, 4.0 / 9, 5.0 / 18];

    /// <inheritdoc/>
    public override Discretisation Kind => Discretisation.Lagrangian;

    /// <inheritdoc/>
    protected override IEnumerable<Element> Local(Expr integrand, int integral, Point point) =>
        Order(integrand) == 0 ? [Cell(integrand, integral)] : Nodes(integrand, integral);

    /// <inheritdoc/>
    protected override PairElement? Pair(Expr integrand, int integral, Point x, Point y)
    {
        if (Order(integrand) > 0)
            return null;
        // Sites are the Gauss points: position, cell width, cell mass, weight.
        var energy = Substitution.Replace(integrand, leaf => leaf switch
        {
            StateValue v => v.Point == y ? Site(2) / Site(1) : Held(2) / Held(1),
            Coordinate c => c.Point == y ? Site(0) : Held(0),
            Time => Build.Scalar(Slots.Time),
            _ => null,
        });
        return MakePair(integral, Held(1) * Held(3) * Site(1) * Site(3) * energy, 0, 1);
    }

    /// <inheritdoc/>
    private protected override OutsideTerms? Split(Expr integrand, Point x, Point y) => OutsideTerms.Of(integrand, x, y);

    /// <inheritdoc/>
    protected override OrderedPairs? Ordered(Expr integrand, int integral, Point x, Point y) => OrderedPairs.Of(integral, integrand, x, y);

    /// <inheritdoc/>
    /// <remarks>A term that is infinite without density is left to the cells: its energy is finite only where the density fills the domain.</remarks>
    protected override Expr? Vacuum(Expr integrand)
    {
        var empty = WithoutDensity(integrand);
        // 0^(1 + x) is no number, and yet nothing: what is zero wherever it is finite adds nothing.
        return empty is Number { Value.IsZero: true } || Probes.Select(x => At(empty, x)).Where(double.IsFinite).All(value => value == 0) ? null : empty;
    }

    // Of ∇(ρ − σ) −∇σ stays.
    private static Expr WithoutDensity(Expr e) => Substitution.Replace(e, leaf => leaf switch
    {
        StateValue => 0,
        Gradient g => WithoutDensity(g.Operand) is var operand && Substitution.DependsOn(operand, g.Point) ? Derivative.Of(operand, Build.Coordinate(g.Point, g.Axis)) : 0,
        _ => null,
    });

    // At a few places and times of no meaning: whether an expression has finite values at all.
    private static readonly double[] Probes = [0.3141, -0.2718, 1.618, -14.14, 123.4];

    private static double At(Expr e, double x)
    {
        try
        {
            return Evaluation.Evaluate(e, leaf => leaf is Coordinate or Time ? x : null);
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }

    private static Element Cell(Expr integrand, int integral)
    {
        var (left, width, mass) = (Node(0), Node(1) - Node(0), Mass(0));
        var hasCoordinate = Substitution.All(integrand).Any(l => l is Coordinate);
        var energy = hasCoordinate
            ? Build.Sum([.. GaussPositions.Zip(GaussWeights, (s, w) => Build.Number(w) * Weighted(integrand, left + Build.Number(s) * width, width, mass))])
            : Weighted(integrand, left, width, mass);
        return Make(integral, ElementPlace.Cells, OnMass(mass, energy), false, Slots.Unknowns);
    }

    // D f(x, m/D): a factor ρ times D is m, which keeps ∫Vρ = Σ m V exactly linear in the mass.
    private static Expr Weighted(Expr integrand, Expr x, Expr width, Expr mass) => width * Pointwise(integrand, x, mass / width);

    private static Expr Pointwise(Expr e, Expr x, Expr density) => Substitution.Replace(e, leaf => leaf switch
    {
        StateValue => density,
        Coordinate => x,
        Time => Build.Scalar(Slots.Time),
        _ => null,
    });

    // m̄ e(X, r̄, r̄·Δg/m̄)/r̄ at each inner node; against vacuum (r = 0, half the mass) at both ends.
    private static IEnumerable<Element> Nodes(Expr integrand, int integral)
    {
        var inner = AtNode(integrand, Node(0), Mass(-1) / (Node(0) - Node(-1)), Mass(0) / (Node(1) - Node(0)), (Mass(-1) + Mass(0)) / 2);
        yield return Make(integral, ElementPlace.Nodes, OnMass(Mass(-1), OnMass(Mass(0), inner)), false, Slots.Unknowns);
        var leftEnd = AtNode(integrand, Node(0), 0, Mass(0) / (Node(1) - Node(0)), Mass(0) / 2);
        yield return Make(integral, ElementPlace.LeftEnd, leftEnd, false, Slots.Unknowns);
        var rightEnd = AtNode(integrand, Node(1), Mass(0) / (Node(1) - Node(0)), 0, Mass(0) / 2);
        yield return Make(integral, ElementPlace.RightEnd, rightEnd, false, Slots.Unknowns);
    }

    private static Expr AtNode(Expr integrand, Expr x, Expr before, Expr behind, Expr mass)
    {
        var mean = (before + behind) / 2;
        var value = Substitution.Replace(integrand, leaf => leaf switch
        {
            // From one cell to the next the density changes, and what else is in the operand changes with x.
            Gradient g => mean * (Pointwise(g.Operand, x, behind) - Pointwise(g.Operand, x, before)) / mass
                + Pointwise(Derivative.Of(g.Operand, Build.Coordinate(g.Point, g.Axis)), x, mean),
            StateValue => mean,
            Coordinate => x,
            Time => Build.Scalar(Slots.Time),
            _ => null,
        });
        return mass * value / mean;
    }

    private static Expr OnMass(Expr mass, Expr energy) => Build.If(new Compare(Comparison.Less, 0, mass), energy, 0);

    private static Expr Node(int offset) => Build.Load(Slots.Unknowns, offset);

    private static Expr Mass(int offset) => Build.Load(Slots.Masses, offset);
}
