using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Linear functionals ∫ φu that a flow conserves. d/dt ∫ φu = −⟨φ, K δE/δu⟩ = −δE[u; Kφ] vanishes for every u where E does not change when η = Kφ is added
/// to u, and η is a change that the sides allow; of a Hamiltonian flow where H does not change when φ is added to the partner.
/// </summary>
/// <remarks>Noether's theorem for translations of the values of a field; looked for among polynomials of the coordinates of second degree.</remarks>
internal static class LinearInvariants
{
    // A weight 1/m is one where m is well above 0.
    private const double LeastScale = 1e-6;

    /// <summary>The weights φ that are found, at the ambient point, the simplest first; none follows from those before.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="all">Every flow of the program.</param>
    public static Seq<Expr> Of(FlowModel flow, Seq<FlowModel> all)
    {
        var state = flow.State;
        if (state.Symbol.Kind is not (StateKind.Field or StateKind.Density) || flow.Noise is not null || flow.Descents.Count + flow.Hamiltonians.Count == 0)
            return [];
        var point = new Point(state.Symbol.Space, 0);
        var found = new List<(Expr Weight, int Degree, int[] Axes)>();
        foreach (var (weight, degree, axes) in Candidates(flow, point))
        {
            // x − a says nothing beside 1 and x.
            if (found.Any(f => f.Degree == degree && f.Axes.SequenceEqual(axes)))
                continue;
            if (IsConserved(flow, weight, point, all))
                found.Add((weight, degree, axes));
        }
        return [.. found.Select(f => f.Weight)];
    }

    // 1; x; x − a, x − b; x y, x² − y².
    private static IEnumerable<(Expr Weight, int Degree, int[] Axes)> Candidates(FlowModel flow, Point point)
    {
        var domain = flow.State.Domain;
        var scales = flow.Descents.SelectMany(d => d.Metric.Onsager(d.Arguments)).OfType<MultiplyTerm>().Select(t => t.Mobility).ToArray();
        // d/dt ∫ u/m = −δE[u; 1].
        var scale = scales is [var m, ..] && !Substitution.HasStates(m) && !TimeDependence.Of(m) && m.Known.Has(Kinds.Coordinate) && Mobilities.IsNonNegative(m - Build.Number(LeastScale), flow.State) ? 1 / m : Build.One;
        yield return (Build.One * scale, 0, []);
        if (domain.Space.Measure is not VolumeMeasure)
            yield break;
        int[] straight = [.. Enumerable.Range(0, domain.Axes.Count).Where(i => !domain.Axes[i].IsPeriodic && double.IsFinite(domain.Axes[i].Length))];
        Expr X(int i) => Build.Coordinate(point, i);
        foreach (var i in straight)
            foreach (var from in new[] { 0, domain.Axes[i].Low, domain.Axes[i].High }.Distinct())
                yield return ((X(i) - Build.Number(from)) * scale, 1, [i]);
        foreach (var i in straight)
        {
            foreach (var j in straight.Where(j => j > i))
            {
                yield return (X(i) * X(j) * scale, 2, [i, j]);
                yield return ((Build.Power(X(i), 2) - Build.Power(X(j), 2)) * scale, 3, [i, j]);
            }
        }
    }

    private static bool IsConserved(FlowModel flow, Expr weight, Point point, Seq<FlowModel> all)
    {
        var state = flow.State;
        foreach (var descent in flow.Descents)
            foreach (var term in descent.Metric.Onsager(descent.Arguments))
                if (!IsConserved(descent, term, weight, state, point))
                    return false;
        if (flow.Descents.Any(d => d.Metric.Onsager(d.Arguments).Count == 0))
            return false;
        foreach (var h in flow.Hamiltonians)
            if (h.Partner is not { } partner || all.FirstOrDefault(f => f.State.Symbol == partner) is not { } other || !IsInvariant(h.Energy, other.State, weight, point))
                return false;
        return flow.Drift.All(f => AddsNothing(weight * f, state, point));
    }

    private static bool IsConserved(DescentModel descent, OnsagerTerm term, Expr weight, StateModel state, Point point) => term switch
    {
        // A multiplier of a bound is a change of its own.
        MultiplyTerm(var m) => state.Constraints.Count == 0 && Expansion.Expand(Definitions.Expand(m * weight)) is var eta && !Substitution.HasStates(eta) && IsInvariant(descent.Energy, state, eta, point),
        HelmholtzInverseTerm => state.Constraints.Count == 0 && weight is Number && state.Boundary.All(b => b.Kind != BoundaryKind.Dirichlet) && IsInvariant(descent.Energy, state, weight, point),
        DivGradTerm or PairKernelTerm or CovarianceTerm => weight is Number && descent.Open.Count == 0,
        MeanFreeTerm => weight is Number,
        _ => false,
    };

    // δE[u; η] = 0 for every u, as an integrand and on the sides.
    private static bool IsInvariant(Expr energy, StateModel state, Expr eta, Point point)
    {
        if (!Substitution.States(energy).Contains(state.Symbol))
            return true;
        if (Substitution.HasTransport(energy) || Substitution.All(energy).OfType<Integral>().Any(i => i.Point.Space.Measure is SideMeasure && Substitution.DependsOn(i.Body, state.Symbol)))
            return false;
        var variation = FunctionalDerivative.Of(energy, state.Symbol);
        if (variation.Order > 2)
            return false;
        var axes = Enumerable.Range(0, state.Domain.Axes.Count).ToArray();
        Expr Slope(Expr e, int i) => TotalDerivative.Along(e, point, i);
        var parts = variation.Parts;
        var integrand = parts.Value * eta + Build.Sum([.. axes.Select(i => parts.Gradient[i] * Slope(eta, i))])
            + Build.Sum([.. axes.SelectMany(i => axes.Select(j => parts.H(i, j) * Slope(Slope(eta, i), j)))]);
        return IsZero(GradientExpansion.Expand(integrand)) && Sides.Of(state.Domain).All(side => IsAllowed(side, state, variation, eta, point));
    }

    private static bool IsAllowed(SideModel side, StateModel state, Variation variation, Expr eta, Point point)
    {
        var given = Sides.Given(state, side);
        bool Vanishes(Expr e) => IsZero(Sides.At(e, state.Domain, side, point));
        var holdsValue = given.Any(b => b.Kind == BoundaryKind.Dirichlet);
        var holdsSlope = given.Any(b => b.Kind is BoundaryKind.Neumann or BoundaryKind.NoFlux);
        if (holdsValue && !Vanishes(eta))
            return false;
        if (holdsSlope && !Vanishes(TotalDerivative.Along(eta, point, side.Axis)) && variation.Order > 1)
            return false;
        // What the side does to the energy where the condition there is not its own.
        return Vanishes(eta) || !SideWork.Of(state, variation).Any(w => w.Rate is null && w.Term.Axis == side.Axis && w.Term.IsUpper == side.IsUpper);
    }

    // ∫ f = 0 whatever the states are: on a torus, where its derivatives vanish and it vanishes at 0.
    private static bool AddsNothing(Expr integrand, StateModel state, Point point)
    {
        if (IsZero(GradientExpansion.Expand(integrand)))
            return true;
        if (state.Domain.Axes.Any(a => !a.IsPeriodic))
            return false;
        var whole = Build.Integral(point, integrand);
        var nothing = Substitution.Replace(Definitions.Expand(integrand), e => e is StateValue ? Build.Zero : null);
        return IsZero(GradientExpansion.Expand(nothing)) && Substitution.States(whole).All(s => IsZero(GradientExpansion.Expand(FunctionalDerivative.Of(whole, s).Display)));
    }

    private static bool IsZero(Expr e) => Expansion.Expand(Definitions.Expand(e)) is Number { Value.IsZero: true };
}
