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

    /// <summary>Rewrites a closed expression, its definitions unfolded.</summary>
    public static OuterForm Of(Expr energy)
    {
        var separated = Separate(energy);
        var integrals = Integrals.Outermost(separated);
        var space = integrals.Count > 0 ? integrals[0].Point.Space : new Space("", []);
        var point = new Point(space, 0);
        if (AsOne(separated, integrals, point) is { } body)
            return new OuterForm([body.Body], Build.Reduced(0) + body.Remaining, point);
        var index = integrals.Select((integral, i) => (integral, i)).ToDictionary(p => (Expr)p.integral, p => Build.Reduced(p.i));
        var outer = Substitution.Replace(separated, e => index.GetValueOrDefault(e));
        return new OuterForm([.. integrals.Select(i => Substitution.MovePoint(i.Body, i.Point, point))], outer, point);
    }

    // Σ cᵢ∫bᵢ + c = ∫Σ cᵢbᵢ + c when the cᵢ are free of integrals.
    private static (Expr Body, Expr Remaining)? AsOne(Expr e, IReadOnlyList<Integral> integrals, Point point)
    {
        var bodies = new List<Expr>();
        var known = new List<Expr>();
        foreach (var (integral, factor) in Integrals.Slopes(e))
        {
            // Integrals, and numbers made from whole states, are known only when all is summed up.
            if (Integrals.Outermost(factor).Count > 0 || factor.Known.Has(Kinds.Symbol))
                return null;
            bodies.Add(factor * Substitution.MovePoint(integral.Body, integral.Point, point));
            known.Add(-(factor * integral));
        }
        var rest = Build.Sum([e, .. known]);
        return Integrals.Outermost(rest).Count > 0 || integrals.Count == 0 ? null : (Build.Sum([.. bodies]), rest);
    }

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
