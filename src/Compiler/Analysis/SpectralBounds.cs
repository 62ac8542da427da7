using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Bounds of the eigenvalues of a Hessian over a box. Every part carries intervals of its value, its gradient and its Hessian, and an
/// interval of the Hessian's eigenvalues that is propagated by itself: for f∘g it is f′·spec(∇²g) + f″·[0, |∇g|²], which loses nothing
/// where the entries would (Mönnigmann, SIAM J. Matrix Anal. Appl. 32 (2011) 1351–1366). The matrix gives a second interval, by Weyl's
/// inequality around its centre; the better ends are kept. Lower ends hold in the sense of distributions, kinks included.
/// </summary>
/// <param name="variables">The leaves that vary.</param>
/// <param name="at">The box: a range for each.</param>
/// <param name="other">The values of other leaves.</param>
public sealed class SpectralBounds(IReadOnlyList<Expr> variables, IReadOnlyList<Interval> at, Func<Expr, Interval?> other)
{
    private readonly Dictionary<Expr, Jet> _known = [];
    private readonly int _n = variables.Count;

    private sealed record Jet(Interval Value, Interval[] Gradient, Interval[,] Hessian, Interval Spectrum);

    /// <summary>An interval that holds all eigenvalues of the Hessian; empty where the expression has no value.</summary>
    /// <param name="e">An expression without definitions.</param>
    public Interval Of(Expr e) => JetOf(e) is { Value.IsEmpty: false } jet ? jet.Spectrum : Interval.Empty;

    private Jet JetOf(Expr e)
    {
        Work.Spend(2 * _n);
        return _known.TryGetValue(e, out var known) ? known : _known[e] = Found(e);
    }

    private Jet Found(Expr e)
    {
        for (var i = 0; i < _n; i++)
            if (ReferenceEquals(e, variables[i]))
                return Plain(at[i], i);
        if (!Substitution.Contains(e, x => variables.Contains(x)))
            return Plain(IntervalEvaluator.Over(e, other), -1);
        return e switch
        {
            Sum s => Sum([.. s.Terms.Select(JetOf)]),
            Product p => p.Factors.Select(JetOf).Aggregate(Times),
            Power { Exponent: Number { Value: var n } } p => OfPower(JetOf(p.Base), n.ToDouble()),
            Apply { Function: Abs, Arguments: [var g] } => Norm(JetOf(g)),
            // max(a, b) = (a + b + |a − b|)/2
            Apply { Function: Max, Arguments: [var a, var b] } => Larger(JetOf(a), JetOf(b)),
            Apply { Function: Relu, Arguments: [var a] } => Larger(JetOf(a), Plain(Interval.Only(0), -1)),
            Apply { Arguments: [var g], Function: not (Min or Sign or Step or Floor or Ceil or Mod or Clamp or UserFunction) } a => OfFunction(a.Function, JetOf(g)),
            _ => Unknown(e),
        };
    }

    private Jet Plain(Interval value, int variable)
    {
        var gradient = new Interval[_n];
        if (variable >= 0)
            gradient[variable] = Interval.Only(1);
        return new Jet(value, gradient, new Interval[_n, _n], Interval.Only(0));
    }

    private Jet Unknown(Expr e)
    {
        var value = IntervalEvaluator.Over(e, leaf => At(leaf) ?? other(leaf));
        var jet = new Jet(value, new Interval[_n], new Interval[_n, _n], Interval.Everything);
        Array.Fill(jet.Gradient, Interval.Everything);
        for (var i = 0; i < _n; i++)
            for (var j = 0; j < _n; j++)
                jet.Hessian[i, j] = Interval.Everything;
        return jet;
    }

    private Interval? At(Expr leaf)
    {
        for (var i = 0; i < _n; i++)
            if (ReferenceEquals(leaf, variables[i]))
                return at[i];
        return null;
    }

    private Jet Sum(Jet[] parts)
    {
        var total = parts.Aggregate((a, b) => Joined(a, b, a.Spectrum + b.Spectrum));
        // What is quadratic is summed as a matrix first: x²/2 + y²/2 is 1-convex, though each term alone is 0-convex.
        var quadratic = parts.Where(p => IsThin(p.Hessian)).ToArray();
        var others = parts.Where(p => !IsThin(p.Hessian)).Select(p => p.Spectrum).Aggregate(Interval.Only(0), (a, b) => a + b);
        var split = quadratic.Length == 0 ? others : Matrix(quadratic.Aggregate((a, b) => Joined(a, b, Interval.Everything)).Hessian) + others;
        return Kept(total with { Spectrum = Meet(total.Spectrum, split) });
    }

    private Jet Joined(Jet a, Jet b, Interval spectrum) => new(
        a.Value + b.Value, Each(i => a.Gradient[i] + b.Gradient[i]), Each((i, j) => a.Hessian[i, j] + b.Hessian[i, j]), spectrum);

    // ∇²(ab) = a∇²b + b∇²a + ∇a∇bᵀ + ∇b∇aᵀ; the last two have the eigenvalues ∇a·∇b ± |∇a||∇b|.
    private Jet Times(Jet a, Jet b)
    {
        var inner = Dot(a.Gradient, b.Gradient);
        var reach = Math.BitIncrement(Length(a.Gradient) * Length(b.Gradient));
        var cross = _n == 1 ? inner + inner : inner + (double.IsNaN(reach) ? Interval.Everything : new Interval(-reach, reach));
        return Kept(new Jet(
            a.Value * b.Value,
            Each(i => a.Value * b.Gradient[i] + b.Value * a.Gradient[i]),
            Each((i, j) => a.Value * b.Hessian[i, j] + b.Value * a.Hessian[i, j] + a.Gradient[i] * b.Gradient[j] + a.Gradient[j] * b.Gradient[i]),
            a.Value * b.Spectrum + b.Value * a.Spectrum + cross));
    }

    private Jet OfPower(Jet g, double n)
    {
        // Across a pole nothing is convex.
        if (n < 0 && g.Value.Contains(0))
            return Composite(g, g.Value.Pow(Interval.Only(n)), Interval.Everything, Interval.Everything);
        Interval Raised(double m) => m == 0 ? Interval.Only(1) : g.Value.Pow(Interval.Only(m));
        return Composite(g, Raised(n), Interval.Only(n) * Raised(n - 1), Interval.Only(n) * Interval.Only(n - 1) * Raised(n - 2));
    }

    private Jet OfFunction(Function f, Jet g)
    {
        var s = Build.Symbol("s");
        var first = f.Derivative([s], 0);
        Interval Over(Expr e) => IntervalEvaluator.Over(e, leaf => ReferenceEquals(leaf, s) ? g.Value : null);
        return Composite(g, Over(Build.Apply(f, s)), Over(first), Over(Derivative.Of(first, s)));
    }

    // ∇²(f∘g) = f′∇²g + f″∇g∇gᵀ
    private Jet Composite(Jet g, Interval value, Interval first, Interval second)
    {
        var square = Interval.Only(0);
        foreach (var slope in g.Gradient)
            square += slope.Pow(2);
        var rank = second * square;
        // ∇g∇gᵀ has the eigenvalues 0 and |∇g|².
        if (_n > 1)
            rank = new Interval(Math.Min(0, rank.Lower), Math.Max(0, rank.Upper));
        return Kept(new Jet(
            value, Each(i => first * g.Gradient[i]),
            Each((i, j) => first * g.Hessian[i, j] + second * (i == j ? g.Gradient[i].Pow(2) : g.Gradient[i] * g.Gradient[j])),
            first * g.Spectrum + rank));
    }

    // |g| is the larger of g and −g: as convex as the less convex of them, wherever it is bent.
    private Jet Norm(Jet g)
    {
        if (g.Value.Lower >= 0)
            return g;
        if (g.Value.Upper <= 0)
            return Composite(g, -g.Value, Interval.Only(-1), Interval.Only(0));
        var size = Math.Max(-g.Value.Lower, g.Value.Upper);
        return Bent(new Interval(0, size), Each(i => g.Gradient[i] * new Interval(-1, 1)), Math.Min(g.Spectrum.Lower, -g.Spectrum.Upper));
    }

    private Jet Larger(Jet a, Jet b) => a.Value.Lower >= b.Value.Upper ? a : b.Value.Lower >= a.Value.Upper ? b : Bent(
        new Interval(Math.Max(a.Value.Lower, b.Value.Lower), Math.Max(a.Value.Upper, b.Value.Upper)),
        Each(i => a.Gradient[i].Union(b.Gradient[i])), Math.Min(a.Spectrum.Lower, b.Spectrum.Lower));

    private Jet Bent(Interval value, Interval[] gradient, double lower) =>
        new(value, gradient, Each((_, _) => Interval.Everything), new Interval(lower, double.PositiveInfinity));

    private Jet Kept(Jet jet) => jet with { Spectrum = Meet(jet.Spectrum, Matrix(jet.Hessian)) };

    // Weyl: |eigenvalue of A − eigenvalue of its centre| ≤ the largest row sum of radii.
    private Interval Matrix(Interval[,] h)
    {
        var centre = new double[_n, _n];
        var radius = 0.0;
        for (var i = 0; i < _n; i++)
        {
            var row = 0.0;
            for (var j = 0; j < _n; j++)
            {
                centre[i, j] = h[i, j].Lower / 2 + h[i, j].Upper / 2;
                row += Math.BitIncrement(h[i, j].Upper - h[i, j].Lower);
            }
            radius = Math.Max(radius, row / 2);
        }
        if (!double.IsFinite(radius))
            return Interval.Everything;
        var (least, largest, error) = Eigenvalues.Ends(centre);
        radius += error;
        return new Interval(least - radius, largest + radius);
    }

    private static bool IsThin(Interval[,] h)
    {
        foreach (var entry in h)
            if (!(entry.Upper - entry.Lower <= 1e-300 + 1e-14 * Math.Max(Math.Abs(entry.Lower), Math.Abs(entry.Upper))))
                return false;
        return true;
    }

    private static Interval Meet(Interval a, Interval b) => a.Intersect(b) is { IsEmpty: false } both ? both : a;

    private static Interval Dot(Interval[] a, Interval[] b)
    {
        var sum = Interval.Only(0);
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static double Length(Interval[] v) => Math.BitIncrement(Math.Sqrt(v.Sum(x => Math.Pow(Math.Max(Math.Abs(x.Lower), Math.Abs(x.Upper)), 2))));

    private Interval[] Each(Func<int, Interval> entry) => [.. Enumerable.Range(0, _n).Select(entry)];

    private Interval[,] Each(Func<int, int, Interval> entry)
    {
        var result = new Interval[_n, _n];
        for (var i = 0; i < _n; i++)
            for (var j = 0; j < _n; j++)
                result[i, j] = entry(i, j);
        return result;
    }
}
