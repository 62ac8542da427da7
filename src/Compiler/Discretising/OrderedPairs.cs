using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising;

/// <summary>One product of a kernel between ordered points: coefficient · x^Right · y^Left for x &gt; y.</summary>
/// <param name="Right">The power of the point to the right.</param>
/// <param name="Left">The power of the point to the left.</param>
/// <param name="Coefficient">In terms of the time alone.</param>
public sealed record OrderedProduct(int Right, int Left, Expr Coefficient);

/// <summary>
/// ∬ w(x, y) ρ(x) ρ(y) with w a polynomial of the coordinates for x &gt; y, as of |x − y| and (x − y)²/2 − |x − y|: on a line cells keep their order, so that all of it are sums of
/// moments over the cells to one side.
/// </summary>
/// <param name="Integral">Which integral of the outer function it belongs to.</param>
/// <param name="Products">w(x, y) + w(y, x) for x &gt; y.</param>
public sealed record OrderedPairs(int Integral, Seq<OrderedProduct> Products)
{
    /// <summary>Moments that are summed up; higher powers lose digits where the domain is far from 0.</summary>
    public const int HighestPower = 4;

    /// <summary>The sums of a double integral; null where its kernel is none.</summary>
    /// <param name="integral">Which integral of the outer function it belongs to.</param>
    /// <param name="integrand">w(x, y) ρ(x) ρ(y).</param>
    /// <param name="x">One point.</param>
    /// <param name="y">The other.</param>
    public static OrderedPairs? Of(int integral, Expr integrand, Point x, Point y)
    {
        if (Substitution.All(integrand).OfType<StateValue>().Distinct().ToArray() is not [var a, var b])
            return null;
        var kernel = Derivative.Of(Derivative.Of(integrand, a), b);
        if (Substitution.HasStates(kernel) || !ReferenceEquals(a * b * kernel, integrand))
            return null;
        var (right, left) = (Build.Coordinate(x, 0), Build.Coordinate(y, 0));
        var w = Ordered(kernel, right, left) + Ordered(Exchanged(kernel, x, y), right, left);
        if (Degree.Of(w, leaf => leaf is Coordinate) is < 0 or > HighestPower)
            return null;
        var found = new List<OrderedProduct>();
        var rest = Expansion.Expand(w);
        for (var p = 0; p <= HighestPower; p++)
        {
            for (var q = 0; p + q <= HighestPower; q++)
            {
                var coefficient = Taylor(Taylor(rest, right, p), left, q);
                if (Substitution.HasCoordinates(coefficient))
                    return null;
                if (coefficient is not Number { Value.IsZero: true })
                    found.Add(new OrderedProduct(p, q, coefficient));
            }
        }
        return new OrderedPairs(integral, [.. found]);
    }

    // |x − y| = x − y to the right of y.
    private static Expr Ordered(Expr kernel, Expr right, Expr left) => Substitution.Replace(Definitions.Expand(kernel), e =>
        e is Apply { Function: Abs, Arguments: [var d] } && (IsZero(d - (right - left)) || IsZero(d - (left - right))) ? right - left : null);

    private static bool IsZero(Expr e) => Expansion.Expand(e) is Number { Value.IsZero: true };

    // The coefficient of a power.
    private static Expr Taylor(Expr e, Expr variable, int power)
    {
        var factorial = 1;
        for (var k = 1; k <= power; k++)
            (e, factorial) = (Derivative.Of(e, variable), factorial * k);
        return Substitution.Replace(e, leaf => ReferenceEquals(leaf, variable) ? 0 : null) / factorial;
    }

    private static Expr Exchanged(Expr e, Point x, Point y)
    {
        var aside = new Point(x.Space, Math.Max(x.Index, y.Index) + 1);
        return Substitution.MovePoint(Substitution.MovePoint(Substitution.MovePoint(e, x, aside), y, x), aside, y);
    }
}
