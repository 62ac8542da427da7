using Flows.Compiler.Symbolics;

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
        var triple = Parts(energy, state, z);
        return new Variation(
            energy, state, origin,
            Polynomials.MultipliedOut(Substitution.MovePoint(display, z, origin), Build.Value(state, origin)),
            new Triple(Substitution.MovePoint(triple.Value, z, origin), [.. triple.Gradient.Select(p => Substitution.MovePoint(p, z, origin))]),
            GradientOrder.Of(energy, state));
    }

    /// <summary>The second variation applied to a direction η, as an expression: D(δF/δu)[η].</summary>
    /// <param name="derivative">δF/δu at a point.</param>
    /// <param name="state">u.</param>
    /// <param name="direction">The symbol of η: a field on the same space.</param>
    public static Expr Second(Expr derivative, StateSymbol state, StateSymbol direction) => DirectionalDerivative.Of(derivative, state, direction);

    // f_u and f_p of an expression that is closed but for points held fixed.
    private static Triple Parts(Expr e, StateSymbol state, Point z)
    {
        var parts = Integrals.Slopes(e).Where(i => Substitution.States(i.Integral).Contains(state))
            .Select(i => Scale(i.Slope, Inside(i.Integral, state, z))).ToArray();
        return new Triple(
            Build.Sum([.. parts.Select(t => t.Value)]),
            [.. Enumerable.Range(0, state.Space.Dimension).Select(axis => Build.Sum([.. parts.Select(t => t.Gradient[axis])]))]);
    }

    private static Triple Inside(Integral integral, StateSymbol state, Point z)
    {
        var p = integral.Point;
        var body = GradientExpansion.Expand(integral.Body);
        var value = Derivative.Of(body, Build.Value(state, p));
        var gradient = Enumerable.Range(0, p.Space.Dimension).Select(axis => Derivative.Of(body, Build.Gradient(Build.Value(state, p), p, axis)));
        var local = p.Space == state.Space
            ? new Triple(Substitution.MovePoint(value, p, z), [.. gradient.Select(g => Substitution.MovePoint(g, p, z))])
            : Zero(state);
        var nested = Parts(body, state, z);
        return Add(local, new Triple(Build.Integral(p, nested.Value), [.. nested.Gradient.Select(g => Build.Integral(p, g))]));
    }

    private static Triple Zero(StateSymbol state) => new(0, [.. Enumerable.Repeat((Expr)0, state.Space.Dimension)]);

    private static Triple Add(Triple a, Triple b) => new(a.Value + b.Value, [.. a.Gradient.Zip(b.Gradient, (x, y) => x + y)]);

    private static Triple Scale(Expr c, Triple t) => new(c * t.Value, [.. t.Gradient.Select(p => c * p)]);
}
