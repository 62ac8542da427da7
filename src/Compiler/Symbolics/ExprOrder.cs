using System.Diagnostics;
using Flows.Compiler.Functions;
using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>
/// The canonical order. It depends on structure alone, never on hashes, so that output is the same in every process. Factors:
/// numbers, named constants, symbols, coordinates, functions of them, states, functions of states, gradients, integrals. Terms: by
/// descending degree, then derivatives, integrals, constants; as a textbook writes <c>u^3 - u - eps^2*lap u</c>.
/// </summary>
internal static class ExprOrder
{
    /// <summary>Orders factors; 0 only for the same expression.</summary>
    public static int Factors(Expr a, Expr b)
    {
        if (ReferenceEquals(a, b))
            return 0;
        var (baseA, exponentA) = a is Power p ? (p.Base, p.Exponent) : (a, Build.One);
        var (baseB, exponentB) = b is Power q ? (q.Base, q.Exponent) : (b, Build.One);
        if (ReferenceEquals(baseA, baseB))
        {
            // Higher powers first.
            return exponentA is Number m && exponentB is Number n
                ? n.Value.CompareTo(m.Value)
                : Factors(exponentA, exponentB);
        }
        if (Rank(baseA).CompareTo(Rank(baseB)) is var ranks and not 0)
            return ranks;
        // Depth decides before structure, or comparing deep chains would take as long as they are deep.
        return baseA.Depth.CompareTo(baseB.Depth) is var depths and not 0 ? depths : Bases(baseA, baseB);
    }

    /// <summary>Orders the terms of a sum; 0 only for the same expression.</summary>
    public static int Terms(Expr a, Expr b)
    {
        if (ReferenceEquals(a, b))
            return 0;
        if (Group(a).CompareTo(Group(b)) is var groups and not 0)
            return groups;
        if (b.Known.Degree.CompareTo(a.Known.Degree) is var degrees and not 0)
            return degrees;
        Seq<Expr> x = a is Product p ? p.Factors : [a], y = b is Product q ? q.Factors : [b];
        var (i, j) = (x[0] is Number && x.Count > 1 ? 1 : 0, y[0] is Number && y.Count > 1 ? 1 : 0);
        for (; i < x.Count && j < y.Count; i++, j++)
        {
            if (Factors(x[i], y[j]) is var order and not 0)
                return order;
        }
        if ((x.Count - i).CompareTo(y.Count - j) is var lengths and not 0)
            return lengths;
        return Factors(x[0], y[0]);
    }

    private static int Group(Expr term) => term.Known.Group ??= FindGroup(term);

    private static int FindGroup(Expr term) => term switch
    {
        Number => 5,
        _ when !term.Known.Has(Kinds.Varying) => 4,
        DivGrad d => OfFlux(d),
        Product p when p.Factors.AsSpan().ToArray().OfType<DivGrad>().FirstOrDefault() is { } d => OfFlux(d),
        _ when IsDerivative(term) => 1,
        Product p when p.Factors.AsSpan().ToArray().Any(IsDerivative) => 1,
        _ when term.Known.Has(Kinds.Integral) => 3,
        _ => 0,
    };

    // Drift before diffusion: div(rho*grad V) + eps*lap rho.
    private static int OfFlux(DivGrad d) => d.Mobility == Build.One ? 2 : 1;

    private static bool IsDerivative(Expr factor) => (factor is Power p ? p.Base : factor) is Gradient or DivGrad or Divergence;

    private static int Rank(Expr e) => e switch
    {
        Number => 0,
        Constant => 1,
        Named => 2,
        Symbol => 3,
        Scalar => 4,
        Reduced => 5,
        Time => 7,
        Coordinate => 8,
        Load => 10,
        StateValue or Component => 11,
        Gradient => 14,
        DivGrad => 15,
        Divergence => 16,
        Integral => 17,
        TransportDistance => 18,
        TransportPotential => 19,
        // Functions, powers, sums, conditionals: by what they hold.
        _ when e.Known.Has(Kinds.Operator) => 13,
        _ when e.Known.Has(Kinds.State | Kinds.Load | Kinds.Integral) => 12,
        _ when e.Known.Has(Kinds.Varying) => 9,
        _ => 6,
    };

    private static int Bases(Expr a, Expr b) => (a, b) switch
    {
        (Number x, Number y) => x.Value.CompareTo(y.Value),
        (Constant x, Constant y) => string.CompareOrdinal(x.Name, y.Name),
        (Symbol x, Symbol y) => string.CompareOrdinal(x.Name, y.Name),
        (Named x, Named y) => Both(string.CompareOrdinal(x.Name, y.Name), x.Definition, y.Definition),
        (Sum x, Sum y) => All(x.Terms.AsSpan(), y.Terms.AsSpan()),
        (Product x, Product y) => All(x.Factors.AsSpan(), y.Factors.AsSpan()),
        (Power, Power) => Factors(a, b),
        (Apply x, Apply y) => Functions(x.Function, y.Function) is var f and not 0 ? f : All(x.Arguments.AsSpan(), y.Arguments.AsSpan()),
        (Conditional x, Conditional y) => All(
            [x.Then, x.Else, .. Conditions.Sides(x.Condition)], [y.Then, y.Else, .. Conditions.Sides(y.Condition)]) is var c and not 0
            ? c
            : string.CompareOrdinal(Shape(x.Condition), Shape(y.Condition)),
        (Coordinate x, Coordinate y) => Points(x.Point, y.Point) is var c and not 0 ? c : x.Axis.CompareTo(y.Axis),
        (Time, Time) => 0,
        (StateValue x, StateValue y) => States(x, y),
        (Component x, Component y) => Symbols(x.State, y.State) is var c and not 0 ? c : x.Axis.CompareTo(y.Axis),
        (Gradient x, Gradient y) => Points(x.Point, y.Point) is var c and not 0 ? c
            : Both(0, x.Operand, y.Operand) is var o and not 0 ? o : x.Axis.CompareTo(y.Axis),
        // Drift before diffusion: div(rho*grad V) + lap rho.
        (DivGrad x, DivGrad y) => Points(x.Point, y.Point) is var c and not 0 ? c
            : (x.Mobility == Build.One).CompareTo(y.Mobility == Build.One) is var one and not 0 ? one
            : Both(0, x.Mobility, y.Mobility) is var o and not 0 ? o : Both(0, x.Potential, y.Potential),
        (Divergence x, Divergence y) => Points(x.Point, y.Point) is var c and not 0 ? c
            : All(x.Components.AsSpan(), y.Components.AsSpan()),
        (Integral x, Integral y) => Points(x.Point, y.Point) is var c and not 0 ? c : Both(0, x.Body, y.Body),
        (TransportDistance x, TransportDistance y) => Points(x.Point, y.Point) is var c and not 0 ? c : All([x.First, x.Second], [y.First, y.Second]),
        (TransportPotential x, TransportPotential y) => Points(x.Point, y.Point) is var c and not 0 ? c : Both(0, x.Of, y.Of),
        (Load x, Load y) => x.Array.CompareTo(y.Array) is var c and not 0 ? c : x.Offset.CompareTo(y.Offset),
        (Scalar x, Scalar y) => x.Index.CompareTo(y.Index),
        (Reduced x, Reduced y) => x.Index.CompareTo(y.Index),
        _ => Kind(a).CompareTo(Kind(b)) is var c and not 0 ? c : throw new UnreachableException(),
    };

    private static int Kind(Expr e) => e switch
    {
        Number => 0,
        Constant => 1,
        Symbol => 2,
        Named => 3,
        Apply => 4,
        Conditional => 5,
        Sum => 6,
        Product => 7,
        Power => 8,
        StateValue => 9,
        Component => 10,
        _ => 11,
    };

    private static int Both(int first, Expr a, Expr b) => first != 0 ? first : Factors(a, b);

    private static int All(ReadOnlySpan<Expr> a, ReadOnlySpan<Expr> b)
    {
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (Factors(a[i], b[i]) is var order and not 0)
                return order;
        }
        return a.Length.CompareTo(b.Length);
    }

    private static int Points(Point a, Point b) =>
        a.Index.CompareTo(b.Index) is var i and not 0 ? i : Spaces(a.Space, b.Space);

    private static int Spaces(Space a, Space b)
    {
        if (ReferenceEquals(a, b))
            return 0;
        if (string.CompareOrdinal(a.Name, b.Name) is var names and not 0)
            return names;
        if (string.CompareOrdinal(string.Join(',', a.Axes), string.Join(',', b.Axes)) is var axes and not 0)
            return axes;
        return string.CompareOrdinal(a.Measure.ToString(), b.Measure.ToString());
    }

    private static int States(StateValue a, StateValue b)
    {
        if (string.CompareOrdinal(a.State.Name, b.State.Name) is var names and not 0)
            return names;
        return Points(a.Point, b.Point) is var points and not 0 ? points : Symbols(a.State, b.State);
    }

    private static int Symbols(StateSymbol a, StateSymbol b)
    {
        if (string.CompareOrdinal(a.Name, b.Name) is var names and not 0)
            return names;
        return Spaces(a.Space, b.Space) is var spaces and not 0 ? spaces : a.Kind.CompareTo(b.Kind);
    }

    private static int Functions(Function f, Function g)
    {
        if (f.Equals(g))
            return 0;
        if (string.CompareOrdinal(f.Name, g.Name) is var names and not 0)
            return names;
        if (f is not UserFunction a || g is not UserFunction b)
            return (f is UserFunction).CompareTo(g is UserFunction);
        return Both(string.CompareOrdinal(string.Join<Symbol>(',', a.Formals), string.Join<Symbol>(',', b.Formals)), a.Body, b.Body);
    }

    private static string Shape(Condition condition) => condition switch
    {
        Compare c => c.Relation.ToString(),
        AndCondition c => $"and({Shape(c.Left)},{Shape(c.Right)})",
        OrCondition c => $"or({Shape(c.Left)},{Shape(c.Right)})",
        NotCondition c => $"not({Shape(c.Operand)})",
        _ => throw new UnreachableException(),
    };
}
