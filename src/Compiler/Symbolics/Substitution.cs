using System.Diagnostics;
using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>Replaces parts of expressions, and asks what is in them.</summary>
public static class Substitution
{
    // Bound points are moved up here while something is put into an integral, so that they catch nothing.
    private const int Aside = 1 << 20;

    /// <summary>
    /// The expression with every part for which the function gives another replaced by it, from the top down; what is put in is not
    /// looked at again. Points bound by an integral are renamed first: an atom at a bound point is never the free one of that name.
    /// </summary>
    public static Expr Replace(Expr expression, Func<Expr, Expr?> with) => Replace(expression, with, [], Aside);

    private static Expr Replace(Expr e, Func<Expr, Expr?> with, Dictionary<Expr, Expr> memo, int aside)
    {
        if (memo.TryGetValue(e, out var known))
            return known;
        var result = with(e);
        if (result is null)
        {
            if (e is Integral i)
            {
                // A callback may itself replace in a part of an opened body: its points must not be met again.
                var above = Math.Max(aside, 1 + i.Body.Known.FreePoints.Select(p => p.Index).DefaultIfEmpty().Max());
                var bound = i.Point with { Index = above };
                var body = MovePoint(i.Body, i.Point, bound);
                var replaced = Replace(body, with, memo, above + 1);
                result = ReferenceEquals(replaced, body) ? e : Build.Integral(bound, replaced);
            }
            else if (e is TransportDistance t)
            {
                var above = Math.Max(aside, 1 + t.Known.FreePoints.Select(p => p.Index).DefaultIfEmpty().Max());
                var bound = t.Point with { Index = above };
                var (first, second) = (MovePoint(t.First, t.Point, bound), MovePoint(t.Second, t.Point, bound));
                var (a, b) = (Replace(first, with, memo, above + 1), Replace(second, with, memo, above + 1));
                result = ReferenceEquals(a, first) && ReferenceEquals(b, second) ? e : Build.Distance(bound, a, b);
            }
            else
            {
                result = MapChildren(e, c => Replace(c, with, memo, aside));
            }
        }
        memo[e] = result;
        return result;
    }

    /// <summary>The expression at another point: coordinates, values and operators move; nothing is caught by an integral.</summary>
    public static Expr MovePoint(Expr expression, Point from, Point to) =>
        from == to ? expression : MovePoint(expression, from, to, []);

    private static Expr MovePoint(Expr e, Point from, Point to, Dictionary<Expr, Expr> memo)
    {
        if (!e.Known.FreePoints.Contains(from))
            return e;
        if (memo.TryGetValue(e, out var known))
            return known;
        var result = e switch
        {
            Coordinate c => Build.Coordinate(to, c.Axis),
            StateValue v => Build.Value(v.State, to),
            Gradient g => Build.Gradient(MovePoint(g.Operand, from, to, memo), At(g.Point), g.Axis),
            DivGrad d => Build.DivGrad(MovePoint(d.Mobility, from, to, memo), MovePoint(d.Potential, from, to, memo), At(d.Point)),
            Divergence d => Build.Divergence([.. d.Components.Select(c => MovePoint(c, from, to, memo))], At(d.Point)),
            Integral i when i.Point == to => Released(i),
            Integral i => Build.Integral(i.Point, MovePoint(i.Body, from, to, memo)),
            TransportDistance t when t.Point == to => Apart(t),
            TransportPotential k => MovePoint(k.Of, from, to, memo) is TransportDistance of ? Build.Potential(of, At(k.Point)) : Build.Zero,
            _ => MapChildren(e, c => MovePoint(c, from, to, memo)),
        };
        memo[e] = result;
        return result;

        Point At(Point p) => p == from ? to : p;

        Expr Released(Integral i)
        {
            var fresh = i.Point with { Index = checked(1 + Math.Max(Math.Max(from.Index, to.Index), i.Body.Known.FreePoints.Max(p => p.Index))) };
            return Build.Integral(fresh, MovePoint(MovePoint(i.Body, i.Point, fresh, []), from, to, []));
        }

        Expr Apart(TransportDistance t)
        {
            var fresh = t.Point with { Index = checked(1 + Math.Max(Math.Max(from.Index, to.Index), t.Known.FreePoints.Max(p => p.Index))) };
            return Build.Distance(fresh, MovePoint(MovePoint(t.First, t.Point, fresh, []), from, to, []), MovePoint(MovePoint(t.Second, t.Point, fresh, []), from, to, []));
        }
    }

    /// <summary>The points that occur in the expression and are not bound by an integral in it.</summary>
    public static Seq<Point> FreePoints(Expr expression) => [.. expression.Known.FreePoints];

    /// <summary>Whether the expression varies with a point.</summary>
    public static bool DependsOn(Expr expression, Point point) => expression.Known.FreePoints.Contains(point);

    /// <summary>Whether a state occurs, at any point.</summary>
    public static bool DependsOn(Expr expression, StateSymbol state) =>
        expression.Known.Has(Kinds.State) && Contains(expression, e => StateOf(e) == state);

    /// <summary>Whether a symbol occurs.</summary>
    public static bool DependsOn(Expr expression, Symbol symbol) =>
        expression.Known.Has(Kinds.Symbol) && Contains(expression, e => ReferenceEquals(e, symbol));

    /// <summary>Whether any state occurs.</summary>
    public static bool HasStates(Expr expression) => expression.Known.Has(Kinds.State);

    /// <summary>Whether the time occurs.</summary>
    public static bool HasTime(Expr expression) => expression.Known.Has(Kinds.Time);

    /// <summary>Whether a coordinate occurs, free or bound.</summary>
    public static bool HasCoordinates(Expr expression) => expression.Known.Has(Kinds.Coordinate);

    /// <summary>Whether a gradient or a divergence occurs.</summary>
    public static bool HasOperators(Expr expression) => expression.Known.Has(Kinds.Operator);

    /// <summary>Whether an integral occurs.</summary>
    public static bool HasIntegrals(Expr expression) => expression.Known.Has(Kinds.Integral);

    /// <summary>Whether a transport distance or a potential of one occurs.</summary>
    public static bool HasTransport(Expr expression) => expression.Known.Has(Kinds.Transport);

    /// <summary>All states that occur, in the order in which they are met.</summary>
    public static Seq<StateSymbol> States(Expr expression) => [.. All(expression).Select(StateOf).OfType<StateSymbol>().Distinct()];

    // The state that a leaf is a value or a component of.
    private static StateSymbol? StateOf(Expr e) => e switch
    {
        StateValue v => v.State,
        Component c => c.State,
        _ => null,
    };

    /// <summary>Whether some part satisfies a predicate. Bodies of integrals are looked into as they stand.</summary>
    public static bool Contains(Expr expression, Func<Expr, bool> predicate) => All(expression).Any(predicate);

    /// <summary>Every part once, the expression itself first.</summary>
    public static IEnumerable<Expr> All(Expr expression)
    {
        var seen = new HashSet<Expr> { expression };
        var stack = new Stack<Expr>([expression]);
        while (stack.TryPop(out var e))
        {
            yield return e;
            foreach (var child in Children(e).Reverse())
            {
                if (seen.Add(child))
                    stack.Push(child);
            }
        }
    }

    /// <summary>The direct parts of an expression; none for a leaf. A named constant is a leaf.</summary>
    public static IEnumerable<Expr> Children(Expr expression) => expression switch
    {
        Number or Constant or Symbol or Named or Coordinate or Time or StateValue or Component or Load or Scalar or Reduced => [],
        Sum s => s.Terms,
        Product p => p.Factors,
        Power p => [p.Base, p.Exponent],
        Apply a => a.Arguments,
        Conditional c => [.. Conditions.Sides(c.Condition), c.Then, c.Else],
        Gradient g => [g.Operand],
        DivGrad d => [d.Mobility, d.Potential],
        Divergence d => d.Components,
        Integral i => [i.Body],
        TransportDistance t => [t.First, t.Second],
        TransportPotential k => [k.Of],
        _ => throw new UnreachableException(),
    };

    /// <summary>The expression rebuilt from mapped parts; itself when no part changes. Integrals keep their bound point as it stands.</summary>
    public static Expr MapChildren(Expr expression, Func<Expr, Expr> map)
    {
        switch (expression)
        {
            case Number or Constant or Symbol or Named or Coordinate or Time or StateValue or Component or Load or Scalar or Reduced:
                return expression;
            case Sum s:
                return Mapped(s.Terms, map) is { } terms ? Build.Sum(terms) : s;
            case Product p:
                return Mapped(p.Factors, map) is { } factors ? Build.Product(factors) : p;
            case Power p:
                return Mapped([p.Base, p.Exponent], map) is { } power ? Build.Power(power[0], power[1]) : p;
            case Apply a:
                return Mapped(a.Arguments, map) is { } arguments ? Build.Apply(a.Function, arguments) : a;
            case Conditional c:
                return Build.If(Conditions.Map(c.Condition, map), map(c.Then), map(c.Else));
            case Gradient g:
                return Mapped([g.Operand], map) is { } operand ? Build.Gradient(operand[0], g.Point, g.Axis) : g;
            case DivGrad d:
                return Mapped([d.Mobility, d.Potential], map) is { } flux ? Build.DivGrad(flux[0], flux[1], d.Point) : d;
            case Divergence d:
                return Mapped(d.Components, map) is { } components ? Build.Divergence(components, d.Point) : d;
            case Integral i:
                return Mapped([i.Body], map) is { } body ? Build.Integral(i.Point, body[0]) : i;
            case TransportDistance t:
                return Mapped([t.First, t.Second], map) is { } densities ? Build.Distance(t.Point, densities[0], densities[1]) : t;
            case TransportPotential k:
                return map(k.Of) switch
                {
                    TransportDistance of => Build.Potential(of, k.Point),
                    Number { Value.IsZero: true } zero => zero,
                    // Where the distance is replaced by its value the potential stays what it is.
                    _ => k,
                };
            default:
                throw new UnreachableException();
        }
    }

    private static Expr[]? Mapped(Seq<Expr> items, Func<Expr, Expr> map)
    {
        Expr[]? result = null;
        for (var i = 0; i < items.Count; i++)
        {
            var item = map(items[i]);
            if (result is null && ReferenceEquals(item, items[i]))
                continue;
            result ??= items.AsSpan().ToArray();
            result[i] = item;
        }
        return result;
    }
}
