using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// The largest λ that is found with ∇²V ≥ λ over a box: by interval arithmetic on slices in one dimension, by bounds of eigenvalues on boxes
/// that are bisected where they are worst, by rules; and by samples where V is smooth and all of these fail.
/// </summary>
internal static class LeastCurvature
{
    private const int MostBoxes = 400;
    private const int Grid = 9;

    /// <summary>λ and how it is known; null where nothing bounds it.</summary>
    /// <param name="v">A function without definitions.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="box">Their ranges, bounded.</param>
    public static Curved? Of(Expr v, IReadOnlyList<Expr> variables, Seq<Interval> box)
    {
        if (!Substitution.Contains(v, e => variables.Contains(e)))
            return new Curved(0, "constant", true);
        var ranges = Enumerable.Range(0, variables.Count).ToDictionary(i => variables[i], i => box[i]);
        Interval? Range(Expr leaf) => ranges.TryGetValue(leaf, out var range) ? range : null;
        if (variables.Count == 1)
        {
            var second = Derivative.Of(Derivative.Of(v, variables[0]), variables[0]);
            Interval Over(Expr e) => Bounds.Over(e, l => ReferenceEquals(l, variables[0]), box[0].Lower, box[0].Upper);
            if (Over(second).Lower is var least && double.IsFinite(least) && Kinks.AreConvex(v, Over))
                return new Curved(least, "interval arithmetic", true);
        }
        var rules = new Curvature(variables, Range);
        // What rules say of a term is kept on every box: |x| is convex, though its second derivatives have no bound.
        Seq<Expr> terms = v is Sum s ? s.Terms : [v];
        var byRule = terms.Where(rules.IsConvex).ToArray();
        var others = Build.Sum([.. terms.Where(t => !byRule.Contains(t))]);
        var bound = new[]
        {
            Bisected(v, variables, box),
            byRule.Length > 0 && others is not Number ? Bisected(others, variables, box) : double.NegativeInfinity,
            byRule.Length == terms.Count || rules.IsConvex(v) ? 0 : double.NegativeInfinity,
        };
        var lambda = bound.Max();
        if (!double.IsInfinity(lambda))
            return new Curved(lambda, lambda == bound[2] ? "rules of composition" : "interval bounds of eigenvalues", true);
        return Sampled(v, variables, box);
    }

    // Branch and bound: the box with the lowest bound is cut, until it is sharp.
    private static double Bisected(Expr v, IReadOnlyList<Expr> variables, Seq<Interval> box)
    {
        double Low(Interval[] at) => new SpectralBounds(variables, at, _ => null).Of(v) is { IsEmpty: false } spectrum ? spectrum.Lower : double.PositiveInfinity;
        double Inside(Interval[] at) => Low([.. at.Select(i => Interval.Only(i.Lower / 2 + i.Upper / 2))]);
        Interval[] whole = [.. box];
        var open = new PriorityQueue<Interval[], double>();
        var attained = Inside(whole);
        open.Enqueue(whole, Low(whole));
        // A long formula gets fewer boxes: the work is bounded.
        var most = Math.Clamp(4_000 / Substitution.All(v).Count(), 8, MostBoxes);
        for (var count = 0; count < most && open.TryPeek(out var worst, out var low); count++)
        {
            if (low >= attained - 1e-7 * Math.Max(1, Math.Abs(attained)))
                break;
            open.Dequeue();
            var axis = Enumerable.Range(0, worst.Length).MaxBy(i => (worst[i].Upper - worst[i].Lower) / (box[i].Upper - box[i].Lower));
            var middle = worst[axis].Lower / 2 + worst[axis].Upper / 2;
            // The halves overlap: a kink between them is inside one of them.
            var overlap = 1e-9 * (box[axis].Upper - box[axis].Lower);
            foreach (var half in new[] { new Interval(worst[axis].Lower, middle + overlap), new Interval(middle - overlap, worst[axis].Upper) })
            {
                Interval[] part = [.. worst];
                part[axis] = half;
                open.Enqueue(part, Low(part));
                attained = Math.Min(attained, Math.Min(Inside(part), Low([.. part.Select(i => Interval.Only(i.Lower))])));
            }
            // A bound that stays without end after many cuts is a singularity.
            if (count == 60 && double.IsInfinity(low))
                return low;
        }
        return open.TryPeek(out _, out var bound) && !double.IsPositiveInfinity(bound) && !double.IsNaN(bound) ? bound : double.NegativeInfinity;
    }

    // On grids of two widths: a least value that still falls with the width is not believed.
    private static Curved? Sampled(Expr v, IReadOnlyList<Expr> variables, Seq<Interval> box)
    {
        if (Substitution.Contains(v, e => e is Conditional or Apply { Function: Abs or Sign or Step or Min or Max or Relu or Clamp or Floor or Ceil or Mod or UserFunction } || IsSingular(e)))
            return null;
        // A power or a logarithm of what may vanish: samples may miss the place.
        bool IsSingular(Expr e) => e switch
        {
            Power { Exponent: Number { Value: { IsInteger: true, Sign: > 0 } } } => false,
            Power p => Over(p.Base).Contains(0),
            Apply { Function: Log or Log10 or LogGamma or Gamma or XLogX or XLogY or Tan } a => Over(a.Arguments[0]).Contains(0),
            _ => false,
        };
        Interval Over(Expr e) => IntervalEvaluator.Over(e, leaf => IndexOf(variables, leaf) is >= 0 and var i ? box[i] : null);
        var hessian = variables.Select(a => variables.Select(b => Derivative.Of(Derivative.Of(v, a), b)).ToArray()).ToArray();
        var (coarse, fine) = (Least(hessian, variables, box, Grid), Least(hessian, variables, box, 2 * Grid + 1));
        return double.IsFinite(fine) && Math.Abs(fine - coarse) <= 0.05 * (1 + Math.Abs(coarse)) ? new Curved(Math.Min(fine, coarse), "samples", false) : null;
    }

    private static double Least(Expr[][] hessian, IReadOnlyList<Expr> variables, Seq<Interval> box, int count)
    {
        var n = variables.Count;
        var least = double.PositiveInfinity;
        var total = (int)Math.Pow(count, n);
        for (var sample = 0; sample < total; sample++)
        {
            var values = new double[n];
            for (int i = 0, rest = sample; i < n; i++, rest /= count)
                // Denser towards the ends, where logarithms and powers are steep.
                values[i] = box[i].Lower + (box[i].Upper - box[i].Lower) * (1 - Math.Cos(Math.PI * (rest % count + 0.5) / count)) / 2;
            double Value(Expr e)
            {
                try
                {
                    return Evaluation.Evaluate(e, leaf => IndexOf(variables, leaf) is >= 0 and var i ? values[i] : null);
                }
                catch (ArgumentException)
                {
                    return double.NaN;
                }
            }
            var matrix = new double[n, n];
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    matrix[i, j] = Value(hessian[i][j]);
            foreach (var entry in matrix)
                if (!double.IsFinite(entry))
                    return double.NaN;
            least = Math.Min(least, Eigenvalues.Ends(matrix).Least);
        }
        return least;
    }

    private static int IndexOf(IReadOnlyList<Expr> variables, Expr leaf)
    {
        for (var i = 0; i < variables.Count; i++)
            if (ReferenceEquals(variables[i], leaf))
                return i;
        return -1;
    }
}
