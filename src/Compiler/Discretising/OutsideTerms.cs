using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Discretising;

/// <summary>A part of a double integral in which one point lies in cells and the other anywhere in the domain: ∫ p(x, u(x)) Φ(x) dx with Φ(x) = ∫ q(x, y) dy over the domain.</summary>
/// <param name="Integral">Which integral of the outer function it belongs to.</param>
/// <param name="Factor">p, 0 without density.</param>
/// <param name="Kernel">q, free of states.</param>
/// <param name="X">The point of p.</param>
/// <param name="Y">The point that Φ integrates over.</param>
public sealed record PotentialElement(int Integral, Expr Factor, Expr Kernel, Point X, Point Y);

/// <summary>A double integral over the domain of what an integrand is without density at either point.</summary>
/// <param name="Integral">Which integral of the outer function it belongs to.</param>
/// <param name="Kernel">Free of states.</param>
/// <param name="X">One point.</param>
/// <param name="Y">The other.</param>
public sealed record VacuumPair(int Integral, Expr Kernel, Point X, Point Y);

/// <summary>
/// Splits the integrand g(x, y, a, b) of a double integral, a and b the densities at x and y, by where there is density: what needs it at both points,
/// g − g(·, 0) − g(0, ·) + g(0, 0), at one of them, and at none. Cells of moving nodes hold all of the first, and x of the second; given functions live on the whole domain.
/// </summary>
/// <param name="Both">The first; 0 where there is none.</param>
/// <param name="One">The second, each by its factor p and kernel q.</param>
/// <param name="None">The third; 0 where there is none.</param>
internal sealed record OutsideTerms(Expr Both, IReadOnlyList<(Expr Factor, Expr Kernel)> One, Expr None)
{
    private const int HighestPower = 4;

    private static readonly double[] Probes = [0.3141, -0.2718, 1.618, -14.14];

    /// <summary>The split; null where a part with density at one point is no sum of products p(x, u(x)) q(x, y).</summary>
    public static OutsideTerms? Of(Expr integrand, Point x, Point y)
    {
        var (withoutX, withoutY) = (Without(integrand, x), Without(integrand, y));
        var none = Without(withoutX, y);
        // What is infinite without density is left to the cells: its energy is finite only where the density fills the domain.
        if (!IsSomewhereFinite(withoutX) || !IsSomewhereFinite(withoutY) || !IsSomewhereFinite(none))
            return new OutsideTerms(integrand, [], Build.Zero);
        if (OneSided(withoutY, none, x, y) is not { } first || OneSided(Exchanged(withoutX, x, y), Exchanged(none, x, y), x, y) is not { } second)
            return null;
        return new OutsideTerms(TwoSided(integrand, withoutX, withoutY, none), [.. first, .. second], none);
    }

    // The product u(x) u(y) w by its derivative, so that nothing has to be multiplied out; else the difference as it stands.
    private static Expr TwoSided(Expr integrand, Expr withoutX, Expr withoutY, Expr none)
    {
        if (Values(integrand) is [var a, var b] && Derivative.Of(Derivative.Of(integrand, a), b) is var w && !Substitution.HasStates(w))
            return a * b * w;
        return IsZero(withoutX) && IsZero(withoutY) && IsZero(none) ? integrand : Expansion.Expand(integrand - withoutX - withoutY + none);
    }

    // g(x, y, a) − g(x, y, 0) as Σ p q: a power series in a where it ends, else by the factors of what it is multiplied out to.
    private static List<(Expr Factor, Expr Kernel)>? OneSided(Expr part, Expr none, Point x, Point y)
    {
        var found = new List<(Expr, Expr)>();
        if (Values(part) is [])
            return found;
        if (Values(part) is not [var u])
            return null;
        var (slope, factorial) = (part, 1);
        for (var k = 1; k <= HighestPower; k++)
        {
            slope = Derivative.Of(slope, u);
            factorial *= k;
            var atZero = Without(slope, x);
            if (!IsSomewhereFinite(atZero))
                break;
            if (!IsZero(atZero))
                found.Add((Build.Power(u, k), atZero / factorial));
            if (!Substitution.HasStates(slope))
                return found;
        }
        found.Clear();
        var difference = Expansion.Expand(part - none);
        foreach (var term in difference is Sum s ? s.Terms : [difference])
        {
            Expr[] factors = term is Product product ? [.. product.Factors] : [term];
            var own = Build.Product([.. factors.Where(Substitution.HasStates)]);
            if (Substitution.DependsOn(own, y) || !IsZero(Without(own, x)))
                return null;
            found.Add((own, Build.Product([.. factors.Where(f => !Substitution.HasStates(f))])));
        }
        return found;
    }

    private static Expr[] Values(Expr e) => [.. Substitution.All(e).OfType<StateValue>().Distinct()];

    private static Expr Without(Expr e, Point point) => Substitution.Replace(e, leaf => leaf is StateValue v && v.Point == point ? 0 : null);

    private static Expr Exchanged(Expr e, Point x, Point y)
    {
        var aside = new Point(x.Space, Math.Max(x.Index, y.Index) + 1);
        return Substitution.MovePoint(Substitution.MovePoint(Substitution.MovePoint(e, x, aside), y, x), aside, y);
    }

    private static bool IsZero(Expr e) => e is Number { Value.IsZero: true };

    // At a few places and densities of no meaning, the two points apart.
    private static bool IsSomewhereFinite(Expr e) => Probes.Any(place =>
    {
        try
        {
            return double.IsFinite(Evaluation.Evaluate(e, leaf => leaf switch
            {
                Coordinate c => place + 0.1 * (c.Point.Index % 7),
                Time => 0.577,
                StateValue => 0.707,
                Gradient => 0,
                _ => null,
            }));
        }
        catch (ArgumentException)
        {
            return false;
        }
    });
}
