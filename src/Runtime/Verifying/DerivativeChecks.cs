using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Compiler.Verifying;
using Flows.Language;

namespace Flows.Runtime.Verifying;

/// <summary>The functional derivatives that `explain` shows against differences of the functionals themselves, by quadrature.</summary>
internal static class DerivativeChecks
{
    private const string Name = "derivative";
    private const double Bound = 1e-6;

    // A few samples' worth of cells say where the states lie.
    private const int Cells = 64;

    /// <summary>One check an energy and a state that it moves.</summary>
    public static IEnumerable<CheckResult> Of(Plan plan)
    {
        var start = ShortRun.Start(Refinement.OnCells(plan, OrderInTime.Coarse(plan.GridCells, plan.GridCells.Count switch { 1 => Cells, 2 => Cells / 4, _ => Cells / 8 })));
        Seq<TestedState> states = [.. plan.States.Select((s, i) => StateLevel.Of(s, start.States[i].Values) is var l ? new TestedState(s, l.Level, l.Amplitude) : null!)];
        var tested = plan.Equations.SelectMany(e => e.Flow.Descents.Select((d, i) => (d.Name, d.Energy, e.State, Derivative: e.Variations[i].Display))
            .Concat(e.Flow.Hamiltonians.Where(h => h.Partner is not null).Select(h =>
                (h.Name, h.Energy, State: plan.States.First(s => s.Symbol == h.Partner), Derivative: FunctionalDerivative.Of(h.Energy, h.Partner!).Display))));
        foreach (var (name, energy, state, derivative) in tested.DistinctBy(t => (t.Energy, t.State.Symbol)))
            yield return Check(plan.States.Count > 1 ? $"{name} by {state.Symbol.Name}" : name, energy, derivative, state, states);
    }

    private static CheckResult Check(string subject, Expr energy, Expr derivative, StateModel state, Seq<TestedState> states)
    {
        if (DerivativeTest.Of(energy, derivative, state, states, Rate) is not { } test)
            return CheckResult.Without(Name, subject, "the functional is not made of integrals over boxes that have a value for smooth states");
        // What quadrature does not resolve it cannot judge.
        var error = test.Quadrature / test.Scale;
        var note = "quadrature of the continuous functional";
        return error > Bound / 10 && test.Error > Bound
            ? new CheckResult(Name, subject, test.Error, "≤ 1e-6", Verdict.NotJudged, $"{note}, which errs by {OrderInTime.Short(error)}")
            : CheckResult.AtMost(Name, subject, test.Error, Bound, "≤ 1e-6", note);
    }

    private static double Rate(Func<double, double> f, double claimed)
    {
        var best = double.NaN;
        foreach (var step in (ReadOnlySpan<double>)[0.1, 0.03, 0.01])
            if (Differences.Rate(f, step) is var rate && double.IsFinite(rate) && !(Math.Abs(rate - claimed) >= Math.Abs(best - claimed)))
                best = rate;
        return best;
    }
}
