using System.Globalization;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Finds where an energy jumps or has a kink in its unknowns. Whether h(|u|, step(u), …) does is a matter of the whole: u·sign(u) is
/// |u|, and |u|³ is smooth. So the energy is followed across each place where a part changes over, in samples of everything else: what
/// stays of a difference as the step across shrinks is a jump. Coordinates alone may jump.
/// </summary>
public static class Switches
{
    private const int Samples = 6;
    private const int Scanned = 48;

    private const int LongSum = 40;

    // Samples, places that are scanned, and nodes of what is evaluated there: as much as the text asks for by writing the part.
    private const int WorkPerPart = 30_000;

    private const string Functional = "functional#";

    // Of floor: those that the others are like.
    private const int MostRoots = 6;

    // The step across, and how much smaller it becomes: what a smooth function, or a root of it, loses by then is told from a jump.
    private const double Across = 1e-5;
    private const double Closer = 1e-3;

    /// <summary>Every switch of an energy, one for each part that changes over; a jump goes before a kink, a concave one before a convex one.</summary>
    /// <param name="energy">Closed: a function of integrals.</param>
    /// <param name="varied">The states that count as unknown; the others are given.</param>
    /// <param name="range">The values that a state may take.</param>
    /// <param name="box">The ends of the axes of a space, for its coordinates.</param>
    public static Seq<Switch> Of(Expr energy, Seq<StateSymbol> varied, Func<StateSymbol, Interval> range, Func<Space, int, Interval> box)
    {
        var found = new List<Switch>();
        foreach (var integrand in Integrands(Definitions.Expand(energy), []))
            found.AddRange(In(integrand, varied, range, box));
        return [.. found.GroupBy(s => s.Atom).Select(g => g.OrderBy(s => s.Kind switch { SwitchKind.Jump => 0, SwitchKind.ConcaveKink => 1, _ => 2 }).First())];
    }

    // A function of integrals, and what stands under them, to their slope: integrals are taken apart term by term when they are built, and
    // the kinks of −∫|u| and of ∫2|u| are one.
    private static IEnumerable<Expr> Integrands(Expr e, List<Integral> functionals) => Integrals.Slopes(e).GroupBy(i => i.Integral.Point.Space).Select(family =>
    {
        var first = family.First().Integral.Point;
        var fresh = first with { Index = 1 + family.SelectMany(i => i.Integral.Body.Known.FreePoints.ToArray()).Append(first).Max(p => p.Index) };
        return Build.Sum([.. family.Select(i => Weight(i.Slope, functionals) * Substitution.MovePoint(i.Integral.Body, i.Integral.Point, fresh))]);
    }).SelectMany(body => Integrands(body, functionals)).Prepend(e);

    // Of functions of functionals: an integral is a number while the integrand of another is looked at.
    private static Expr Weight(Expr slope, List<Integral> functionals) => Substitution.Replace(slope, part =>
    {
        if (part is not Integral integral)
            return null;
        if (!functionals.Contains(integral))
            functionals.Add(integral);
        return Build.Symbol(string.Create(CultureInfo.InvariantCulture, $"{Functional}{functionals.IndexOf(integral)}"));
    });

    // Of one integrand, integrals inside it and derivatives being unknowns of their own.
    private static IEnumerable<Switch> In(Expr e, Seq<StateSymbol> varied, Func<StateSymbol, Interval> range, Func<Space, int, Interval> box)
    {
        foreach (var (atom, argument, isPeriodic) in Atoms(e, varied))
            foreach (var found in Around(e, (atom, argument, isPeriodic), varied, range, box))
                yield return found;
        // A jump inside a derivative is one of the energy.
        foreach (var operand in Parts(e).SelectMany(Operands).Where(Substitution.HasStates))
            foreach (var found in In(operand, varied, range, box).Where(s => s.Kind == SwitchKind.Jump))
                yield return found;
    }

    private static IEnumerable<Expr> Operands(Expr e) => e switch
    {
        Gradient g => [g.Operand],
        DivGrad d => [d.Mobility, d.Potential],
        Divergence d => d.Components,
        _ => [],
    };

    private static IEnumerable<(Expr Atom, Expr Argument, bool IsPeriodic)> Atoms(Expr e, Seq<StateSymbol> varied)
    {
        foreach (var part in Parts(e))
        {
            IEnumerable<(Expr Argument, bool IsPeriodic)> changes = part switch
            {
                Apply { Function: Abs or Sign or Step or Relu } f => [(f.Arguments[0], false)],
                Apply { Function: Max or Min } f => [(f.Arguments[0] - f.Arguments[1], false)],
                Apply { Function: Clamp } f => [(f.Arguments[0] - f.Arguments[1], false), (f.Arguments[2] - f.Arguments[0], false)],
                Apply { Function: Floor or Ceil } f => [(f.Arguments[0], true)],
                Apply { Function: Mod } f => [(f.Arguments[0] / f.Arguments[1], true)],
                Conditional c => Compared(c.Condition).Select(side => (side, false)),
                // The norm of a vector: its square is a sum of squares.
                Power { Exponent: Number { Value.IsInteger: false }, Base: Sum or Power } p => [(p.Base, false)],
                _ => [],
            };
            foreach (var (argument, isPeriodic) in changes)
                if (Unknowns(argument, varied).Any())
                    yield return (part, argument, isPeriodic);
        }
    }

    private static IEnumerable<Expr> Compared(Condition condition) => condition switch
    {
        Compare c => [c.Left - c.Right],
        AndCondition c => Compared(c.Left).Concat(Compared(c.Right)),
        OrCondition c => Compared(c.Left).Concat(Compared(c.Right)),
        NotCondition c => Compared(c.Operand),
        _ => [],
    };

    private static IEnumerable<Switch> Around(
        Expr e, (Expr Atom, Expr Argument, bool IsPeriodic) change, Seq<StateSymbol> varied, Func<StateSymbol, Interval> range, Func<Space, int, Interval> box)
    {
        var (atom, argument, isPeriodic) = change;
        // In a long sum only what holds the part itself, so that the work grows with the length.
        if (e is Sum { Terms.Count: > LongSum } sum)
            e = Build.Sum([.. sum.Terms.Where(t => Parts(t).Contains(atom))]);
        Work.Allow(WorkPerPart);
        var draws = new Draws();
        var unknowns = Unknowns(argument, varied).ToArray();
        for (var sample = 0; sample < Samples; sample++)
        {
            var values = new Dictionary<Expr, double>();
            double? Leaf(Expr leaf) => values.TryGetValue(leaf, out var known) ? known : Drawn(leaf, draws, range, box) is { } drawn ? values[leaf] = drawn : null;
            // A norm vanishes where all of its components do.
            if (atom is Power)
                foreach (var unknown in unknowns)
                    values[unknown] = 0;
            foreach (var unknown in unknowns)
            {
                double At(Expr what, double x)
                {
                    (var before, values[unknown]) = (Leaf(unknown) ?? 0, x);
                    var value = Value(what, Leaf);
                    values[unknown] = before;
                    return value;
                }
                var within = unknown is StateValue { State: var state } ? range(state) : Interval.Everything;
                double[] roots = atom is Power ? At(argument, 0) == 0 && within.Contains(0) ? [0] : []
                    : [.. Roots(x => At(argument, x), within, isPeriodic).OrderBy(Math.Abs).Take(MostRoots)];
                foreach (var root in roots)
                    if (Judged(e, atom, argument, unknown, root, within, At) is { } found)
                        yield return found;
            }
        }
    }

    private static Switch? Judged(Expr e, Expr atom, Expr argument, Expr unknown, double root, Interval within, Func<Expr, double, double> at)
    {
        var step = root == 0 ? Across : Across * Math.Min(1, Math.Abs(root));
        var isInside = within.Lower < root && root < within.Upper;
        (double Below, double Above) Beside(Expr what, double by) => (at(what, within.Lower < root ? root - by : root), at(what, root < within.Upper ? root + by : root));
        var (far, near) = (Beside(e, step), Beside(e, Closer * step));
        if (Stays(far, near))
            return new Switch(SwitchKind.Jump, atom, argument, unknown, root, near.Below, near.Above);
        if (!isInside)
            return null;
        var slope = Derivative.Of(e, unknown);
        (far, near) = (Beside(slope, step), Beside(slope, Closer * step));
        // A slope without bound is a root or a pole: no kink.
        if (!Stays(far, near) || Math.Abs(near.Above - near.Below) > 4 * Math.Abs(far.Above - far.Below))
            return null;
        return new Switch(near.Above > near.Below ? SwitchKind.ConvexKink : SwitchKind.ConcaveKink, atom, argument, unknown, root, near.Below, near.Above);
    }

    // Whether a difference is still there at a thousandth of the distance: round-off apart.
    private static bool Stays((double Below, double Above) far, (double Below, double Above) near)
    {
        var (wide, narrow) = (far.Above - far.Below, near.Above - near.Below);
        return double.IsFinite(wide) && double.IsFinite(narrow) && Math.Abs(narrow) > 1e-8 * (Math.Abs(near.Above) + Math.Abs(near.Below)) + 1e-12 && Math.Abs(narrow) > 0.5 * Math.Abs(wide);
    }

    // Zeros inside the range, or where the argument is a whole number; a lower end of the range counts as well.
    private static IEnumerable<double> Roots(Func<double, double> argument, Interval within, bool isPeriodic)
    {
        double Periodic(double x) => argument(x) is var a && isPeriodic ? a - Math.Round(a) is var r && Math.Abs(r) < 0.25 ? r : double.NaN : a;
        if (within.Lower > double.NegativeInfinity && Periodic(within.Lower) == 0)
            yield return within.Lower;
        var (x, a) = (double.NaN, double.NaN);
        foreach (var next in Scan(within))
        {
            var b = Periodic(next);
            if (b == 0 && next > within.Lower && next < within.Upper)
                yield return next;
            else if (a * b < 0)
                yield return Bisected(Periodic, x, next, a);
            (x, a) = (next, b);
        }
    }

    private static double Bisected(Func<double, double> f, double low, double high, double atLow)
    {
        for (var i = 0; i < 200; i++)
        {
            var middle = low + (high - low) / 2;
            if (middle <= Math.Min(low, high) || middle >= Math.Max(low, high))
                break;
            var value = f(middle);
            if (value == 0)
                return middle;
            if (value * atLow > 0)
                low = middle;
            else
                high = middle;
        }
        return high;
    }

    // Places of all sizes: thin where they are large.
    private static IEnumerable<double> Scan(Interval within)
    {
        var (low, high) = (Math.Max(within.Lower, -1e3), Math.Min(within.Upper, 1e3));
        var even = Enumerable.Range(0, Scanned + 1).Select(i => Math.Max(low, -3) + (Math.Min(high, 3) - Math.Max(low, -3)) * i / Scanned);
        var sizes = Enumerable.Range(-36, 48).Select(k => Math.Pow(2, k));
        return even.Concat(sizes).Concat(sizes.Select(s => -s)).Where(x => low <= x && x <= high).Distinct().Order();
    }

    private static double? Drawn(Expr leaf, Draws draws, Func<StateSymbol, Interval> range, Func<Space, int, Interval> box) => leaf switch
    {
        StateValue v => Within(range(v.State), draws),
        Component c => Within(range(c.State), draws),
        Gradient or DivGrad or Divergence => draws.Between(-2, 2),
        Integral or TransportDistance or Reduced => draws.Between(0.1, 2),
        Symbol { Name: var name } when name.StartsWith(Functional, StringComparison.Ordinal) => draws.Between(0.1, 2),
        TransportPotential or Symbol => draws.Between(-1, 1),
        Coordinate c => Within(box(c.Point.Space, c.Axis), draws),
        Time => draws.Uniform(),
        _ => null,
    };

    private static double Within(Interval range, Draws draws) => draws.Between(Math.Max(range.Lower, -2), Math.Max(Math.Max(range.Lower, -2), Math.Min(range.Upper, 2)));

    private static double Value(Expr e, Func<Expr, double?> leaf)
    {
        try
        {
            return Evaluation.Evaluate(e, leaf);
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }

    // What may vary by itself: not looked into.
    private static IEnumerable<Expr> Unknowns(Expr e, Seq<StateSymbol> varied) =>
        Parts(e).Where(p => p is StateValue or Component or Gradient or DivGrad or Divergence or Integral or TransportDistance && varied.Any(s => Substitution.DependsOn(p, s)));

    // All parts outside of derivatives and integrals, these included as wholes.
    private static IEnumerable<Expr> Parts(Expr e)
    {
        var (open, seen) = (new Stack<Expr>([e]), new HashSet<Expr>());
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            yield return next;
            if (next is Gradient or DivGrad or Divergence or Integral or TransportDistance or TransportPotential)
                continue;
            foreach (var child in Substitution.Children(next))
                open.Push(child);
        }
    }
}
