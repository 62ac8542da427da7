using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Discretising;

/// <summary>
/// An energy as a function of single integrals: F = Outer(∫b₁, …, ∫b_k). Polynomial double integrals fall apart into products of
/// single ones (so a quadratic interaction costs O(N)); a sum of integrals with constant factors is one integral.
/// </summary>
/// <param name="Bodies">b₁ … b_k, each at the point <paramref name="Point"/>.</param>
/// <param name="Outer">In terms of <see cref="Reduced"/> atoms.</param>
/// <param name="Point">The point of all bodies.</param>
public sealed record OuterForm(Seq<Expr> Bodies, Expr Outer, Point Point)
{
    private const int HighestSeparated = 8;

    /// <summary>What is integrated over sides besides: each adds to one of the integrals, whose body over the domain may be 0.</summary>
    public Seq<SideBody> Sides { get; init; } = [];

    /// <summary>Rewrites a closed expression, its definitions unfolded.</summary>
    public static OuterForm Of(Expr energy)
    {
        var separated = Separate(energy);
        var integrals = Integrals.Outermost(separated);
        var space = integrals.Count > 0 ? integrals[0].Point.Space.Inside : new Space("", []);
        var point = new Point(space, 0);
        if (AsOne(separated, integrals, point) is { } one)
            return one;
        var index = integrals.Select((integral, i) => (integral, i)).ToDictionary(p => (Expr)p.integral, p => Build.Reduced(p.i));
        var outer = Substitution.Replace(separated, e => index.GetValueOrDefault(e));
        return new OuterForm([.. integrals.Select(i => SideOf(i) is null ? Substitution.MovePoint(i.Body, i.Point, point) : 0)], outer, point)
        {
            Sides = [.. integrals.Select((integral, i) => SideOf(integral) is { } side ? new SideBody(i, side, Substitution.MovePoint(integral.Body, integral.Point, point)) : null).OfType<SideBody>()],
        };
    }

    // Σ cᵢ∫bᵢ + c = ∫Σ cᵢbᵢ + c when the cᵢ are free of integrals.
    private static OuterForm? AsOne(Expr e, IReadOnlyList<Integral> integrals, Point point)
    {
        var bodies = new List<Expr>();
        var sides = new List<SideBody>();
        var known = new List<Expr>();
        foreach (var (integral, factor) in Integrals.Slopes(e))
        {
            // Integrals, and numbers made from whole states, are known only when all is summed up.
            if (Integrals.Outermost(factor).Count > 0 || factor.Known.Has(Kinds.Symbol))
                return null;
            var body = factor * Substitution.MovePoint(integral.Body, integral.Point, point);
            if (SideOf(integral) is { } side)
                sides.Add(new SideBody(0, side, body));
            else
                bodies.Add(body);
            known.Add(-(factor * integral));
        }
        var rest = Build.Sum([e, .. known]);
        return Integrals.Outermost(rest).Count > 0 || integrals.Count == 0 ? null
            : new OuterForm([Build.Sum([.. bodies])], Build.Reduced(0) + rest, point) { Sides = [.. sides] };
    }

    private static SideMeasure? SideOf(Integral integral) => integral.Point.Space.Measure as SideMeasure;

    private static Expr Separate(Expr e) => Substitution.Replace(e, inner =>
    {
        if (inner is not Integral outer || Integrals.Outermost(outer.Body) is not { Count: > 0 } nested)
            return null;
        // Only kernels that are polynomials of the coordinates fall apart; others stay pairs.
        var polynomial = nested.All(n => Degree.Of(n.Body, x => x is Coordinate) is >= 0 and <= HighestSeparated && Integrals.Outermost(n.Body).Count == 0);
        if (!polynomial)
            return null;
        var body = Substitution.Replace(outer.Body, x => x is Integral n ? Build.Integral(n.Point, Expansion.Expand(n.Body)) : null);
        return Build.Integral(outer.Point, Expansion.Expand(body));
    });
}

/// <summary>An integral over a side, or the whole boundary, of the domain.</summary>
/// <param name="Integral">Which of the integrals it adds to.</param>
/// <param name="Measure">Over what.</param>
/// <param name="Body">At the point of the other bodies.</param>
public sealed record SideBody(int Integral, SideMeasure Measure, Expr Body);
