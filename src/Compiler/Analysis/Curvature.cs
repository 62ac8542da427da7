using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>How an expression is curved in some of its leaves.</summary>
public enum Shape
{
    /// <summary>Does not vary with them.</summary>
    Constant,
    /// <summary>Affine.</summary>
    Affine,
    /// <summary>Convex.</summary>
    Convex,
    /// <summary>Concave.</summary>
    Concave,
    /// <summary>Not seen.</summary>
    Unknown,
}

/// <summary>
/// Convexity by rules of composition, jointly in several variables: sums, convex increasing of convex, norms, squares over linear terms
/// (Grant, Boyd and Ye, Disciplined convex programming, 2006). Signs and slopes are decided by interval arithmetic.
/// </summary>
/// <param name="variables">The leaves that vary.</param>
/// <param name="range">The values of a leaf; null where it may take any.</param>
public sealed class Curvature(IReadOnlyCollection<Expr> variables, Func<Expr, Interval?> range)
{
    private readonly Dictionary<Expr, Shape> _known = [];
    private readonly Dictionary<Expr, HashSet<Expr>> _varying = [];

    /// <summary>The shape of an expression; definitions must be expanded.</summary>
    public Shape Of(Expr e)
    {
        if (_known.TryGetValue(e, out var known))
            return known;
        var shape = variables.Contains(e) ? Shape.Affine : Found(e);
        // Of one variable alone the second derivative decides.
        if (shape == Shape.Unknown && Varying(e) is { Count: 1 } only)
            shape = OfOne(e, only.First());
        return _known[e] = shape;
    }

    /// <summary>Whether the expression is convex, for sure.</summary>
    public bool IsConvex(Expr e) => Of(e) is Shape.Constant or Shape.Affine or Shape.Convex;

    private Shape Found(Expr e) => e switch
    {
        _ when Varying(e).Count == 0 => Shape.Constant,
        Sum s => s.Terms.Select(Of).Aggregate(Shape.Constant, Plus),
        Product p => OfProduct(p),
        Power { Exponent: Number { Value: var n } } p => OfPower(p, n.ToDouble()),
        Apply { Function: Max } a => a.Arguments.All(IsConvex) ? Shape.Convex : Shape.Unknown,
        Apply { Function: Min } a => a.Arguments.All(IsConcave) ? Shape.Concave : Shape.Unknown,
        Apply { Function: Relu } a => IsConvex(a.Arguments[0]) ? Shape.Convex : Shape.Unknown,
        // |g| of an affine g; |g| = g where g ≥ 0.
        Apply { Function: Abs, Arguments: [var g] } => IsAffine(g) ? Shape.Convex : Over(g).Lower >= 0 ? Of(g) : Over(g).Upper <= 0 ? Minus(Of(g)) : Shape.Unknown,
        Apply { Arguments: [var g] } a => OfComposite(a.Function, g),
        _ => Shape.Unknown,
    };

    private static Shape Plus(Shape a, Shape b) => (a, b) switch
    {
        (Shape.Constant, _) => b,
        (_, Shape.Constant) => a,
        (Shape.Affine, _) => b,
        (_, Shape.Affine) => a,
        _ => a == b ? a : Shape.Unknown,
    };

    private static Shape Minus(Shape a) => a switch { Shape.Convex => Shape.Concave, Shape.Concave => Shape.Convex, _ => a };

    private Shape OfProduct(Product p)
    {
        var constants = p.Factors.Where(f => Of(f) == Shape.Constant).ToArray();
        var varying = p.Factors.Where(f => Of(f) != Shape.Constant).ToArray();
        var shape = varying is [var only] ? Of(only) : IsSquareOverLinear(varying) ? Shape.Convex : Shape.Unknown;
        if (shape is Shape.Affine or Shape.Unknown)
            return shape;
        var factor = Over(Build.Product(constants));
        return factor.Lower >= 0 ? shape : factor.Upper <= 0 ? Minus(shape) : Shape.Unknown;
    }

    // |v|²/bᵠ with an affine b ≥ 0 and 0 ≤ q ≤ 1 is convex jointly: its Hessian has the determinant 2q(1 − q)v²/b^(2q + 2).
    private bool IsSquareOverLinear(Expr[] factors)
    {
        var below = factors.Where(f => f is Power { Exponent: Number { Value: var n } } p && n.Sign < 0 && n.ToDouble() >= -1 && IsAffine(p.Base) && Over(p.Base).Lower >= 0).ToArray();
        return below.Length == 1 && IsSumOfSquares(Build.Product([.. factors.Where(f => !below.Contains(f))]));
    }

    // Σ c g² with c ≥ 0 and g affine, or convex and not negative; constants that are not negative count as squares.
    private bool IsSumOfSquares(Expr e) => e switch
    {
        Sum s => s.Terms.All(IsSumOfSquares),
        Power { Exponent: Number { Value: var n } } p when n == new Rational(2) => IsAffine(p.Base) || IsConvex(p.Base) && Over(p.Base).Lower >= 0,
        Product p => p.Factors.Where(f => Of(f) != Shape.Constant).ToArray() is [var only] && IsSumOfSquares(only)
            && Over(Build.Product([.. p.Factors.Where(f => Of(f) == Shape.Constant)])).Lower >= 0,
        _ => Of(e) == Shape.Constant && Over(e).Lower >= 0,
    };

    private Shape OfPower(Power p, double n)
    {
        var (b, values) = (p.Base, Over(p.Base));
        var isEven = n > 0 && n % 2 == 0;
        var isBroken = n != Math.Round(n);
        var isPositive = values.Lower >= 0 || isBroken;
        // |v|^q, q = 2n ≥ 1
        if (n >= 0.5 && IsSumOfSquares(b))
            return Shape.Convex;
        if (IsAffine(b))
            return isEven || isPositive && (n >= 1 || n < 0) ? Shape.Convex : isPositive && n is > 0 and < 1 ? Shape.Concave : Shape.Unknown;
        return n >= 1 && IsConvex(b) && values.Lower >= 0 ? Shape.Convex
            : isEven && IsConcave(b) && values.Upper <= 0 ? Shape.Convex
            : n is > 0 and <= 1 && IsConcave(b) && isPositive ? Shape.Concave
            : n < 0 && IsConcave(b) && isPositive ? Shape.Convex
            : Shape.Unknown;
    }

    // (f ∘ g)″ = f″ g′² + f′ g″
    private Shape OfComposite(Function f, Expr g)
    {
        var s = Build.Symbol("s");
        var slope = f.Derivative([s], 0);
        if (slope.Known.Kinds.HasFlag(Kinds.UserFunction) || !Kinks.AreConvex(Build.Apply(f, s), Of))
            return Shape.Unknown;
        var (first, second) = (Of(slope), Of(Derivative.Of(slope, s)));
        if (second.IsEmpty || first.IsEmpty)
            return Shape.Unknown;
        var inner = this.Of(g);
        var (rises, falls) = (first.Lower >= 0, first.Upper <= 0);
        if (second.Lower >= 0 && (inner == Shape.Affine || rises && inner == Shape.Convex || falls && inner == Shape.Concave))
            return Shape.Convex;
        if (second.Upper <= 0 && (inner == Shape.Affine || rises && inner == Shape.Concave || falls && inner == Shape.Convex))
            return Shape.Concave;
        return Shape.Unknown;

        Interval Of(Expr e) => IntervalEvaluator.Over(e, leaf => ReferenceEquals(leaf, s) ? Over(g) : null);
    }

    private Shape OfOne(Expr e, Expr variable)
    {
        var second = Derivative.Of(Derivative.Of(e, variable), variable);
        var within = range(variable) ?? Interval.Everything;
        Interval Sliced(Expr x) => Slices.Of(within).Select(slice => IntervalEvaluator.Over(x, leaf => ReferenceEquals(leaf, variable) ? slice : range(leaf)))
            .Where(i => !i.IsEmpty).Aggregate(Interval.Empty, (a, b) => a.Union(b));
        var values = Sliced(second);
        return values.IsEmpty ? Shape.Unknown
            : values.Lower >= 0 && Kinks.AreConvex(e, Sliced) ? Shape.Convex
            : values.Upper <= 0 && Kinks.AreConvex(-e, Sliced) ? Shape.Concave
            : Shape.Unknown;
    }

    // The variables in an expression; grad u is one of its own, in which u does not count.
    private HashSet<Expr> Varying(Expr e)
    {
        if (_varying.TryGetValue(e, out var known))
            return known;
        HashSet<Expr> found = variables.Contains(e) ? [e] : [.. Substitution.Children(e).SelectMany(Varying)];
        return _varying[e] = found;
    }

    private bool IsAffine(Expr e) => Of(e) is Shape.Constant or Shape.Affine;

    private bool IsConcave(Expr e) => Of(e) is Shape.Constant or Shape.Affine or Shape.Concave;

    private Interval Over(Expr e) => IntervalEvaluator.Over(e, range);
}
