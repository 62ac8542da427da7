using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Looks at how fine waves grow: of exp(ik·x) the leading part of the second variation, c(k), must not be negative where the metric
/// differentiates or the energy does (the condition of Legendre and Hadamard), or the flow is a heat equation run backwards. Seen in
/// samples of the state and its derivatives; an equation of order 0 grows at a bounded rate and is no matter here.
/// </summary>
/// <remarks>Courant and Hilbert, Methods of Mathematical Physics II, III §2; Giaquinta and Hildebrandt, Calculus of Variations I, 4.1.</remarks>
internal static class WellPosedness
{
    private const int Samples = 60;

    // Of what c(k) is computed from: a direction in which it vanishes, as of |grad u|, leaves round-off.
    private const double RoundOff = 1e-9;

    private const int HighestOrder = 2;

    /// <summary>The warning, or null.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="variations">Of each descent.</param>
    public static Diagnostic? Check(FlowModel flow, Seq<Variation> variations)
    {
        var state = flow.State.Symbol;
        if (state.Kind is not (StateKind.Field or StateKind.Density))
            return null;
        if (flow.Hamiltonians is [{ Partner: { } partner, Sign: > 0 } h] && flow.Descents.Count == 0)
            return OfPair(flow, h, partner);
        if (flow.Descents.Count == 0 || flow.Descents.Count != variations.Count || flow.Hamiltonians.Count > 0 || flow.Descents.Any(d => d.MayBeIllPosed)
            || variations.Any(v => v.Order > HighestOrder) || flow.Descents.Any(d => d.Metric.Onsager(d.Arguments).Any(t => Degree(t) is null)))
            return null;
        var symbols = flow.Descents.Zip(variations, (d, v) => (Terms: d.Metric.Onsager(d.Arguments), Symbol: new LeadingSymbol(v))).ToArray();
        var drift = flow.Drift.Count == 0 ? 0 : flow.Drift.Max(e => GradientOrder.Of(e, state));
        var found = new List<(int Degree, double Rate, string Where)>();
        foreach (var sample in Drawn(flow.State))
        {
            var growth = new SortedDictionary<int, (double Value, double Size)>();
            foreach (var (terms, symbol) in symbols)
                foreach (var term in terms)
                    foreach (var (degree, value, size) in symbol.At(sample))
                    {
                        // What a negative mobility does is said by F0610.
                        var m = Math.Max(0, sample.Value(Mobility(term)));
                        var at = degree + Degree(term)!.Value;
                        var (sum, all) = growth.GetValueOrDefault(at);
                        growth[at] = (sum - m * value, all + Math.Abs(m) * size);
                    }
            if (growth.Values.Any(v => !double.IsFinite(v.Value)))
                continue;
            var known = growth.Where(g => Math.Abs(g.Value.Value) > RoundOff * g.Value.Size).ToArray();
            if (known.Length > 0)
                found.Add((known[^1].Key, known[^1].Value.Value, sample.Text));
        }
        if (found.Count == 0)
            return null;
        // Where the leading part vanishes, what comes after it leads at that place alone.
        var top = found.Max(f => f.Degree);
        var leading = found.Where(f => f.Degree == top).ToArray();
        var growing = leading.Where(f => f.Rate > 0).ToArray();
        return top <= 0 || top <= drift || growing.Length == 0 ? null
            : EquationErrors.IllPosed(state.Name, top, growing.Length == leading.Length ? null : growing[0].Where, flow.Descents[0].Span, $"flow {state.Name} = descend {flow.Descents[0].Name} in {flow.Descents[0].Metric.Name}");
    }

    // (u, v)′ = (δH/δv, −δH/δu): u″ = −H_vv H_uu u, waves where both have one sign.
    private static Diagnostic? OfPair(FlowModel flow, HamiltonModel h, StateSymbol partner)
    {
        var (own, other) = (FunctionalDerivative.Of(h.Energy, flow.State.Symbol), FunctionalDerivative.Of(h.Energy, partner));
        if (own.Order > HighestOrder || other.Order > HighestOrder || flow.Drift.Any(e => e.Known.Has(Kinds.Operator)))
            return null;
        var (first, second) = (new LeadingSymbol(own), new LeadingSymbol(other));
        var products = new List<(int Degree, double Value, string Where)>();
        foreach (var sample in Drawn(flow.State))
        {
            var (a, b) = (Top(first.At(sample)), Top(second.At(sample)));
            if (a is var (n, x) && b is var (m, y))
                products.Add((n + m, x * y, sample.Text));
        }
        if (products.Count == 0 || products.Max(p => p.Degree) is var top && top <= 0)
            return null;
        var leading = products.Where(p => p.Degree == top).ToArray();
        var growing = leading.Where(p => p.Value < 0).ToArray();
        return growing.Length == 0 ? null
            : EquationErrors.IllPosed(flow.State.Symbol.Name, top / 2, growing.Length == leading.Length ? null : growing[0].Where, h.Span, null);
    }

    private static (int Degree, double Value)? Top(IEnumerable<(int Degree, double Value, double Size)> symbol) =>
        symbol.Where(s => double.IsFinite(s.Value) && Math.Abs(s.Value) > RoundOff * s.Size).OrderBy(s => s.Degree).ToArray() is [.., var last] ? (last.Degree, last.Value) : null;

    private static IEnumerable<SymbolSample> Drawn(StateModel state)
    {
        var draws = new Draws();
        for (var i = 0; i < Samples; i++)
            yield return new SymbolSample(state, draws);
    }

    // By how much K differentiates; null where it smooths by a kernel of its own.
    private static int? Degree(OnsagerTerm term) => term switch
    {
        DivGradTerm or CovarianceTerm => 2,
        MultiplyTerm or MeanFreeTerm => 0,
        HelmholtzInverseTerm => -2,
        _ => null,
    };

    private static Expr Mobility(OnsagerTerm term) => term switch
    {
        DivGradTerm d => d.Mobility,
        CovarianceTerm c => c.Mobility,
        MultiplyTerm m => m.Mobility,
        MeanFreeTerm m => m.Mobility,
        HelmholtzInverseTerm h => 1 / h.Alpha,
        _ => 1,
    };
}
