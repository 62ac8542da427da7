using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Runtime.Steppers;

/// <summary>Questions that several methods ask of an equation before they take it; each answers with the reason, or null.</summary>
internal static class Fits
{
    /// <summary>Whether the state is a function on a grid, no point and no particles.</summary>
    public static bool IsOnGrid(Equation equation) => equation.State.Symbol.Kind is StateKind.Field or StateKind.Density;

    /// <summary>Refuses points and particles.</summary>
    public static Fit? NeedsGrid(Equation equation) => IsOnGrid(equation) ? null
        : Fit.No($"`{equation.State.Symbol.Name}` is no function on a grid", equation.State.Span);

    /// <summary>Refuses fields and densities.</summary>
    public static Fit? NeedsPoints(Equation equation) => !IsOnGrid(equation) ? null
        : Fit.No($"`{equation.State.Symbol.Name}` is a function on a grid: this is a method of points and particles", equation.State.Span);

    /// <summary>Refuses Brownian motion.</summary>
    public static Fit? NeedsNoNoise(Equation equation) => equation.Flow.Noise is { } noise
        ? Fit.No("Brownian motion is added, and this method draws no noise", noise.Span)
        : null;

    /// <summary>Refuses what descends nothing, is turned besides, or lets the energy rise.</summary>
    public static Fit? NeedsDescent(Equation equation) => equation.Flow.Descent is null ? Fit.No("nothing is descended", equation.Flow.Span)
        : equation.Flow.Hamiltonians.Count > 0 ? Fit.No("a Hamiltonian turns the state", equation.Flow.Hamiltonians[0].Span)
        : null;

    /// <summary>Refuses metrics other than those that are linear with constant coefficients.</summary>
    public static Fit? NeedsConstantOperator(Equation equation)
    {
        foreach (var descent in equation.Flow.Descents.AsEnumerable())
            if (!descent.Metric.Onsager(descent.Arguments).All(IsConstant))
                return Fit.No($"the operator of {descent.Metric.Name} varies: it must be that of L2, H1 or H^-1 with a constant mobility", descent.MetricSpan);
        return null;
    }

    /// <summary>Whether two halves of a Hamiltonian's variables are apart, H = T(p) + V(q).</summary>
    public static bool IsSeparable(Equation equation) => equation.Flow.Hamiltonians.All(h =>
    {
        var state = equation.State.Symbol;
        if (h.Partner is { } partner)
            return !Substitution.DependsOn(FunctionalDerivative.Of(h.Energy, partner).Display, state);
        var half = state.Space.Dimension / 2;
        return PointGradient.Of(h.Energy, state).Take(half).All(slope =>
            Enumerable.Range(half, half).All(j => Expansion.Expand(Definitions.Expand(Derivative.Of(slope, Build.Component(state, j)))) is Number { Value.IsZero: true }));
    });

    /// <summary>The condition that holds a value or a slope other than 0, or null.</summary>
    public static BoundaryCondition? Prescribed(Equation equation) => equation.State.Boundary
        .FirstOrDefault(b => b.Kind == BoundaryKind.Dirichlet || b.Kind == BoundaryKind.Neumann && b.Value is not Number { Value.IsZero: true });

    /// <summary>Refuses energies that hold integrals over sides.</summary>
    public static Fit? NeedsNoBoundaryEnergy(Equation equation) =>
        equation.Flow.Descents.FirstOrDefault(d => Integrals.AreOverSides(d.Energy)) is { } descent
            ? Fit.No("the energy holds an integral over a side, whose derivative stands on the side alone", descent.Span)
            : null;

    /// <summary>Whether the energy is another than quadratic in the gradient, its second derivative bounded: what it is in one cell says nothing of the others.</summary>
    public static bool HasVaryingDiffusion(Equation equation) => equation.Facts.Pieces.OfType<GradientTerm>().Select(p => Definitions.Expand(p.Integrand)).ToArray() is var terms
        && terms.Any(e => Compiler.Discretising.Degree.Of(e, leaf => leaf is Gradient) is < 0 or > 2) && !terms.Any(SingularSlopes.Any);

    private static bool IsConstant(OnsagerTerm term) => term switch
    {
        HelmholtzInverseTerm => true,
        MultiplyTerm(var m) => double.IsFinite(Constants.Value(m)),
        DivGradTerm(var m) => double.IsFinite(Constants.Value(m)),
        _ => false,
    };
}
