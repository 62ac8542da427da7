using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Variations;

/// <summary>
/// The functional derivative of integrals, n-fold integrals, convolutions and functions of them (mathematics.md §1). An integral
/// inside another is treated as one more unknown of the outer integrand: its derivative is the outer integral of the outer
/// integrand's partial derivative times its own, so that kernels that are not even are symmetrised by themselves.
/// </summary>
public static class FunctionalDerivative
{
    // The index of the point of the variation while it is found: no integral's, and far enough below the largest for fresh ones.
    private const int Elsewhere = 1 << 29;

    /// <summary>δF/δu.</summary>
    /// <param name="energy">F: an expression without free points.</param>
    /// <param name="state">u.</param>
    public static Variation Of(Expr energy, StateSymbol state)
    {
        var z = new Point(state.Space, Elsewhere);
        var origin = new Point(state.Space, 0);
        var display = AdjointForm.Of(energy, state, z);
        var triple = Parts(energy, state, z).Map(part => Substitution.MovePoint(part, z, origin));
        var order = GradientOrder.Of(energy, state);
        Seq<(SideMeasure Side, Triple Parts)> beside = [.. BoundaryIntegrals(energy, state, z).Select(g => (g.Side, g.Parts.Map(part => Substitution.MovePoint(part, z, origin))))];
        return new Variation(
            energy, state, origin,
            Shortest.Of(Polynomials.MultipliedOut(Substitution.MovePoint(display, z, origin), Build.Value(state, origin)), origin),
            triple, order,
            order > 2 ? [] : NaturalConditions.Of(triple, beside, origin))
        {
            Beside = beside,
        };
    }

    /// <summary>The second variation applied to a direction η, as an expression: D(δF/δu)[η].</summary>
    /// <param name="derivative">δF/δu at a point.</param>
    /// <param name="state">u.</param>
    /// <param name="direction">The symbol of η: a field on the same space.</param>
    public static Expr Second(Expr derivative, StateSymbol state, StateSymbol direction) => DirectionalDerivative.Of(derivative, state, direction);

    // f_u, f_p and f_H of an expression that is closed but for points held fixed.
    private static Triple Parts(Expr e, StateSymbol state, Point z) => Triple.Sum(
        [.. Integrals.Slopes(e).Where(i => Substitution.States(i.Integral).Contains(state))
            .Select(i => Inside(i.Integral, state, z).Map(part => i.Slope * part)),
        .. Transports.Slopes(e, state)
            .Select(t => Partials(GradientExpansion.Expand(t.Density), state, t.Point).Map(part => Substitution.MovePoint(t.Weight * part, t.Point, z)))],
        state.Space.Dimension);

    private static Triple Inside(Integral integral, StateSymbol state, Point z)
    {
        var p = integral.Point;
        var body = GradientExpansion.Expand(integral.Body);
        var nested = Parts(body, state, z).Map(part => Build.Integral(p, part));
        return p.Space == state.Space
            ? Triple.Sum([Partials(body, state, p).Map(part => Substitution.MovePoint(part, p, z)), nested], state.Space.Dimension)
            : nested;
    }

    // By u, ∂ᵢu and ∂ᵢ∂ⱼu at the point; Δu counts for each ∂ᵢ∂ᵢu, and of radial functions for (d − 1) u′/r as well.
    private static Triple Partials(Expr body, StateSymbol state, Point p)
    {
        var u = Build.Value(state, p);
        var d = p.Space.Dimension;
        var laplacian = Build.Lap(u, p);
        var ofLaplacian = Derivative.Of(body, laplacian);
        var hessian = new List<Expr>();
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < d; j++)
            {
                var entry = Build.Gradient(Build.Gradient(u, p, i), p, j);
                var slope = ReferenceEquals(entry, laplacian) ? 0 : Derivative.Of(body, entry);
                hessian.Add(i == j ? slope + ofLaplacian : slope / 2);
            }
        }
        Expr spreading = p.Space.Measure is RadialMeasure { Dimension: var n } ? (n - 1) / Build.Coordinate(p, 0) * ofLaplacian : 0;
        return new(
            Derivative.Of(body, u),
            [.. Enumerable.Range(0, d).Select(axis => Derivative.Of(body, Build.Gradient(u, p, axis)) + spreading)],
            [.. hessian]);
    }

    // The parts of the integrals over sides of the state's domain.
    private static IEnumerable<(SideMeasure Side, Triple Parts)> BoundaryIntegrals(Expr energy, StateSymbol state, Point z) => Integrals.Slopes(energy)
        .Where(i => i.Integral.Point.Space.Measure is SideMeasure side && side.Of == state.Space)
        .Select(i => ((SideMeasure)i.Integral.Point.Space.Measure,
            Partials(GradientExpansion.Expand(i.Integral.Body), state, i.Integral.Point)
                .Map(part => i.Slope * Substitution.MovePoint(part, i.Integral.Point, z))));
}
