using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Discretising;

/// <summary>
/// Rewrites an energy into element energies over local unknowns and differentiates those (architecture.md §4). One file each.
/// </summary>
public abstract class Discretiser
{
    /// <summary>Which discretisation it makes.</summary>
    public abstract Discretisation Kind { get; }

    /// <summary>The elements of one local integrand.</summary>
    /// <param name="integrand">b(x, u, ∇u) without inner integrals.</param>
    /// <param name="integral">Which integral it belongs to.</param>
    /// <param name="point">The point it is written at.</param>
    protected abstract IEnumerable<Element> Local(Expr integrand, int integral, Point point);

    /// <summary>The energy of a pair of sites, from the integrand g(x, y, u(x), u(y)).</summary>
    protected abstract PairElement? Pair(Expr integrand, int integral, Point x, Point y);

    /// <summary>What an integrand is where there is no state to be seen by elements; null where that is nothing.</summary>
    protected virtual Expr? Vacuum(Expr integrand) => null;

    /// <summary>The parts of a double integral by where there is a state to be seen by pairs; all of it is, where elements fill the domain. Null where it cannot be split.</summary>
    private protected virtual OutsideTerms? Split(Expr integrand, Point x, Point y) => new(integrand, [], Build.Zero);

    /// <summary>A double integral as sums over cells in their order; null where it is none, and where cells have no order.</summary>
    protected virtual OrderedPairs? Ordered(Expr integrand, int integral, Point x, Point y) => null;

    /// <summary>Discretises a closed expression.</summary>
    /// <param name="energy">F in terms of one state.</param>
    /// <param name="at">Where to point when it cannot be done.</param>
    /// <returns>The plan; null with a diagnostic for terms that do not run yet.</returns>
    public Checked<EnergyPlan> Of(Expr energy, SourceSpan at)
    {
        var form = OuterForm.Of(SingularSlopes.Guard(VacuumLogs.Guard(Definitions.Expand(energy))));
        var elements = new List<Element>();
        var pairs = new List<PairElement>();
        var vacuum = new List<VacuumTerm>();
        var ordered = new List<OrderedPairs>();
        var potentials = new List<PotentialElement>();
        var vacuumPairs = new List<VacuumPair>();
        for (var i = 0; i < form.Bodies.Count; i++)
        {
            foreach (var term in Terms(form.Bodies[i]))
            {
                var nested = Variations.Integrals.Outermost(term);
                if (Order(term) > 1)
                    return new Checked<EnergyPlan>(null, [NotYet.Runs("energies with second spatial derivatives", at)]);
                if (nested.Count == 0)
                {
                    var background = Vacuum(term);
                    if (background is not null)
                        vacuum.Add(new VacuumTerm(i, background));
                    var seen = background is null ? term : term - background;
                    if (!IsZero(seen))
                        elements.AddRange(Local(seen, i, form.Point));
                }
                else if (AsPair(term, nested, form.Point) is var (integrand, y) && Order(integrand) == 0 && Split(integrand, form.Point, y) is { } split
                    && PairsOf(split.Both, i, form.Point, y) is var (alike, inOrder))
                {
                    if (IsSingular(integrand, form.Point, y))
                        return new Checked<EnergyPlan>(null, [NotYet.Runs("kernels that are singular where the two points meet", at)]);
                    pairs.AddRange(alike);
                    ordered.AddRange(inOrder);
                    potentials.AddRange(split.One.Select(p => new PotentialElement(i, p.Factor, p.Kernel, form.Point, y)));
                    if (!IsZero(split.None))
                        vacuumPairs.Add(new VacuumPair(i, split.None, form.Point, y));
                }
                else
                    return new Checked<EnergyPlan>(null, [NotYet.Runs("energies in which an integral stands inside a nonlinear expression or a third integral", at)]);
            }
        }
        var count = form.Bodies.Count;
        var gradient = ByIntegrals(form.Outer, count);
        return new Checked<EnergyPlan>(
            new EnergyPlan(Kind, Merge(elements), [.. pairs], count, form.Outer, [.. gradient],
                [.. gradient.SelectMany(g => ByIntegrals(g, count))],
                TimeDependence.Of(energy), [.. vacuum])
            {
                Ordered = [.. ordered],
                Potentials = Joined(potentials),
                VacuumPairs = [.. vacuumPairs],
            },
            []);
    }

    // Null where it is no pair of sites either.
    private (PairElement[] Alike, OrderedPairs[] InOrder)? PairsOf(Expr integrand, int integral, Point x, Point y) =>
        IsZero(integrand) ? ([], [])
        : Ordered(integrand, integral, x, y) is { } ordered ? ([], [ordered])
        : Pair(integrand, integral, x, y) is { } pair ? ([pair], []) : null;

    // Potentials of one factor are one table.
    private static Seq<PotentialElement> Joined(List<PotentialElement> potentials) =>
    [
        .. potentials.GroupBy(p => (p.Integral, p.Factor, p.X, p.Y)).Select(group => group.First() with { Kernel = Build.Sum([.. group.Select(p => p.Kernel)]) })
            .Where(p => !IsZero(p.Kernel)),
    ];

    private static bool IsZero(Expr e) => e is Number { Value.IsZero: true };

    /// <summary>The highest spatial derivative of any state in an integrand.</summary>
    protected static int Order(Expr e) => Substitution.States(e).Select(s => Variations.GradientOrder.Of(e, s)).DefaultIfEmpty(0).Max();

    // The partial derivatives by the values of the integrals, each from the summands that hold it: a sum of n products has n integrals or more.
    private static Expr[] ByIntegrals(Expr e, int count)
    {
        var slopes = new List<Expr>?[count];
        foreach (var term in Terms(e))
            foreach (var value in Substitution.All(term).OfType<Reduced>())
                (slopes[value.Index] ??= []).Add(Derivative.Of(term, value));
        return [.. slopes.Select(parts => parts is null ? Build.Zero : Build.Sum([.. parts]))];
    }

    private static Seq<Expr> Terms(Expr e) => e is Sum s ? s.Terms : [e];

    // c(x)·∫g(x, y)dy, the inner integral to the first power and without a third inside.
    private static (Expr Integrand, Point Y)? AsPair(Expr term, IReadOnlyList<Symbolics.Integral> nested, Point x)
    {
        if (nested is not [var inner] || Variations.Integrals.Outermost(inner.Body).Count > 0)
            return null;
        var factor = Derivative.Of(term, inner);
        if (Variations.Integrals.Outermost(factor).Count > 0)
            return null;
        var y = new Point(x.Space, x.Index + 1_000_000);
        return (factor * Substitution.MovePoint(inner.Body, inner.Point, y), y);
    }

    // Not finite at x = y: a quadrature that takes cells with themselves would not do.
    private static bool IsSingular(Expr integrand, Point x, Point y)
    {
        var met = Substitution.Replace(integrand, leaf => leaf is Coordinate c && c.Point == y ? Build.Coordinate(x, c.Axis) : leaf is StateValue ? 1 : null);
        return !double.IsFinite(Analysis.Probe.At(met, 1));
    }

    // Elements of one place, integral and kind of degree are one element: fewer kernels, more shared sub-expressions.
    private static Seq<Element> Merge(List<Element> elements) =>
    [
        .. elements.GroupBy(e => (e.Integral, e.Place, Class(e.Degree), e.IsConcave)).Select(group =>
            group.Count() == 1 ? group.First()
            : Make(group.Key.Integral, group.Key.Place, Build.Sum([.. group.Select(e => e.Energy)]), group.Key.IsConcave, Slots.Unknowns, Slots.RowBefore, Slots.RowBehind)),
    ];

    private static int Class(int degree) => degree is >= 0 and <= 2 ? 2 : degree;

    /// <summary>An element from its energy: finds the unknowns it touches and differentiates.</summary>
    protected static Element Make(int integral, ElementPlace place, Expr energy, bool isConcave, params int[] unknownSlots)
    {
        var dofs = Substitution.All(energy).OfType<Load>().Distinct().Where(l => unknownSlots.Contains(l.Array)).OrderBy(l => l.Array).ThenBy(l => l.Offset).ToArray();
        var gradient = dofs.Select(d => Derivative.Of(energy, d)).ToArray();
        var hessian = new List<HessianEntry>();
        for (var i = 0; i < dofs.Length; i++)
            for (var j = i; j < dofs.Length; j++)
                if (Derivative.Of(gradient[i], dofs[j]) is var h and not Number { Value.IsZero: true })
                    hessian.Add(new HessianEntry(i, j, h));
        return new Element(integral, place, [.. dofs], energy, [.. gradient], [.. hessian], Degree.Of(energy, l => l is Load load && unknownSlots.Contains(load.Array)), isConcave);
    }

    /// <summary>A pair element from g: symmetrised, and differentiated by the unknowns of both sites.</summary>
    /// <param name="integral">Which integral it belongs to.</param>
    /// <param name="energy">s before symmetrisation, over <see cref="Held"/> and <see cref="Site"/> values.</param>
    /// <param name="unknowns">Which site values are unknowns.</param>
    protected static PairElement MakePair(int integral, Expr energy, params int[] unknowns)
    {
        Expr Swap(Expr e) => Substitution.Replace(e, leaf => leaf switch
        {
            Scalar s when s.Index >= Slots.FirstHeld && s.Index < Slots.FirstHeld + Slots.SiteValues => Site(s.Index - Slots.FirstHeld),
            Load l => Held(l.Array),
            _ => null,
        });
        var s = (energy + Swap(energy)) / 2;
        var gradient = unknowns.Select(u => Derivative.Of(s, Held(u))).ToArray();
        return new PairElement(
            integral, s, [.. gradient],
            [.. gradient.SelectMany(g => unknowns.Select(u => Derivative.Of(g, Held(u))))],
            [.. gradient.SelectMany(g => unknowns.Select(u => Derivative.Of(g, Site(u))))],
            Degree.Of(s, l => unknowns.Any(u => ReferenceEquals(l, Held(u)) || ReferenceEquals(l, Site(u)))));
    }

    /// <summary>A value of the held site of a pair.</summary>
    protected static Expr Held(int value) => Build.Scalar(Slots.FirstHeld + value);

    /// <summary>A value of the other site of a pair.</summary>
    protected static Expr Site(int value) => Build.Load(value, 0);

    /// <summary>Whether a local integrand is concave in the state for sure: it is of values only and its second derivative is ≤ 0.</summary>
    protected static bool IsConcave(Expr integrand, StateSymbol state, Point point)
    {
        var u = Build.Value(state, point);
        if (Variations.GradientOrder.Of(integrand, state) > 0)
            return false;
        var second = Derivative.Of(Derivative.Of(integrand, u), u);
        return second is not Number { Value.IsZero: true } && Analysis.Bounds.AreNonPositive(second, state.IsDensity);
    }
}
