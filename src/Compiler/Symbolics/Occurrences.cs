using System.Diagnostics;
using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>Which kinds of node occur in an expression.</summary>
[Flags]
internal enum Kinds
{
    None = 0,
    Symbol = 1,
    Named = 2,
    Time = 4,
    Coordinate = 8,
    State = 16,
    Operator = 32,
    Integral = 64,
    Load = 128,
    Scalar = 256,
    Reduced = 512,
    UserFunction = 1024,
    Transport = 2048,

    /// <summary>What makes an expression vary over space or time.</summary>
    Varying = Time | Coordinate | State | Operator | Integral | Load,
}

/// <summary>What an expression holds, computed once for each: kinds of node, points that occur free, and polynomial degree.</summary>
internal sealed class Occurrences
{
    private Occurrences(Kinds kinds, Point[] freePoints, double degree) =>
        (Kinds, FreePoints, Degree) = (kinds, freePoints, degree);

    public Kinds Kinds { get; }

    public Point[] FreePoints { get; }

    /// <summary>The total degree in states, coordinates, symbols and loads; functions count 0, symbolic exponents 1.</summary>
    public double Degree { get; }

    /// <summary>Where the expression stands among the terms of a sum; set by <see cref="ExprOrder"/>.</summary>
    public int? Group { get; set; }

    public bool Has(Kinds kinds) => (Kinds & kinds) != 0;

    public static Occurrences Of(Expr e) => e switch
    {
        Number or Constant => new(Kinds.None, [], 0),
        Symbol => new(Kinds.Symbol, [], 1),
        Named n => new(Kinds.Named | n.Definition.Known.Kinds & Kinds.UserFunction, [], 0),
        Sum s => OfAll(s.Terms.AsSpan(), s.Terms.AsSpan().ToArray().Max(t => t.Known.Degree)),
        Product p => OfAll(p.Factors.AsSpan(), p.Factors.AsSpan().ToArray().Sum(f => f.Known.Degree)),
        Power p => OfAll([p.Base, p.Exponent], p.Base.Known.Degree * (p.Exponent is Number n ? n.Value.ToDouble() : 1)),
        Apply a => With(OfAll(a.Arguments.AsSpan(), 0), a.Function is UserFunction ? Kinds.UserFunction : Kinds.None),
        Conditional c => OfAll([c.Then, c.Else, .. Conditions.Sides(c.Condition)], 0),
        Coordinate c => new(Kinds.Coordinate, [c.Point], 1),
        Time => new(Kinds.Time, [], 1),
        StateValue v => new(Kinds.State, [v.Point], 1),
        Component => new(Kinds.State, [], 1),
        Gradient g => At(OfAll([g.Operand], 1), g.Point),
        DivGrad d => At(OfAll([d.Mobility, d.Potential], 1), d.Point),
        Divergence d => At(OfAll(d.Components.AsSpan(), 1), d.Point),
        Integral i => Closed(i.Body.Known, i.Point),
        TransportDistance t => With(Closed(OfAll([t.First, t.Second], 0), t.Point), Kinds.Transport),
        TransportPotential k => At(OfAll([k.Of], 0), k.Point),
        Load => new(Kinds.Load, [], 1),
        Scalar => new(Kinds.Scalar, [], 0),
        Reduced => new(Kinds.Reduced, [], 0),
        _ => throw new UnreachableException(),
    };

    private static Occurrences OfAll(ReadOnlySpan<Expr> parts, double degree)
    {
        var kinds = Kinds.None;
        Point[] points = [];
        foreach (var part in parts)
        {
            kinds |= part.Known.Kinds;
            points = Union(points, part.Known.FreePoints);
        }
        return new(kinds, points, degree);
    }

    private static Occurrences With(Occurrences o, Kinds more) => more == Kinds.None ? o : new(o.Kinds | more, o.FreePoints, o.Degree);

    private static Occurrences At(Occurrences o, Point point) =>
        new(o.Kinds | Kinds.Operator, Union(o.FreePoints, [point]), o.Degree);

    private static Occurrences Closed(Occurrences body, Point bound) =>
        new(body.Kinds | Kinds.Integral, [.. body.FreePoints.Where(p => p != bound)], 0);

    private static Point[] Union(Point[] a, Point[] b)
    {
        if (a.Length == 0 || ReferenceEquals(a, b))
            return b;
        foreach (var p in b)
        {
            if (!a.Contains(p))
                a = [.. a, p];
        }
        return a;
    }
}
