using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>
/// The flow of one state as ∂u/∂t = −M (−Δ)^p (f + A u) + g: M a number, p 0 or 1, A a combination of powers of −Δ with constant coefficients, f and g functions of
/// what is in the cell.
/// </summary>
/// <param name="State">Which state.</param>
/// <param name="Local">f.</param>
/// <param name="Slope">∂f/∂u of the state itself.</param>
/// <param name="Mobility">M, a number once the spacings are known.</param>
/// <param name="IsFlux">Whether p = 1.</param>
/// <param name="Differences">For every axis the coefficients of A's stencil along it, the other axes summed up: at displacements −m … m.</param>
/// <param name="Added">g.</param>
public sealed record SemilinearRate(int State, Expr Local, Expr Slope, Expr Mobility, bool IsFlux, Seq<Seq<(int Offset, Expr Coefficient)>> Differences, Expr Added);

/// <summary>Finds the semilinear form that `imex`, `spectral` and `sav` step with.</summary>
public static class GridSemilinear
{
    /// <summary>The forms of all states that move, or the reason why a flow has none.</summary>
    public static (Seq<SemilinearRate>? Rates, string Reason) Of(GridSystemPlan plan)
    {
        if (plan.Smoothings.Count > 0 || plan.Means.Count > 0)
            return (null, "the metric is not L2 or H^-1");
        if (plan.Potentials.Any(p => p.IsOpen))
            return (null, "a side is open");
        if (plan.Energies.Any(e => !e.IsPlain))
            return (null, "the energy is a function of integrals");
        var rates = new List<SemilinearRate>();
        for (var i = 0; i < plan.States.Count; i++)
        {
            if (plan.Rates[i] is Number { Value.IsZero: true })
                continue;
            var (rate, reason) = Of(plan, i);
            if (rate is null)
                return (null, reason);
            rates.Add(rate);
        }
        return ([.. rates], "");
    }

    private static (SemilinearRate? Rate, string Reason) Of(GridSystemPlan plan, int state)
    {
        var potentials = GridForms.Loads(plan.Rates[state]).Select(GridArray.Read).Where(l => l.Role == GridRole.Potential).Select(l => l.Index).Distinct().ToArray();
        if (potentials is not [var potential] || plan.Potentials[potential].State != state)
            return (null, "the state does not descend one energy in one metric");
        if (GridForms.Loads(plan.Mobilities[state]).Any() || Substitution.All(plan.Mobilities[state]).Any(e => e is Scalar))
            return (null, "the mobility is not constant");
        var added = Substitution.Replace(plan.Rates[state], leaf => leaf is Load l && GridArray.Read(l).Role == GridRole.Potential ? 0 : null);
        if (!IsLocal(added))
            return (null, "an added term holds derivatives");
        var d = plan.States[state].Space.Dimension;
        var mu = GridArray.Value(GridRole.Potential, potential, Shift.None);
        var descent = plan.AreFluxes[state] ? GridFluxes.Divergence(plan.Mobilities[state], mu, FaceRule.Arithmetic, d, null, null, []) : -(plan.Mobilities[state] * mu);
        if (Expansion.Expand(plan.Rates[state] - added - descent) is not Number { Value.IsZero: true })
            return (null, "the state descends in several metrics");
        var gradient = plan.Energies[plan.Potentials[potential].Energy].Gradient(state);
        if (Differences(gradient, state, d) is not { } differences)
            return (null, "the energy is not quadratic in the derivatives of each state by itself, with constant coefficients");
        // Beside the cell everything is linear: what is left at displacement 0 is f plus the stencil's own centre.
        var local = Substitution.Replace(gradient, leaf => leaf is Load l && GridArray.Read(l) is (var role, var index, var at) && at != Shift.None && role != GridRole.Centre
            ? GridArray.Value(role, index, Shift.None) : null);
        var f = Expansion.Expand(local);
        return (new SemilinearRate(state, f, Derivative.Of(f, GridArray.Value(GridRole.State, state, Shift.None)), plan.Mobilities[state], plan.AreFluxes[state], differences, added), "");
    }

    /// <summary>For every axis the coefficients of a gradient's stencil along it, the other axes summed up; null where they are not constant, or of another state.</summary>
    /// <param name="gradient">Over cells.</param>
    /// <param name="state">Whose it is.</param>
    /// <param name="dimension">d.</param>
    public static Seq<Seq<(int Offset, Expr Coefficient)>>? Differences(Expr gradient, int state, int dimension)
    {
        var coefficients = new List<(Shift At, Expr Value)>();
        foreach (var load in GridForms.Loads(gradient).ToArray())
        {
            var (role, index, at) = GridArray.Read(load);
            if (at == Shift.None || role == GridRole.Centre)
                continue;
            var slope = Derivative.Of(gradient, load);
            if (role != GridRole.State || index != state || GridForms.Loads(slope).Any() || Substitution.All(slope).Any(e => e is Scalar { Index: GridScalars.Time }))
                return null;
            coefficients.Add((at, slope));
        }
        return [.. Enumerable.Range(0, dimension).Select(axis => (Seq<(int, Expr)>)[.. coefficients
            .GroupBy(c => Along(c.At, axis, dimension)).Where(g => g.Key != 0).OrderBy(g => g.Key).Select(g => (g.Key, Build.Sum([.. g.Select(c => c.Value)])))])];
    }

    private static bool IsLocal(Expr e) => GridForms.Loads(e).All(l => GridArray.Read(l).Shift == Shift.None);

    private static int Along(Shift shift, int axis, int dimension) => (3 - dimension + axis) switch { 0 => shift.A, 1 => shift.B, _ => shift.C };
}
